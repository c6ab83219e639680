// Totals of a campaign.

import type { Evidence } from './evidence/evidence.ts';
import type { Violation } from './check/check-run.ts';
import type { Plan } from './plan/plan.ts';
import { ladderOf } from './evidence/ladders.ts';
import type { RunResult } from './run.ts';
import { messageToBot, submittedForm } from './evidence/message-to-bot.ts';

/** Counts what happened in a run, by kind: faults according to the servers' records, outages according to the plan. */
export function countFaults(
  { acts }: Plan,
  { slack, vertex }: Pick<Evidence, 'slack' | 'vertex'>,
): Readonly<Record<string, number>> {
  const struck = [
    ...slack.calls.flatMap(({ fault }) => (fault === undefined ? [] : [`slack ${fault}`])),
    ...vertex.requests.flatMap(({ fault }) => (fault === null ? [] : [`vertex ${fault}`])),
    ...acts.flatMap(({ act }) => (outages.includes(act.do) ? [act.do] : [])),
  ];
  const counts: Record<string, number> = {};
  for (const kind of struck) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Counts the messages, edits and forms that reached the bot, according to Slack's records. */
export function countTalk({ slack, late }: Pick<Evidence, 'slack' | 'late'>): Talk {
  const acked = slack.payloads.filter((one) => one.acked);
  const messages = acked.flatMap((one) => messageToBot(one) ?? []);
  const keys = (some: readonly { readonly key: string }[]) => new Set(some.map(({ key }) => key));
  return {
    messages: keys(messages.filter(({ edited }) => !edited)).size,
    edits: keys(messages.filter(({ edited }) => edited)).size,
    forms: keys(acked.flatMap((one) => submittedForm(one) ?? [])).size,
    late: late === undefined ? 0 : 1,
  };
}

/** Counts launches with fallbacks, their attempts, and why attempts made way. */
export function countLadders({ rows }: Pick<Evidence, 'rows'>): Readonly<Record<string, number>> {
  const ladders = rows.launches
    .filter(({ superseded_by }) => superseded_by === null)
    .flatMap((launch) => ladderOf(launch) ?? []);
  const counts: Record<string, number> = {
    'launches with fallbacks': ladders.length,
    '  attempts': ladders.reduce((sum, { missed }) => sum + missed.length + 1, 0),
  };
  for (const { why } of ladders.flatMap(({ missed }) => missed)) {
    counts[`  made way: ${why}`] = (counts[`  made way: ${why}`] ?? 0) + 1;
  }
  return counts;
}

/** How many messages to the bot, edits, submitted forms and runs with late redelivery there were. */
export type Talk = Readonly<Record<'messages' | 'edits' | 'forms' | 'late', number>>;

const outages: readonly string[] = [
  'slack-outage',
  'vertex-outage',
  'token-failures',
  'lose-google-token',
  'revoke',
  'list-lag',
  'small-pages',
  'sequence',
  'delete-root',
  'delete-job',
  'kick',
  'cut-socket',
  'redeliver',
];

/** The totals as the lines of a table. */
export function table(results: readonly RunResult[], wallMs: number): readonly string[] {
  const sum = (of: (result: RunResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const found = (kind: Violation['kind']) =>
    sum(({ result }) => result.violations.filter((one) => one.kind === kind).length);
  const rows: (readonly [string, string | number])[] = [
    ['runs', results.length],
    ...countBy(results, ({ plan }) => `  ${plan.database}, ${replicasOf(plan)}, ${plan.mode}`),
    ['bots killed (SIGKILL)', sum(({ counts }) => counts.kills)],
    ['bots stopped and continued', sum(({ counts }) => counts.stops)],
    ['bots ended (SIGTERM)', sum(({ counts }) => counts.terms)],
    ['faults and outages', sum(({ faults }) => Object.values(faults).reduce(add, 0))],
    ...sumRows(results.map(({ faults }) => faults)).map(
      ([kind, count]) => [`  ${kind}`, count] as const,
    ),
    ...sumRows(results.map(({ ladders }) => ladders)),
    ['messages to the bot', sum(({ talk }) => talk.messages)],
    ['  edited', sum(({ talk }) => talk.edits)],
    ['forms submitted', sum(({ talk }) => talk.forms)],
    ['runs with late deliveries', sum(({ talk }) => talk.late)],
    ['updates expected', sum(({ result }) => result.expected)],
    ['  told once', sum(({ result }) => result.toldOnce)],
    ['  possibly repeated, and marked so', sum(({ result }) => result.possiblyRepeated)],
    ['  posted again after a stop, and taken away', sum(({ result }) => result.withdrawn)],
    ['lost', found('lost')],
    ['repeated', found('repeated')],
    ['jobs launched twice', found('twice')],
    ['other violations', found('other')],
    ['wall time', `${Math.round(wallMs / 1_000)} s`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

const add = (a: number, b: number): number => a + b;

const replicasOf = ({ replicas }: Plan): string => `${replicas} ${replicas === 1 ? 'bot' : 'bots'}`;

function countBy(
  results: readonly RunResult[],
  of: (result: RunResult) => string,
): readonly (readonly [string, number])[] {
  const groups = Map.groupBy(results, of);
  return [...groups]
    .map(([name, some]) => [name, some.length] as const)
    .sort(([a], [b]) => a.localeCompare(b));
}

function sumRows(
  some: readonly Readonly<Record<string, number>>[],
): readonly (readonly [string, number])[] {
  const totals = new Map<string, number>();
  for (const [kind, count] of some.flatMap((one) => Object.entries(one))) {
    totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  return [...totals].sort(([a], [b]) => a.localeCompare(b));
}
