// The environment, read once. Reports every problem at once, each as a sentence that names the
// variable and what to set.

import type { z } from 'zod';
import type { Target } from './domain/job/job.ts';
import type { Retention } from './domain/retention/retention.ts';
import { nearest } from './domain/text/nearest.ts';
import {
  environment,
  type DatabaseAddress,
  type Environment,
  type LogLevel,
  variables,
} from './environment.ts';

export type Config = {
  readonly slack: {
    readonly botToken: string;
    readonly apiUrl: string;
    readonly timeoutMs: number;
    readonly mode:
      | { readonly kind: 'socket'; readonly appToken: string }
      | { readonly kind: 'http'; readonly signingSecret: string };
  };
  readonly vertex: {
    readonly targets: readonly Target[];
    /** Base URL; `{location}` is replaced. */
    readonly endpoint: string;
    readonly timeoutMs: number;
    /** Percent of Google's reads a minute that polls keep within. */
    readonly share: number;
  };
  readonly loggingEndpoint: string;
  readonly monitoringEndpoint: string;
  /** Base URL of the Cloud Billing API, whose public catalog has the list prices. */
  readonly billingEndpoint: string;
  readonly database: DatabaseAddress;
  readonly templatesDir?: string | undefined;
  /** Undefined: the default policy holds. */
  readonly policyFile?: string | undefined;
  /** Id of the channel where trouble of the bot itself is told; undefined: nowhere. */
  readonly opsChannel?: string | undefined;
  readonly retention: Retention;
  readonly pollSchedule: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** A port for health and metrics apart from Slack's; undefined: there is none. */
  readonly metricsPort?: number | undefined;
  readonly logLevel: LogLevel;
  readonly leaseMs: number;
  readonly launchQuarantineMs: number;
  readonly cancelEscalateMs: number;
};

/**
 * Problems that show only in use, such as a missing directory: sentences for whoever starts the
 * bot.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the configuration. Pure: the environment is an argument. An empty variable counts as unset.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(set);
  const problems = misspelt(Object.keys(set), set);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => sentence(issue, set)));
  // Combinations are checked even if other variables are wrong, so that all problems are reported
  // at once.
  if (!('SLACK_APP_TOKEN' in set) && !('SLACK_SIGNING_SECRET' in set)) {
    problems.push(
      'Set SLACK_APP_TOKEN (xapp-…, Socket Mode) or SLACK_SIGNING_SECRET (signed HTTP): Slack needs one way in.',
    );
  }
  // Unlike other variables, which have a safe default: a name that got lost must not let everybody in.
  if (env['POLICY_FILE']?.trim() === '') {
    problems.push(
      'POLICY_FILE is empty: name the policy file, or unset it for the default policy.',
    );
  }
  problems.push(...timingProblems(set), ...portProblems(set));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(parsed.data) };
}

function sentence(issue: z.core.$ZodIssue, set: Readonly<Record<string, unknown>>): string {
  const name = String(issue.path[0]);
  return name in set ? `${name} ${issue.message}` : `${name} is not set: it ${hintFor(name)}`;
}

const hints: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: 'must be the bot token (xoxb-…) of the installed app.',
  VERTEX_TARGETS: 'must list where jobs may run, e.g. ml-prod/us-central1.',
};

function hintFor(name: string): string {
  return hints[name] ?? 'is required.';
}

const timings = environment.pick({
  SLACK_TIMEOUT: true,
  VERTEX_TIMEOUT: true,
  LEASE: true,
  LAUNCH_QUARANTINE: true,
});

/**
 * Nothing is sent with less than a timeout left on a lease, and the quarantine must outlast a
 * lease.
 */
function timingProblems(set: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = timings.safeParse(set);
  if (!parsed.success) return [];
  const { SLACK_TIMEOUT, VERTEX_TIMEOUT, LEASE, LAUNCH_QUARANTINE } = parsed.data;
  const problems: string[] = [];
  if (Math.max(SLACK_TIMEOUT, VERTEX_TIMEOUT) >= LEASE) {
    problems.push('LEASE must be longer than SLACK_TIMEOUT and VERTEX_TIMEOUT.');
  }
  if (LAUNCH_QUARANTINE < LEASE) problems.push('LAUNCH_QUARANTINE must not be shorter than LEASE.');
  return problems;
}

function portProblems(set: Readonly<Record<string, unknown>>): readonly string[] {
  const { data } = environment.pick({ PORT: true, METRICS_PORT: true }).safeParse(set);
  return data?.METRICS_PORT !== undefined &&
    data.METRICS_PORT !== 0 &&
    data.METRICS_PORT === data.PORT
    ? ['METRICS_PORT must be another port than PORT, which Slack or anybody may reach.']
    : [];
}

/**
 * Variables whose names look like typos of known ones. Ignoring them would silently use the
 * default.
 */
function misspelt(names: readonly string[], set: Readonly<Record<string, unknown>>): string[] {
  const ours =
    /^(?:(?:SLACK|VERTEX|LOGGING|MONITORING|BILLING|DATABASE|TEMPLATES?|POLICY|OPS|POLL|LAUNCH|CANCEL|METRICS)_|RETEN)/;
  return names
    .filter((name) => ours.test(name) && !variables.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, variables);
      const isSlip =
        meant !== undefined && Math.abs(meant.length - name.length) <= 2 && !(meant in set);
      return isSlip ? [`${name} is not known: did you mean ${meant}?`] : [];
    });
}

function toConfig(env: Environment): Config {
  return {
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      apiUrl: env.SLACK_API_URL,
      timeoutMs: env.SLACK_TIMEOUT,
      mode:
        env.SLACK_APP_TOKEN === undefined
          ? { kind: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '' }
          : { kind: 'socket', appToken: env.SLACK_APP_TOKEN },
    },
    vertex: {
      targets: env.VERTEX_TARGETS,
      endpoint: env.VERTEX_ENDPOINT,
      timeoutMs: env.VERTEX_TIMEOUT,
      share: env.VERTEX_SHARE,
    },
    loggingEndpoint: env.LOGGING_ENDPOINT,
    monitoringEndpoint: env.MONITORING_ENDPOINT,
    billingEndpoint: env.BILLING_ENDPOINT,
    database: env.DATABASE_URL,
    templatesDir: env.TEMPLATES_DIR,
    policyFile: env.POLICY_FILE,
    opsChannel: env.OPS_CHANNEL,
    retention: env.RETENTION,
    pollSchedule: env.POLL_SCHEDULE,
    port: env.PORT,
    metricsPort: env.METRICS_PORT,
    logLevel: env.LOG_LEVEL,
    leaseMs: env.LEASE,
    launchQuarantineMs: env.LAUNCH_QUARANTINE,
    cancelEscalateMs: env.CANCEL_ESCALATE,
  };
}
