// Sequences in which order matters: each step waits for the effect of the one before, however slow the machine is. If the effect does not
// come in time, the sequence goes on: only the end of the run is checked.

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
/** Long enough that lists lack every job of the run. */
const hidesAllMs = 600_000;

/** Runs a sequence to its end. */
export async function runSequence(context: Context, sequence: Sequence): Promise<void> {
  await sequences[sequence.sequence](context, sequence);
}

const sequences: Readonly<
  Record<SequenceName, (context: Context, sequence: Sequence) => Promise<void>>
> = {
  'late-lists': lateLists,
  'unlisted-job': unlistedJob,
  'lost-create': lostCreate,
  'frozen-poller': frozenPoller,
  'stalled-send': stalledSend,
};

/** Lists arrive late: each cancel is requested after a list was read and before its answer arrives, and reads a newer state. */
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

/** Lists lack a new job, and one read of it is answered 404. */
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

/** The answer to a create is lost, and its job ends before any list shows it. The bot asks a person, and then the job turns up. */
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
  // The first poll may already have been running, the second one sees the job, and the third starts after that was stored.
  const before = await pollCount(context, location);
  await waitUntil(async () => (await pollCount(context, location)) >= before + 3);
}

/**
 * A poller freezes for longer than its lease, after it has read one job that the list lacks and while it reads another. Meanwhile both are
 * deleted, and another bot posts that.
 */
async function frozenPoller(context: Context, { launches, ms }: Sequence): Promise<void> {
  await hideNewJobs(context, true);
  await launchAll(context, launches);
  await waitUntil(async () => {
    const cards = await Promise.all(launches.map(({ tag }) => findCard(context, tag)));
    return cards.every((card) => card !== undefined && cardOf(card.text)?.word === 'RUNNING');
  });
  const match = { call: 'get', location: launches[0]?.location };
  // `inMs` is long enough for the answer to the other read.
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
 * Storing a delivery takes longer than its lease lasts, and the next sender in the channel is killed by its post. If the first one sent
 * its copy anyway, nobody would delete it.
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

/** Resolves when the condition holds, or on timeout. */
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

/** How many Vertex requests a fault of this kind has struck. */
async function vertexFaultCount(context: Context, kind: string): Promise<number> {
  return (await recordsOf(context)).requests.filter(({ fault }) => fault === kind).length;
}

async function readCount(context: Context, answered: number): Promise<number> {
  const { requests } = await recordsOf(context);
  return requests.filter(({ call, status }) => call === 'get' && status === answered).length;
}

/** How many lists of a location a poll has received. */
async function pollCount(context: Context, location: string): Promise<number> {
  const { requests } = await recordsOf(context);
  return requests.filter(
    ({ path, query, status }) =>
      path.includes(location) && query.includes('create_time') && status === 200,
  ).length;
}

const callsSchema = z.object({ calls: z.array(z.looseObject({ fault: z.string().optional() })) });

/** How many Slack calls a fault of this kind has struck. */
async function slackFaultCount({ client }: Context, kind: string): Promise<number> {
  const { calls } = callsSchema.parse(await client.slack('GET', 'records'));
  return calls.filter(({ fault }) => fault === kind).length;
}
