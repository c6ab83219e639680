// The environment, read once. Reports every problem at once, each as a sentence that names the
// variable and what to set.

import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import { parseDurationMs } from './domain/text/duration.ts';
import { parseTarget, formatTarget, type Target } from './domain/job/job.ts';
import { defaultRetention, parseRetention, type Retention } from './domain/retention/retention.ts';
import { nearest } from './domain/text/nearest.ts';

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

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
  readonly database:
    | { readonly kind: 'sqlite'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string };
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

/** Parses a variable. The problem doesn't repeat the text, which may be a secret. */
function reading<T>(problem: string, read: (text: string) => T | undefined) {
  return z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

/** A channel's id, also in a pasted link to it or as Slack writes a mention (`<#C0123ABCD|ops>`). */
function readChannel(text: string): string | undefined {
  const id = '([CG][A-Z0-9]{2,30})';
  const forms = [id, `<#${id}(?:\\|[^>]*)?>`, `https://[a-z0-9.-]+\\.slack\\.com/archives/${id}/?`];
  return forms.flatMap((form) => new RegExp(`^${form}$`).exec(text)?.[1] ?? [])[0];
}

const duration = (fallback: string) =>
  reading('must be a duration such as 10s, 5m or 1h30m.', parseDurationMs).prefault(fallback);

const url = (problem = 'must be an https:// address (http:// only for this machine).') =>
  reading(problem, (text) => (isSafeUrl(text) ? text : undefined));

const defaultDatabase = 'file:./data/jobs.db';

const environment = z.object({
  SLACK_BOT_TOKEN: reading('must be the bot token, which begins with xoxb-.', (text) =>
    /^xoxb-\S+$/.test(text) ? text : undefined,
  ),
  SLACK_APP_TOKEN: reading('must be an app-level token, which begins with xapp-.', (text) =>
    /^xapp-\S+$/.test(text) ? text : undefined,
  ).optional(),
  SLACK_SIGNING_SECRET: reading('must be the signing secret of the app, without spaces.', (text) =>
    /^\S{8,}$/.test(text) ? text : undefined,
  ).optional(),
  SLACK_API_URL: url()
    .transform((text) => (text.endsWith('/') ? text : `${text}/`))
    .prefault('https://slack.com/api/'),
  VERTEX_TARGETS: reading(
    'must list where jobs may run, as project/location[,project/location…], each once, e.g. ml-prod/us-central1.',
    readTargets,
  ),
  VERTEX_ENDPOINT: url().prefault('https://{location}-aiplatform.googleapis.com'),
  LOGGING_ENDPOINT: url().prefault('https://logging.googleapis.com'),
  MONITORING_ENDPOINT: url().prefault('https://monitoring.googleapis.com'),
  BILLING_ENDPOINT: url().prefault('https://cloudbilling.googleapis.com'),
  DATABASE_URL: reading(
    'must be file:path for SQLite or postgres://… for PostgreSQL.',
    readDatabase,
  ).prefault(defaultDatabase),
  TEMPLATES_DIR: z.string().optional(),
  POLICY_FILE: z.string().trim().optional(),
  OPS_CHANNEL: reading(
    'must be the id of a Slack channel, such as C0123ABCD: it is at the end of the channel’s details.',
    readChannel,
  ).optional(),
  RETENTION: reading(
    `must say how long audit and jobs are kept, each at least a day or forever, such as ${defaultRetention}.`,
    parseRetention,
  ).prefault(defaultRetention),
  POLL_SCHEDULE: reading(
    'must be a cron expression of six fields, seconds first, such as */10 * * * * *.',
    (text) => (text.split(/\s+/).length === 6 && isCron(text) ? text : undefined),
  ).prefault('*/10 * * * * *'),
  VERTEX_SHARE: reading(
    'must be a share of Google’s reads from 1% to 100%, such as 30%.',
    readPercent,
  ).prefault('30%'),
  PORT: reading('must be a port from 0 (any free one) to 65535.', readPort).prefault('3000'),
  METRICS_PORT: reading('must be a port from 0 (any free one) to 65535.', readPort).optional(),
  LOG_LEVEL: reading(`must be one of ${logLevels.join(', ')}.`, (text) =>
    logLevels.find((level) => level === text),
  ).prefault('info'),
  SLACK_TIMEOUT: duration('10s'),
  VERTEX_TIMEOUT: duration('30s'),
  LEASE: duration('60s'),
  LAUNCH_QUARANTINE: duration('3m'),
  CANCEL_ESCALATE: duration('5m'),
});

type Environment = z.output<typeof environment>;

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
  const known = Object.keys(environment.shape);
  const ours =
    /^(?:(?:SLACK|VERTEX|LOGGING|MONITORING|BILLING|DATABASE|TEMPLATES?|POLICY|OPS|POLL|LAUNCH|CANCEL|METRICS)_|RETEN)/;
  return names
    .filter((name) => ours.test(name) && !known.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, known);
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

function readTargets(text: string): readonly Target[] | undefined {
  const targets = text.split(',').map(parseTarget);
  const read = targets.filter((target) => target !== undefined);
  const distinct = new Set(read.map(formatTarget)).size;
  return read.length === targets.length && distinct === read.length ? read : undefined;
}

/** The database that an environment names; undefined if it can't be read. */
export function readDatabaseUrl(
  env: Readonly<Record<string, string | undefined>>,
): Config['database'] | undefined {
  const set = env['DATABASE_URL']?.trim() ?? '';
  return readDatabase(set === '' ? defaultDatabase : set);
}

function readDatabase(text: string): Config['database'] | undefined {
  if (/^postgres(?:ql)?:\/\//.test(text)) {
    return URL.canParse(text) ? { kind: 'postgres', url: text } : undefined;
  }
  // A database in memory would forget every launch with the process.
  const path = /^file:(?:\/\/(?=\/))?(?!:memory:$)(.+)$/.exec(text)?.[1];
  return path === undefined ? undefined : { kind: 'sqlite', path };
}

function readPercent(text: string): number | undefined {
  const percent = Number(/^(\d{1,3})\s?%$/.exec(text)?.[1] ?? 0);
  return percent >= 1 && percent <= 100 ? percent : undefined;
}

function readPort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

/** Tokens are sent to these URLs, so they must be encrypted unless they never leave the machine. */
function isSafeUrl(text: string): boolean {
  const filled = text.replaceAll('{location}', 'us-central1');
  if (!URL.canParse(filled)) return false;
  const { protocol, hostname } = new URL(filled);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}
