// Random stories of one store and two replicas that poll it by turns, each with a memory of its own, while others write jobs,
// polls die and replicas are restarted. A memory saves reading, so the same story must end the same where it is lost before each poll.

import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import { createPollMemory } from '../../../app/usecase/poll/poll-memory.ts';
import { pollTarget } from '../../../app/usecase/poll/poll-target.ts';
import { recordRead } from '../../../app/usecase/poll/read-again.ts';
import { dice } from '../../dice.ts';
import { createHarness, settings, target } from '../harness.ts';

const steps = 45;
const states = ['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING', 'FAILED', 'SUCCEEDED'];
/** When a poll dies: after its first transaction, and in or after its last. */
const deaths = ['claimed', 'undone', 'done'] as const;
type Death = (typeof deaths)[number];
const died = 'died';
const notFound = failed({ kind: 'user', message: 'not found', httpStatus: 404 });

async function tell(seed: number, { forgets }: { readonly forgets: boolean }) {
  const roll = dice(seed);
  const bot = await createHarness();
  const memories = [createPollMemory(), createPollMemory()];
  const pick = <T>(some: readonly T[]): T => {
    const one = some[Math.floor(roll() * some.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };

  async function poll(replica: 0 | 1, death?: Death, isKilled = false): Promise<void> {
    if (forgets) memories[replica] = createPollMemory();
    const store: typeof bot.store = {
      ...bot.store,
      async transaction(work) {
        const released: unknown[] = [];
        const done = await bot.store.transaction(async (tx) => {
          const release: typeof tx.targets.release = async (...given) => {
            if (death === 'undone') throw new Error(died);
            released.push(given);
            return tx.targets.release(...given);
          };
          return work({ ...tx, targets: { ...tx.targets, release } });
        });
        if (death === 'claimed' || (death === 'done' && released.length > 0)) throw new Error(died);
        return done;
      },
    };
    await pollTarget(
      {
        ...bot.deps,
        store,
        memory: memories[replica] ?? createPollMemory(),
        turn: () => setImmediate(),
        leaseMs: settings.leaseMs,
        twoPollsMs: () => 60_000,
        tickMs: () => 10_000,
        share: 100,
      },
      target,
    ).catch((error: unknown) => {
      if (!(error instanceof Error && error.message === died)) throw error;
      bot.skip(settings.leaseMs + 1);
    });
    if (isKilled) memories[replica] = createPollMemory();
    await bot.runUntilIdle();
    bot.skip(15_000);
  }

  async function act(): Promise<void> {
    const replica = roll() < 0.5 ? 0 : 1;
    const what = roll();
    const seen = pick([...bot.jobs.values()]);
    // Drawn whether or not it is needed, so that the story is the same in both.
    const [state, death] = [pick(states), pick(deaths)];
    if (what < 0.45) return poll(replica);
    if (what < 0.55) return poll(replica, death, roll() < 0.5);
    if (what < 0.75) {
      bot.set(seen.key.id, { state });
      return;
    }
    // Another part of the bot reads a job by itself: newer than the list, older, or not there.
    const { key } = seen;
    const read =
      what < 0.85
        ? succeeded({ ...seen, state, updateTime: bot.now() })
        : what < 0.9
          ? succeeded({ ...seen, updateTime: (seen.updateTime ?? 0) - 1 })
          : notFound;
    if (what < 0.96) return bot.store.transaction((tx) => recordRead(tx, key, read));
    await bot.launch(`launch hello steps=${Math.floor(roll() * 1e6)}`);
    await bot.wait(3_000);
  }

  for (let nth = 0; nth < 6; nth++) {
    await bot.launch(`launch hello steps=${nth}`);
    await bot.wait(3_000);
  }
  for (let step = 0; step < steps; step++) await act();
  for (const replica of [0, 1, 0] as const) await poll(replica);
  await bot.wait(60_000);
  const keys = [...bot.jobs.values()].map(({ key }) => key);
  const jobs = await bot.store.transaction((tx) => tx.jobs.byKeys(keys));
  return {
    told: bot.told(),
    jobs: new Map(jobs.map((job) => [job.key.id, { ...job, handle: 'random' }])),
  };
}

test.each(Array.from({ length: 16 }, (_, seed) => seed + 1))(
  'story %i ends as without any memory',
  async (seed) => {
    const { told, jobs } = await tell(seed, { forgets: false });
    const expected = await tell(seed, { forgets: true });
    expect(jobs).toEqual(expected.jobs);
    expect(told).toEqual(expected.told);
    expect(told.length).toBeGreaterThan(8);
  },
);
