// The use cases on a real SQLite database, with hand-driven time and fakes of the two platforms' ports that remember.

import { setImmediate } from 'node:timers/promises';
import type { Answer } from '../../app/domain/answer/answer.ts';
import type { PriceList } from '../../app/domain/cost/price-list.ts';
import type { Target } from '../../app/domain/job/job.ts';
import { readReadings } from '../../app/usecase/guard/read-readings.ts';
import { sha256 } from '../../app/sha256.ts';
import type { Database } from '../../app/store/backend.ts';
import { createStore } from '../../app/store/store.ts';
import { createTemplateText } from '../../app/templates/thread.ts';
import { createPollMemory } from '../../app/usecase/poll/poll-memory.ts';
import { pollTarget } from '../../app/usecase/poll/poll-target.ts';
import { createInteractions } from '../../app/usecase/request/interactions.ts';
import { createTemplates } from '../../app/usecase/template/templates.ts';
import { asDatabase, openFresh } from '../store/fresh-sqlite.ts';
import { dueRowsIn, dueRowsOf, type DueRows } from './due-rows.ts';
import { createFakeAnnouncer, isNotice } from './fakes/announcer.ts';
import { createFakeAnswerer } from './fakes/answerer.ts';
import { createFakeDirectory } from './fakes/directory.ts';
import { createFakeLastLogs } from './fakes/last-logs.ts';
import { createFakeGpuUse } from './fakes/gpu-use.ts';
import { createFakeHealthChecks } from './fakes/health-checks.ts';
import { createFakeHomePages } from './fakes/home-pages.ts';
import { createFakeLogs } from './fakes/logs.ts';
import { createChangingPolicy } from './fakes/policy.ts';
import { createHelloFiles } from './fakes/template-files.ts';
import { createFakeVertex } from './fakes/vertex.ts';
import { createWorkers } from './workers.ts';

export const target: Target = { project: 'ml-prod', location: 'us-central1' };
export const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };
/** Where trouble of the bot itself is told. */
export const opsChannel = 'C0OPS';
const second = 1_000;

export const settings = {
  leaseMs: 60 * second,
  vertexTimeoutMs: 30 * second,
  slackTimeoutMs: 10 * second,
  quarantineMs: 180 * second,
  escalateMs: 300 * second,
  resendMs: 30 * second,
  tailPauseMs: 15 * second,
  usePauseMs: 300 * second,
};

/** A database of its own, and what is due in it. */
async function inMemory(clock: () => number): Promise<{ database: Database; due?: DueRows }> {
  const opened = await openFresh();
  return { database: asDatabase(opened), due: dueRowsIn(opened, clock) };
}

/** A bot without loops: `runUntilIdle` works off what is due until nothing is, `wait` moves time first. */
export async function createHarness(given?: Database) {
  let now = Date.UTC(2026, 10, 24, 12);
  let ids = 0;
  const clock = () => now;
  const newId = () => `id${++ids}`;
  const { database, due } = given === undefined ? await inMemory(clock) : { database: given };
  const store = await createStore({
    database,
    clock,
    ownClock: true,
    monotonic: clock,
    newId,
    log: { warn: () => undefined },
    retention: { jobsMs: 180 * 86_400_000, auditMs: 400 * 86_400_000 },
  });
  const rows = due ?? dueRowsOf(store);
  const fakes = {
    ...createFakeVertex(clock, target),
    ...createFakeGpuUse(),
    ...createFakeLastLogs(),
    ...createFakeLogs(),
    ...createFakeAnnouncer(clock),
    ...createFakeAnswerer(),
    ...createFakeHomePages(),
    ...createFakeDirectory(clock),
    ...createFakeHealthChecks(),
    ...createHelloFiles(),
    ...createChangingPolicy(),
  };
  const { vertex, files } = fakes;
  const memory = createPollMemory();
  const polls = { twoMs: 90 * second, tickMs: 10 * second, share: 30 };
  const warnings: string[] = [];
  const prices: { list: PriceList | undefined } = { list: undefined };
  const shared = {
    ...fakes,
    store,
    targets: [target],
    prices: { current: () => prices.list },
    settings,
    leaseMs: settings.leaseMs,
    monotonic: clock,
    newId,
    sha256,
    newLaunchId: newId,
    random: Math.random,
    count: () => undefined,
    log: { warn: (said: string) => void warnings.push(said), error: () => undefined },
    // Whatever needs no time is done first.
    pause: () => setImmediate(),
  };
  const later: Promise<void>[] = [];
  /** Resolved: whatever is waited for is late. */
  const patience = Promise.withResolvers<undefined>();
  const text = createTemplateText();
  const templates = createTemplates({ files, store, text });
  const interactions = createInteractions({
    ...shared,
    templates,
    text,
    database: 'SQLite',
    version: '1.2.3',
    replica: 'here:1',
    pause: () => patience.promise,
    wake: () => undefined,
    later: (task) => void later.push(task()),
  });
  const home = {
    ...shared,
    templates: files,
    // Waiting is time that goes by.
    pause(ms: number) {
      now += ms;
      return Promise.resolve();
    },
  };
  const workers = createWorkers(
    {
      ...{ store, leaseMs: settings.leaseMs, log: shared.log, home },
      ...{
        launch: { ...shared, templates },
        vote: { ...shared, templates },
        cancel: shared,
        deliver: { ...shared, opsChannel },
        direct: { ...shared, templates },
        unkept: shared,
      },
      guard: {
        ...shared,
        readings: (card, rules) => readReadings(shared, card, rules),
      },
      ...{ tail: shared, runUse: shared, digest: shared, watch: shared },
    },
    rows.isDue,
  );
  const {
    launches,
    votes,
    cancels,
    guards,
    bulks,
    watches,
    tails,
    uses,
    threads,
    notes,
    pledges,
    dailyDigests,
  } = workers;

  /** The one answer to a request: what it is acked with, or else what is decided on it, which is taken off the records. */
  async function decided(asked: Promise<Answer | undefined>): Promise<Answer | undefined> {
    const before = fakes.answers.length;
    const answer = await asked;
    if (answer !== undefined) return answer;
    await Promise.all(later.splice(0));
    for (const one of [launches, votes, cancels, watches]) await one();
    fakes.answeredTo.splice(before);
    return fakes.answers.splice(before)[0];
  }

  async function runUntilIdle(): Promise<void> {
    await Promise.all(later.splice(0));
    const work = [
      launches,
      votes,
      cancels,
      guards,
      bulks,
      watches,
      tails,
      uses,
      threads,
      notes,
      pledges,
      dailyDigests,
    ];
    for (let done = -1; done !== 0;) {
      done = 0;
      for (const one of work) done += await one();
    }
  }

  const type = (text: string, userId = 'U0ANA', key = newId(), channel = requester.channel) =>
    interactions.command(
      { key: `command:${key}`, requester: { ...requester, userId, channel } },
      '/job',
      text,
    );
  const answered = () => Promise.all(later.splice(0));

  return {
    ...fakes,
    ...workers,
    store,
    interactions,
    /** What the use cases were made with. */
    deps: shared,
    patience,
    /** What Google's price list says, if it was read. */
    prices,
    /** The schedule of polls, and the share (percent) of Google's reads that they keep within. */
    polls,
    /** What was logged as warnings. */
    warnings,
    now: clock,
    runUntilIdle,
    /** Waits for answers that follow their ack, and works off nothing. */
    answered,
    /** Lets time pass in steps of a second, working off what comes due. Steps in which nothing is due are skipped. */
    async wait(ms: number): Promise<void> {
      for (const until = now + ms; now < until;) {
        const isIdle = later.length === 0;
        const steps = isIdle ? Math.ceil(((await rows.nextDueAt()) - now) / second) : 1;
        now = Math.min(until, now + Math.max(1, steps) * second);
        await runUntilIdle();
      }
    },
    skip(ms: number): void {
      now += ms;
    },
    async poll(): Promise<void> {
      await pollTarget(
        {
          store,
          vertex,
          memory,
          turn: () => setImmediate(),
          leaseMs: settings.leaseMs,
          twoPollsMs: () => polls.twoMs,
          tickMs: () => polls.tickMs,
          share: polls.share,
          newId,
          count: () => undefined,
          log: shared.log,
        },
        target,
      );
      await runUntilIdle();
    },
    decided,
    /** Launches, has it accepted, and returns the handle; its answer is taken off the records. */
    async launch(text = 'launch hello'): Promise<string> {
      const answer = await decided(interactions.command({ key: newId(), requester }, '/job', text));
      if (answer?.kind !== 'launch-stored')
        throw new Error(`not stored: ${JSON.stringify(answer)}`);
      return answer.handle;
    },
    /** Types a command, and returns what it is acked with. */
    type,
    /** Types a command, and returns its answer, which comes with the ack or follows it; works off nothing. */
    async ask(...typed: Parameters<typeof type>): Promise<Answer | undefined> {
      const before = fakes.answers.length;
      const acked = await type(...typed);
      await answered();
      return acked ?? fakes.answers.slice(before).at(-1);
    },
    /** Types a command that is acked with nothing, and returns the answer that follows. */
    async askSlow(text: string, userId?: string): Promise<Answer | undefined> {
      const before = fakes.answers.length;
      const acked = await type(text, userId);
      if (acked !== undefined) throw new Error(`answered with the ack: ${acked.kind}`);
      await runUntilIdle();
      return fakes.answers.slice(before).at(-1);
    },
    /** Kinds of everything told in threads, in order. */
    told: () =>
      fakes.posts.filter(({ rootTs }) => rootTs !== undefined).flatMap(({ kinds }) => kinds),
    roots: () => fakes.posts.filter((one) => one.rootTs === undefined && !isNotice(one)),
    /** Who was told something directly, in order. */
    get direct() {
      return fakes.posts.filter(isNotice).map(({ channel }) => channel.slice(1));
    },
  };
}

export type Harness = Awaited<ReturnType<typeof createHarness>>;
