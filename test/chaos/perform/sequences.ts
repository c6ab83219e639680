// Sequences in which order matters: each step waits until the one before has come true, however slow the machine is. A sequence whose step
// does not come true in time goes on all the same: only what is true in the end is judged.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { injectFault } from './inject-fault.ts';
import { launch, type } from './commands.ts';
import type { Act, SequenceName } from '../plan/plan.ts';
import { stallSends } from './slow-database.ts';
import { findCard, type Context } from './context.ts';
import { cardOf, terminalStates } from '../evidence/words.ts';

type Sequence = Extract<Act, { do: 'sequence' }>;

const timeoutMs = 20_000;
/** Lists miss whatever was begun since the run was. */
const hidesAllMs = 600_000;

/** Runs a sequence to its end. */
export async function playSequence(context: Context, sequence: Sequence): Promise<void> {
  await sequences[sequence.sequence](context, sequence);
}

const sequences: Readonly<
  Record<SequenceName, (context: Context, sequence: Sequence) => Promise<void>>
> = {
  'late-lists': lateLists,
  'unlisted-job': unlistedJob,
  'lost-create': lostCreate,
  'frozen-sweeper': frozenSweeper,
  'stalled-send': stalledSend,
};

/** What lists say was read before a cancel read something newer: each cancel is asked for just after a list was read and is on its way. */
async function lateLists(context: Context, { launches, ms }: Sequence): Promise<void> {
  await launchAll(context, launches);
  await waitUntil(async () =>
    (await jobsOf(context, launches)).every(({ state }) => state === 'RUNNING'),
  );
  await waitUntil(async () => {
    const cards = await Promise.all(launches.map(({ tag }) => findCard(context, tag)));
    return cards.every((card) => card !== undefined && cardOf(card.text)?.word === 'RUNNING');
  });
  const match = { call: 'list', location: launches[0]?.location };
  await injectFault(context, 'vertex', {
    kind: 'delay',
    ms,
    record: 'before',
    match,
    count: 12,
    after: 0,
  });
  for (const { tag, user, channel } of launches) {
    const handle = (await findCard(context, tag))?.handle ?? '';
    const before = await vertexFaultCount(context, 'delay');
    await waitUntil(async () => (await vertexFaultCount(context, 'delay')) > before);
    await type(context, user, channel, `/job cancel ${handle}`);
  }
  await sleep(2 * ms);
}

/** Lists miss a young job, and one of the reads that look after it is answered 404, once. */
async function unlistedJob(context: Context, { launches }: Sequence): Promise<void> {
  await hideNewJobs(context, true);
  const match = { call: 'get', location: launches[0]?.location };
  const notFound = { kind: 'status', status: 404, record: false };
  await injectFault(context, 'vertex', { ...notFound, match, count: 1, after: 0 });
  await launchAll(context, launches);
  await waitUntil(async () => (await readCount(context, 404)) > 0);
  await sleep(1_000);
  await hideNewJobs(context, false);
}

/** A create whose answer is lost, of a job that has ended before any list shows it: the bot asks a person, and then it turns up. */
async function lostCreate(context: Context, { launches }: Sequence): Promise<void> {
  const { tag = '', location = '' } = launches[0] ?? {};
  await hideNewJobs(context, true);
  const match = { call: 'create', location, body: tag };
  await injectFault(context, 'vertex', { kind: 'record-then-close', match, count: 1, after: 0 });
  await launchAll(context, launches);
  await waitUntil(async () => {
    const [job] = await jobsOf(context, launches);
    const card = await findCard(context, tag);
    const isOver = job !== undefined && terminalStates.includes(job.state);
    return isOver && card !== undefined && cardOf(card.text)?.word === 'NOT FOUND';
  });
  await hideNewJobs(context, false);
  // The first may have been on its way; the next one sees it, and the one after that comes when that is told.
  const before = await sweepCount(context, location);
  await waitUntil(async () => (await sweepCount(context, location)) >= before + 3);
}

/**
 * Whoever sweeps a region freezes for longer than its lease, after it has read one job that the list missed and while it reads another.
 * Meanwhile both are deleted, and others find that out and tell it.
 */
async function frozenSweeper(context: Context, { launches, ms }: Sequence): Promise<void> {
  await hideNewJobs(context, true);
  await launchAll(context, launches);
  await waitUntil(async () => {
    const cards = await Promise.all(launches.map(({ tag }) => findCard(context, tag)));
    return cards.every((card) => card !== undefined && cardOf(card.text)?.word === 'RUNNING');
  });
  const match = { call: 'get', location: launches[0]?.location };
  // Long enough for what the other read was answered.
  const freeze = { kind: 'freeze', inMs: 300, ms, record: 'after' };
  await injectFault(context, 'vertex', { ...freeze, match, count: 1, after: 1 });
  await waitUntil(async () => (await vertexFaultCount(context, 'freeze')) > 0);
  await sleep(400);
  for (const { id } of await jobsOf(context, launches)) {
    await context.client.vertex('POST', `jobs/${id}/delete`);
  }
  await sleep(ms + 1_000);
  await hideNewJobs(context, false);
}

/**
 * The database takes longer over a delivery than its lease lasts, and whoever sends next in the channel dies of it: a copy that was sent
 * all the same would stand.
 */
async function stalledSend(context: Context, { launches, ms }: Sequence): Promise<void> {
  const { channel = '' } = launches[0] ?? {};
  const match = { method: '^chat\\.postMessage$', channel };
  const late = { kind: 'delay', ms: 1_100, record: 'after' };
  const kill = { kind: 'kill', when: 'after-record' };
  await injectFault(context, 'slack', { ...late, match, count: 1, after: 0 });
  await injectFault(context, 'slack', { ...kill, match, count: 1, after: 1 });
  await stallSends(context.databaseUrl, { channel, ms });
  await launchAll(context, launches);
  await waitUntil(async () => (await slackFaultCount(context, 'kill')) > 0);
}

async function launchAll(context: Context, launches: Sequence['launches']): Promise<void> {
  await Promise.all(launches.map((one) => launch(context, one)));
}

async function hideNewJobs({ client }: Context, isHidden: boolean): Promise<void> {
  await client.vertex('POST', 'list-lag', { ms: isHidden ? hidesAllMs : 0 });
}

/** Resolves when it is so, or when that has taken too long. */
async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end && !(await isSo());) await sleep(40);
}

const recordsSchema = z.object({
  requests: z.array(
    z.looseObject({
      call: z.string().nullable(),
      path: z.string(),
      query: z.string(),
      status: z.number().nullable(),
      fault: z.string().nullable(),
    }),
  ),
  jobs: z.array(z.looseObject({ id: z.string(), displayName: z.string(), state: z.string() })),
});

const recordsOf = async ({ client }: Context) =>
  recordsSchema.parse(await client.vertex('GET', 'records'));

async function jobsOf(context: Context, launches: Sequence['launches']) {
  const { jobs } = await recordsOf(context);
  return launches.flatMap(({ tag }) => jobs.filter(({ displayName }) => displayName === tag));
}

/** How often a fault of that kind has struck at Google. */
async function vertexFaultCount(context: Context, kind: string): Promise<number> {
  return (await recordsOf(context)).requests.filter(({ fault }) => fault === kind).length;
}

async function readCount(context: Context, answered: number): Promise<number> {
  const { requests } = await recordsOf(context);
  return requests.filter(({ call, status }) => call === 'get' && status === answered).length;
}

/** Lists of a region that a sweep was answered. */
async function sweepCount(context: Context, location: string): Promise<number> {
  const { requests } = await recordsOf(context);
  return requests.filter(
    ({ path, query, status }) =>
      path.includes(location) && query.includes('create_time') && status === 200,
  ).length;
}

const callsSchema = z.object({ calls: z.array(z.looseObject({ fault: z.string().optional() })) });

/** How often a fault of that kind has struck at Slack. */
async function slackFaultCount({ client }: Context, kind: string): Promise<number> {
  const { calls } = callsSchema.parse(await client.slack('GET', 'records'));
  return calls.filter(({ fault }) => fault === kind).length;
}
