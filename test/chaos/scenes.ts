// Scenes in which order matters: each step waits until the one before has come true, be the machine as slow as it may. A scene whose step
// does not come true in time goes on all the same; what is judged is only what is true in the end.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { arm } from './arm.ts';
import { launch, type } from './people.ts';
import type { Act, SceneName } from './plan.ts';
import { stallSends } from './slowness.ts';
import { findCard, type Stage } from './stage.ts';
import { cardOf, terminalStates } from './words.ts';

type Scene = Extract<Act, { do: 'scene' }>;

const patienceMs = 20_000;
/** Lists miss whatever was begun since the run was. */
const hidesAllMs = 600_000;

/** Plays a scene to its end. */
export async function playScene(stage: Stage, scene: Scene): Promise<void> {
  await scenes[scene.scene](stage, scene);
}

const scenes: Readonly<Record<SceneName, (stage: Stage, scene: Scene) => Promise<void>>> = {
  'late-lists': lateLists,
  'hidden-young': hiddenYoung,
  'lost-birth': lostBirth,
  'frozen-sweeper': frozenSweeper,
  'stalled-send': stalledSend,
};

/** What lists say was read before a cancel read something newer: each cancel is asked for just after a list was read and is on its way. */
async function lateLists(stage: Stage, { launches, ms }: Scene): Promise<void> {
  await launchAll(stage, launches);
  await becomes(async () =>
    (await jobsOf(stage, launches)).every(({ state }) => state === 'RUNNING'),
  );
  await becomes(async () => {
    const cards = await Promise.all(launches.map(({ tag }) => findCard(stage, tag)));
    return cards.every((card) => card !== undefined && cardOf(card.text)?.word === 'RUNNING');
  });
  const match = { call: 'list', location: launches[0]?.location };
  await arm(stage, 'vertex', { kind: 'delay', ms, record: 'before', match, count: 12, after: 0 });
  for (const { tag, user, channel } of launches) {
    const handle = (await findCard(stage, tag))?.handle ?? '';
    const before = await strikes(stage, 'delay');
    await becomes(async () => (await strikes(stage, 'delay')) > before);
    await type(stage, user, channel, `/job cancel ${handle}`);
  }
  await sleep(2 * ms);
}

/** Lists miss a young job, and one of the reads that look after it is answered 404, once. */
async function hiddenYoung(stage: Stage, { launches }: Scene): Promise<void> {
  await hideYoung(stage, true);
  const match = { call: 'get', location: launches[0]?.location };
  const notFound = { kind: 'status', status: 404, record: false };
  await arm(stage, 'vertex', { ...notFound, match, count: 1, after: 0 });
  await launchAll(stage, launches);
  await becomes(async () => (await reads(stage, 404)) > 0);
  await sleep(1_000);
  await hideYoung(stage, false);
}

/** A create whose answer is lost, of a job that has ended before any list shows it: the bot asks a person, and then it turns up. */
async function lostBirth(stage: Stage, { launches }: Scene): Promise<void> {
  const { tag = '', location = '' } = launches[0] ?? {};
  await hideYoung(stage, true);
  const match = { call: 'create', location, body: tag };
  await arm(stage, 'vertex', { kind: 'record-then-close', match, count: 1, after: 0 });
  await launchAll(stage, launches);
  await becomes(async () => {
    const [job] = await jobsOf(stage, launches);
    const card = await findCard(stage, tag);
    const isOver = job !== undefined && terminalStates.includes(job.state);
    return isOver && card !== undefined && cardOf(card.text)?.word === 'NOT FOUND';
  });
  await hideYoung(stage, false);
  // The first may have been on its way; the next one sees it, and the one after that comes when that is told.
  const before = await sweeps(stage, location);
  await becomes(async () => (await sweeps(stage, location)) >= before + 3);
}

/**
 * Whoever sweeps a region freezes for longer than its lease, after it has read one job that the list missed and while it reads another.
 * Meanwhile both are deleted, and others find that out and tell it.
 */
async function frozenSweeper(stage: Stage, { launches, ms }: Scene): Promise<void> {
  await hideYoung(stage, true);
  await launchAll(stage, launches);
  await becomes(async () => {
    const cards = await Promise.all(launches.map(({ tag }) => findCard(stage, tag)));
    return cards.every((card) => card !== undefined && cardOf(card.text)?.word === 'RUNNING');
  });
  const match = { call: 'get', location: launches[0]?.location };
  // Long enough for what the other read was answered.
  const freeze = { kind: 'freeze', inMs: 300, ms, record: 'after' };
  await arm(stage, 'vertex', { ...freeze, match, count: 1, after: 1 });
  await becomes(async () => (await strikes(stage, 'freeze')) > 0);
  await sleep(400);
  for (const { id } of await jobsOf(stage, launches)) {
    await stage.visitor.vertex('POST', `jobs/${id}/delete`);
  }
  await sleep(ms + 1_000);
  await hideYoung(stage, false);
}

/**
 * The database takes longer over a delivery than its lease lasts, and whoever sends next in the channel dies of it: a copy that was sent
 * all the same would stand.
 */
async function stalledSend(stage: Stage, { launches, ms }: Scene): Promise<void> {
  const { channel = '' } = launches[0] ?? {};
  const match = { method: '^chat\\.postMessage$', channel };
  const late = { kind: 'delay', ms: 1_100, record: 'after' };
  const kill = { kind: 'kill', when: 'after-record' };
  await arm(stage, 'slack', { ...late, match, count: 1, after: 0 });
  await arm(stage, 'slack', { ...kill, match, count: 1, after: 1 });
  await stallSends(stage.databaseUrl, { channel, ms });
  await launchAll(stage, launches);
  await becomes(async () => (await posts(stage, 'kill')) > 0);
}

async function launchAll(stage: Stage, launches: Scene['launches']): Promise<void> {
  await Promise.all(launches.map((one) => launch(stage, one)));
}

async function hideYoung({ visitor }: Stage, isHidden: boolean): Promise<void> {
  await visitor.vertex('POST', 'list-lag', { ms: isHidden ? hidesAllMs : 0 });
}

/** Resolves when it is so, or when that has taken too long. */
async function becomes(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end && !(await isSo());) await sleep(40);
}

const bookSchema = z.object({
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

const booksOf = async ({ visitor }: Stage) =>
  bookSchema.parse(await visitor.vertex('GET', 'records'));

async function jobsOf(stage: Stage, launches: Scene['launches']) {
  const { jobs } = await booksOf(stage);
  return launches.flatMap(({ tag }) => jobs.filter(({ displayName }) => displayName === tag));
}

/** How often a fault of that kind has struck at Google. */
async function strikes(stage: Stage, kind: string): Promise<number> {
  return (await booksOf(stage)).requests.filter(({ fault }) => fault === kind).length;
}

async function reads(stage: Stage, answered: number): Promise<number> {
  const { requests } = await booksOf(stage);
  return requests.filter(({ call, status }) => call === 'get' && status === answered).length;
}

/** Lists of a region that a sweep was answered. */
async function sweeps(stage: Stage, location: string): Promise<number> {
  const { requests } = await booksOf(stage);
  return requests.filter(
    ({ path, query, status }) =>
      path.includes(location) && query.includes('create_time') && status === 200,
  ).length;
}

const callsSchema = z.object({ calls: z.array(z.looseObject({ fault: z.string().optional() })) });

/** How often a fault of that kind has struck at Slack. */
async function posts({ visitor }: Stage, kind: string): Promise<number> {
  const { calls } = callsSchema.parse(await visitor.slack('GET', 'records'));
  return calls.filter(({ fault }) => fault === kind).length;
}
