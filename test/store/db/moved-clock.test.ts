// The wall clock set, while the store is open and while it is not. What waits is to last as long as it was meant to.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../../../app/store/store.ts';
import type { Store, Tx } from '../../../app/usecase/ports/store/store.ts';
import { aCancel, aLaunch, aThread, anUpdate, noon, target } from '../samples.ts';
import { writeFresh } from '../fresh-sqlite.ts';
import { stillOptions } from '../still.ts';

const tenMinutes = 600_000;
const second = 1_000;
const leaseMs = 60 * second;
const nine = { minutes: 540, zone: 'UTC' };

let directory: string;
let store: Store;
let still: ReturnType<typeof stillOptions>;
/** How far the wall is set from where it was. */
let offMs: number;

const open = () =>
  createStore({
    database: { kind: 'sqlite', path: join(directory, 'jobs.db') },
    ...still.options,
    clock: () => still.now() + offMs,
  });
const tx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.transaction(work);
const wall = () => still.now() + offMs;
const reopen = async () => {
  await store.close();
  store = await open();
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'clock-'));
  still = stillOptions();
  offMs = 0;
  await writeFresh(join(directory, 'jobs.db'));
  store = await open();
  await tx(() => Promise.resolve());
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const claimed = () => tx(({ launches }) => launches.claimDue(9, leaseMs));
const launchesClaimed = async () => (await claimed()).map(({ value }) => value.id);

// The start of a process is told apart from a step under one: there is no monotonic clock from before.
describe.each([
  ['while the store is open', () => Promise.resolve()],
  ['while it is closed', () => reopen()],
])('set back by ten minutes %s', (_, happen) => {
  const setBack = async () => {
    offMs = -tenMinutes;
    await happen();
  };

  test('a row is due after the time it had left, no sooner and no later', async () => {
    await tx(({ launches }) => launches.insert(aLaunch('1'), noon + 30 * second));
    await setBack();
    still.pass(30 * second - 1);
    expect(await launchesClaimed()).toEqual([]);
    still.pass(1);
    expect(await launchesClaimed()).toEqual(['1']);
  });

  test('what is made due now is due now', async () => {
    await setBack();
    await tx(({ launches, now }) => launches.insert(aLaunch('1'), now));
    expect(await launchesClaimed()).toEqual(['1']);
    expect(await tx(({ now }) => Promise.resolve(now))).toBe(noon - tenMinutes);
  });

  test('a lease ends when it would have', async () => {
    await tx(({ launches }) => launches.insert(aLaunch('1'), noon));
    await tx(({ targets }) => targets.claim(target, leaseMs));
    expect(await launchesClaimed()).toEqual(['1']);
    await setBack();
    still.pass(leaseMs - 1);
    expect(await launchesClaimed()).toEqual([]);
    expect(await tx(({ targets }) => targets.claim(target, leaseMs))).toBeUndefined();
    still.pass(1);
    expect(await launchesClaimed()).toEqual(['1']);
    expect(await tx(({ targets }) => targets.claim(target, leaseMs))).toBeDefined();
  });

  test('a poll that is put off begins when it would have', async () => {
    const claim = () => tx(({ targets }) => targets.claim(target, leaseMs));
    const first = await claim();
    if (first === undefined) throw new Error('not claimed');
    const value = { ...first.value, nextPollAt: noon + 30 * second };
    await tx(({ targets }) => targets.release(value, first.lease));
    await setBack();
    still.pass(30 * second - 1);
    expect(await claim()).toBeUndefined();
    still.pass(1);
    expect(await claim()).toBeDefined();
  });

  test('a budget is free when it would have been', async () => {
    await tx(({ rateBudgets }) => rateBudgets.take('a', second));
    await setBack();
    expect(await tx(({ rateBudgets }) => rateBudgets.take('a', 0))).toEqual({
      taken: false,
      freeAt: wall() + second,
    });
    still.pass(second);
    expect(await tx(({ rateBudgets }) => rateBudgets.take('a', 0))).toEqual({ taken: true });
  });

  test('patience with a launch and a cancel is as old as it was', async () => {
    still.pass(90 * second);
    const doubted = aLaunch('1', { state: 'doubt', submittedAt: noon });
    const sent = aCancel('1', { state: 'accepted', requestedAt: noon, sentAt: noon + second });
    await tx(async ({ launches, cancels }) => {
      await launches.insert(doubted, still.now());
      await cancels.insert(sent, still.now());
    });
    await setBack();
    const [launch] = await claimed();
    const [cancel] = await tx(({ cancels }) => cancels.claimDue(9, leaseMs));
    expect(wall() - (launch?.value.submittedAt ?? 0)).toBe(90 * second);
    expect(wall() - (cancel?.value.requestedAt ?? 0)).toBe(90 * second);
    expect(wall() - (cancel?.value.sentAt ?? 0)).toBe(89 * second);
  });

  test('a notice waits for its reason as long as it would have', async () => {
    still.pass(90 * second);
    const notice = { kind: 'told', threadId: 't', key: 'job:3' } as const;
    const note = { id: 'n', userId: 'U1', notice, since: noon, attempts: 0 };
    await tx(({ directNotes }) => directNotes.insert(note));
    await setBack();
    const [found] = await tx(({ directNotes }) => directNotes.claimDue(9, leaseMs));
    expect(wall() - (found?.value.since ?? 0)).toBe(90 * second);
  });

  test('a trouble has stood for as long as it had, and isn’t over by a poll from before', async () => {
    const trouble = { kind: 'unheard-guard', launchId: '1', handle: 'a3f9' } as const;
    const noted = { trouble, since: noon - second, channel: 'C1', at: noon, threadId: 't' };
    await tx(({ troubles }) => troubles.note(noted));
    await setBack();
    expect(await tx(({ troubles }) => troubles.noted())).toMatchObject([
      { since: noon - second - tenMinutes, at: noon - tenMinutes },
    ]);
  });

  test('the grace of a guard lasts as long as it would have', async () => {
    const by = 'U1';
    const over = { at: noon, deliveredAt: noon + second };
    const progress = { 'duration-cancel': { episode: 3, round: '0:0', over } };
    await tx(async ({ launches, guards }) => {
      await launches.insert(aLaunch('1'), undefined);
      await guards.wake('1');
      const extensions = [{ by, at: noon, ms: second }];
      await guards.overrule({ launchId: '1', rules: [], progress, extensions });
    });
    await setBack();
    const shifted = { at: noon - tenMinutes, deliveredAt: noon + second - tenMinutes };
    expect(await tx(({ guards }) => guards.lock('1'))).toEqual({
      launchId: '1',
      rules: [],
      progress: { 'duration-cancel': { episode: 3, round: '0:0', over: shifted } },
      extensions: [{ by, at: noon - tenMinutes, ms: second }],
    });
  });

  test('what was asked for is given up when it would have been', async () => {
    const requester = { userId: 'U1', teamId: 'T1', channel: 'C1' };
    const asked = { id: 'p', requestKey: 'k', act: 'cancel', subject: 'bert', requester } as const;
    await tx(({ pledges, now }) => pledges.insert({ ...asked, askedAt: now }, now + 90 * second));
    await setBack();
    still.pass(90 * second - 1);
    expect(await tx(({ pledges }) => pledges.claimDue(9, leaseMs))).toEqual([]);
    still.pass(1);
    const [found] = await tx(({ pledges }) => pledges.claimDue(9, leaseMs));
    expect(wall() - (found?.value.askedAt ?? 0)).toBe(90 * second);
  });

  test('a delivery in doubt is looked for from as long before', async () => {
    const delivery = {
      id: 'd',
      what: 'root',
      cardVersion: 1,
      claimedAt: noon,
      inDoubt: true,
      possiblyRepeated: false,
    } as const;
    await tx(async ({ launches, threads }) => {
      await launches.insert(aLaunch('1'), undefined);
      await threads.insert(aThread('1', { launchId: '1', delivery }));
    });
    await setBack();
    const [thread] = await tx(({ threads }) => threads.claimDue(9, leaseMs));
    expect(thread?.value.delivery?.claimedAt).toBe(noon - tenMinutes);
  });

  test('what is told after it is not missing from the next digest, nor what was told before in it twice', async () => {
    await tx(async ({ threads, channels, launches }) => {
      await launches.insert(aLaunch('1'), undefined);
      await threads.insert(aThread('1', { launchId: '1' }));
      await threads.tell('1', 'before', anUpdate(), { urgent: false });
      const { channel } = aThread('1');
      await channels.set({ ...(await channels.get(channel)), digest: nine }, 'U1', noon);
    });
    const { channel } = aThread('1');
    // A digest leaves out the last ten seconds.
    still.pass(10 * second);
    const [due] = await tx(({ channels }) => channels.claimDue(9, leaseMs));
    if (due === undefined) throw new Error('No digest was due.');
    await tx(({ channels, now }) =>
      channels.release({ ...due.value, digestedUntil: now - 10 * second }, now, due.lease),
    );
    await setBack();
    still.pass(second);
    await tx(({ threads }) => threads.tell('1', 'after', anUpdate(), { urgent: false }));
    still.pass(tenMinutes);
    const [next] = await tx(({ channels }) => channels.claimDue(9, leaseMs));
    const told = await tx(({ channels, now }) =>
      channels.told(channel, next?.value.digestedUntil ?? 0, now),
    );
    expect(told).toHaveLength(1);
  });
});

test('set forward, a lease is not over early and a wait not cut short', async () => {
  await tx(async ({ launches }) => {
    await launches.insert(aLaunch('held'), noon);
    await launches.insert(aLaunch('waits'), noon + 2 * leaseMs);
  });
  expect(await launchesClaimed()).toEqual(['held']);
  offMs = tenMinutes;
  still.pass(leaseMs - 1);
  expect(await launchesClaimed()).toEqual([]);
  still.pass(1);
  expect(await launchesClaimed()).toEqual(['held']);
  still.pass(leaseMs);
  expect(await launchesClaimed()).toContain('waits');
});

test('time that passed while no process ran has passed', async () => {
  await tx(({ launches }) => launches.insert(aLaunch('1'), noon + tenMinutes));
  offMs = tenMinutes;
  await reopen();
  expect(await launchesClaimed()).toEqual(['1']);
});

test('a transaction that noticed and was rolled back leaves it to the next, which does it once', async () => {
  await tx(({ launches }) => launches.insert(aLaunch('1'), noon + 30 * second));
  offMs = -tenMinutes;
  await expect(tx(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  for (let n = 0; n < 3; n++) {
    const next = await tx(({ launches }) => launches.nextDueAt());
    expect(next).toBe(noon - tenMinutes + 30 * second);
  }
});

test('transactions that begin together date anew once', async () => {
  await tx(({ launches }) => launches.insert(aLaunch('1'), noon + 30 * second));
  offMs = -tenMinutes;
  const seen = await Promise.all([1, 2, 3].map(() => tx(({ launches }) => launches.nextDueAt())));
  expect(new Set(seen)).toEqual(new Set([noon - tenMinutes + 30 * second]));
});

test('what was in hand does not bring the old time back with it', async () => {
  await tx(({ launches }) =>
    launches.insert(aLaunch('1', { state: 'submitting', submittedAt: noon }), noon),
  );
  const [one] = await claimed();
  if (one === undefined) throw new Error('Nothing was due.');
  offMs = -tenMinutes;
  await tx(({ launches, now }) =>
    launches.release({ ...one.value, state: 'doubt' }, now + second, one.lease),
  );
  const stored = await tx(({ launches }) => launches.lock('1'));
  expect(stored?.submittedAt).toBe(noon - tenMinutes);
});

test('two clocks that are read one after the other differ, and nothing was set', async () => {
  await tx(({ launches }) => launches.insert(aLaunch('1'), noon + 30 * second));
  offMs = -400;
  expect(await tx(({ launches }) => launches.nextDueAt())).toBe(noon + 30 * second);
});
