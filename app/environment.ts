// The variables of the environment, each with its default and what to say if it is wrong.

import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import { parseDurationMs } from './domain/text/duration.ts';
import { parseTarget, formatTarget, type Target } from './domain/job/job.ts';
import { defaultRetention, parseRetention } from './domain/retention/retention.ts';

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

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

const url = () =>
  reading('must be an https:// address (http:// only for this machine).', (text) =>
    isSafeUrl(text) ? text : undefined,
  );

const defaultDatabase = 'file:./data/jobs.db';

export const environment = z.object({
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

/** The names of all variables. */
export const variables: readonly string[] = Object.keys(environment.shape);

export type Environment = z.output<typeof environment>;

function readTargets(text: string): readonly Target[] | undefined {
  const targets = text.split(',').map(parseTarget);
  const read = targets.filter((target) => target !== undefined);
  const distinct = new Set(read.map(formatTarget)).size;
  return read.length === targets.length && distinct === read.length ? read : undefined;
}

/** The database that an environment names; undefined if it can't be read. */
export function readDatabaseUrl(
  env: Readonly<Record<string, string | undefined>>,
): DatabaseAddress | undefined {
  const set = env['DATABASE_URL']?.trim() ?? '';
  return readDatabase(set === '' ? defaultDatabase : set);
}

function readDatabase(text: string): DatabaseAddress | undefined {
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
