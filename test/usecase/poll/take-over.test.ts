// Many changes at once: 250 jobs of three channels end between two polls.

import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { succeeded } from '../../../app/domain/error/failure.ts';
import { sumOf } from '../../../app/domain/notification/digest.ts';
import { createStore } from '../../../app/store/store.ts';
import { createPollMemory } from '../../../app/usecase/poll/poll-memory.ts';
import { pollTarget } from '../../../app/usecase/poll/poll-target.ts';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { freshInMemory } from '../../store/fresh-sqlite.ts';
import { aJob, aLaunch, aThread, noon, target } from '../../store/samples.ts';
import { createFakeVertex } from '../fakes/vertex.ts';

const sizes = { C1: 120, C2: 80, C3: 50 };
const channels = Object.entries(sizes).flatMap(([channel, count]) =>
  Array<string>(count).fill(channel),
);
const leaseMs = 60_000;

let now: number;
let store: Store;
let outcomes: string[];
let digestIds: string[];
/** Called before a digest is made. */
let beforeDigest: (nth: number) => void;
/** Called before a transaction of the poll. */
let beforeTransaction: (nth: number) => Promise<void>;

beforeEach(async () => {
  now = noon;
  outcomes = [];
  digestIds = [];
  beforeDigest = () => undefined;
  beforeTransaction = () => Promise.resolve();
  let leases = 0;
  store = await createStore({
    ...{ database: await freshInMemory(), clock: () => now, monotonic: () => now },
    ...{ newId: () => `lease${++leases}`, log: { warn: () => undefined } },
  });
  await store.transaction(async (tx) => {
    for (const [index, channel] of channels.entries()) {
      const id = String(index);
      const job = aJob(id);
      await tx.launches.insert(aLaunch(id, { state: 'bound', job: job.key }), noon);
      await tx.jobs.insert(job, id);
      await tx.threads.insert(aThread(`t${id}`, { launchId: id, channel, rootTs: `1.${id}` }));
    }
  });
});
afterEach(() => store.close());

async function poll(): Promise<void> {
  const jobs = channels.map((_, index) => {
    const { key, name, displayName, createTime, startTime } = aJob(String(index));
    const end = { state: 'SUCCEEDED', endTime: noon + 1, updateTime: noon + 1 };
    return { key, name, displayName, createTime, startTime, ...end, labels: {} };
  });
  const listUnfinished = () => Promise.resolve(succeeded({ jobs, serverTime: now }));
  let transactions = 0;
  await pollTarget(
    {
      store: {
        ...store,
        async transaction(work) {
          await beforeTransaction(++transactions);
          return store.transaction(work);
        },
      },
      vertex: { ...createFakeVertex(() => now, target).vertex, listUnfinished },
      memory: createPollMemory(),
      leaseMs,
      newId() {
        const id = `d${digestIds.length}`;
        beforeDigest(digestIds.push(id));
        return id;
      },
      twoPollsMs: () => 60_000,
      tickMs: () => 10_000,
      share: 30,
      turn: () => setImmediate(),
      count: (_, outcome) => outcomes.push(outcome),
      log: { warn: () => undefined },
    },
    target,
  );
}

/** The channel and the number of ends of each digest. */
async function digests(): Promise<readonly string[]> {
  const threads = await store.transaction(async (tx) => {
    const found = [];
    for (const id of digestIds) found.push(await tx.threads.get(id));
    return found;
  });
  return threads.flatMap((thread) =>
    thread?.digest?.kind === 'burst' ? [`${thread.channel}: ${sumOf(thread.digest.ends)}`] : [],
  );
}

/** How many ends a digest tells in place of the threads, by channel. */
async function toldByDigest(): Promise<Record<string, number>> {
  return store.transaction(async (tx) => {
    const found: Record<string, number> = {};
    for (const channel of Object.keys(sizes)) {
      found[channel] = (await tx.suppressed.count({ channel, since: 0 })).updates;
    }
    return found;
  });
}

const mark = () => store.transaction(async (tx) => (await tx.targets.list())[0]?.createdSince);

describe('many ends in one poll', () => {
  test('are told by one digest a channel, or by one for each hundred', async () => {
    await poll();
    expect(await digests()).toEqual(['C1: 100', 'C1: 20', 'C2: 80', 'C3: 50']);
    expect(await toldByDigest()).toEqual(sizes);
    expect(outcomes).toEqual(['good']);
  });

  test('are told once each when the bot dies between two chunks', async () => {
    beforeDigest = (nth) => {
      if (nth === 2) throw new Error('killed');
    };
    await expect(poll()).rejects.toThrow('killed');
    expect(await digests()).toEqual(['C1: 100']);
    expect(await mark()).toBeUndefined();
    now += leaseMs + 1;
    await poll();
    expect((await digests()).toSorted()).toEqual(['C1: 100', 'C1: 20', 'C2: 80', 'C3: 50']);
    expect(await toldByDigest()).toEqual(sizes);
    expect(await mark()).toBeDefined();
  });

  test('are left to another replica that took the target over between two chunks', async () => {
    // The claim, what is stored, the changed jobs, their channels, and the first chunk.
    beforeTransaction = async (nth) => {
      if (nth !== 6) return;
      now += leaseMs + 1;
      await store.transaction((tx) => tx.targets.claim(target, leaseMs));
    };
    await poll();
    expect(outcomes).toEqual(['lost-lease']);
    expect(await digests()).toEqual(['C1: 100']);
    expect(await mark()).toBeUndefined();
  });
});
