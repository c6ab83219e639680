// The faults a run may inject at the two servers. A late effect still comes before the bot looks for it: afterwards the bot can't tell it
// from one that never came.

import type { Random } from './random.ts';

/** A fault rule as the servers take it. The process of a `kill` is filled in when it is injected. */
export type Fault = {
  readonly kind: string;
  readonly match: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly after: number;
} & Readonly<Record<string, unknown>>;

/** Longer than the bot's timeout of one second, shorter than its lease. */
const lateMs = 1_100;

type Kind = Readonly<Record<string, unknown>> & { readonly kind: string };
export type FaultKinds = readonly [Kind, ...Kind[]];

/** Faults that any call to either server can meet. */
const anywhere: FaultKinds = [
  { kind: 'close-before' },
  { kind: 'record-then-close' },
  { kind: 'record-then-close' },
  { kind: 'record-then-hang' },
  { kind: 'hang-then-record-late', ms: lateMs },
  { kind: 'delay', ms: 600, record: 'before' },
  { kind: 'delay', ms: lateMs, record: 'before' },
  { kind: 'delay', ms: lateMs, record: 'after' },
  { kind: 'truncate' },
  { kind: 'garbage', record: true },
  { kind: 'garbage', record: false },
  { kind: 'reorder', maxMs: 600 },
  { kind: 'kill', when: 'before-record' },
  { kind: 'kill', when: 'before-record' },
  { kind: 'kill', when: 'after-record' },
  { kind: 'kill', when: 'after-record' },
  { kind: 'kill', when: 'after-record' },
  { kind: 'status', status: 429, record: true, retryAfterSeconds: 1 },
  { kind: 'status', status: 429, record: false, retryAfterSeconds: 1 },
  { kind: 'status', status: 500, record: true },
  { kind: 'status', status: 503, record: true },
  { kind: 'status', status: 503, record: false },
  { kind: 'status', status: 502, record: false, body: 'html' },
  { kind: 'status', status: 502, record: true, body: 'html' },
  { kind: 'status', status: 504, record: true, body: 'empty' },
];

const slackOnly: FaultKinds = [
  ...anywhere,
  { kind: 'error', error: 'fatal_error', record: true },
  { kind: 'error', error: 'fatal_error', record: false },
  { kind: 'error', error: 'internal_error', record: true },
  { kind: 'error', error: 'ratelimited', record: true },
  { kind: 'error', error: 'service_unavailable', record: false },
];

/** Errors that keep the bot from reading a thread back: it posts again, and marks the post as possibly repeated. */
const lookupErrors: FaultKinds = [
  { kind: 'error', error: 'missing_scope', record: false },
  { kind: 'error', error: 'access_denied', record: false },
];

const slackMethods = [
  '^chat\\.postMessage$',
  '^chat\\.postMessage$',
  '^chat\\.postMessage$',
  '^chat\\.postMessage$',
  '^chat\\.update$',
  '^chat\\.update$',
  '^conversations\\.(replies|history)$',
  '^users\\.info$',
  '^conversations\\.(info|join)$',
  '^response_url$',
  '^(apps\\.connections\\.open|auth\\.test)$',
] as const;

/** A random fault rule for the Slack server. */
export function slackFault(random: Random): Fault {
  const method = random.pick(slackMethods);
  const isLook = method.includes('replies');
  const kind = isLook && random.chance(0.3) ? random.pick(lookupErrors) : random.pick(slackOnly);
  return { ...kind, match: { method }, ...howOften(random, kind) };
}

const vertexCalls = [
  'create',
  'create',
  'create',
  'create',
  'list',
  'list',
  'get',
  'cancel',
  'cancel',
  'token',
] as const;

/** Final answers of Google: the call has no effect. No 404, since two in a row mean that the job was deleted. */
const refusals: FaultKinds = [
  { kind: 'status', status: 403, record: false },
  { kind: 'status', status: 400, record: false },
];

/** A random fault rule for the Vertex server. */
export function vertexFault(random: Random): Fault {
  const call = random.pick(vertexCalls);
  const kind =
    call !== 'token' && random.chance(0.08) ? random.pick(refusals) : random.pick(anywhere);
  return { ...kind, match: { call }, ...howOften(random, kind) };
}

function howOften(random: Random, { kind }: Kind): Pick<Fault, 'count' | 'after'> {
  const count = kind === 'kill' || random.chance(0.75) ? 1 : random.int(2, 3);
  return { count, after: random.chance(0.5) ? 0 : random.int(1, 4) };
}

/** Lists return stale data. */
export const staleLists: Fault = {
  kind: 'delay',
  ms: 800,
  record: 'before',
  match: { call: 'list', location: 'us-central1' },
  count: 4,
  after: 0,
};

/** The first create takes effect, and the bot that sent it is killed. */
export const killAfterCreate: Fault = {
  kind: 'kill',
  when: 'after-record',
  match: { call: 'create' },
  count: 1,
  after: 0,
};

/** The next post in a channel arrives, but its response is lost. */
export function lostPost(channel: string): Fault {
  return {
    kind: 'record-then-close',
    match: { method: '^chat\\.postMessage$', channel },
    count: 1,
    after: 0,
  };
}

/** A post whose response is lost, and refused lookups for it. */
export function unverifiablePost(random: Random): readonly Fault[] {
  const after = random.int(0, 3);
  return [
    { kind: 'record-then-close', match: { method: '^chat\\.postMessage$' }, count: 1, after },
    {
      ...random.pick(lookupErrors),
      match: { method: '^conversations\\.(replies|history)$' },
      count: 3,
      after: 0,
    },
  ];
}
