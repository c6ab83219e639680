import { expect, test } from 'vitest';
import type { Bulk, BulkJob } from '../../../app/domain/bulk/bulk.ts';
import { expireAll } from '../expire-all.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aJob, aLaunch, noon } from '../samples.ts';

const day = 86_400_000;

export function bulksContract(bench: () => Bench): void {
  const bulk: Bulk = {
    id: 'b1',
    requestKey: 'command:1',
    state: 'asked',
    requester: { userId: 'U1', teamId: 'T1', channel: 'C1' },
    filter: {
      scope: 'all',
      states: ['live', 'RUNNING'],
      owner: 'U2',
      template: 'x',
      label: { key: 'team', value: '' },
      olderMs: 1_000,
    },
    reason: 'why',
    sums: {
      ...{ count: 3, hourly: 9_007_199_254_740_993n, unpriced: 1, barred: 0, more: 0 },
      unsure: false,
      owners: [
        ['U1', 2],
        [null, 1],
      ],
    },
    askedAt: noon,
    confirmedAt: undefined,
    openShown: undefined,
  };
  const jobs: readonly BulkJob[] = [
    { launchId: 'l2', handle: 'a2', hourly: 9_007_199_254_740_993n },
    { launchId: 'l1', handle: 'a1', hourly: undefined },
    { launchId: 'l3', handle: 'a3', hourly: 0n },
  ];
  const insert = (one: Partial<Bulk> = {}) =>
    bench().tx(({ bulks }) => bulks.insert({ ...bulk, ...one }, jobs));
  const claim = () => bench().tx(({ bulks }) => bulks.claimDue(10, 60_000));

  test('a question comes back as it went in, with its jobs in order, and is stored once', async () => {
    expect(await insert()).toBe(true);
    expect(await insert({ id: 'b2' })).toBe(false);
    expect(await bench().tx(({ bulks }) => bulks.byRequestKey('command:1'))).toEqual(bulk);
    expect(await bench().tx(({ bulks }) => bulks.lock('b1'))).toEqual(bulk);
    expect(await bench().tx(({ bulks }) => bulks.jobs('b1', 2))).toEqual(jobs.slice(0, 2));
    expect(await claim()).toEqual([]);
  });

  test('once confirmed it is worked off under a lease', async () => {
    await insert();
    const confirmed = { ...bulk, state: 'confirmed', confirmedAt: noon } as const;
    await bench().tx(({ bulks }) => bulks.save(confirmed, noon));
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('not due');
    expect(claimed.value).toMatchObject({ state: 'confirmed', confirmedAt: noon });
    expect(await claim()).toEqual([]);
    const next = { ...confirmed, state: 'following', openShown: 2 } as const;
    expect(await bench().tx(({ bulks }) => bulks.release(next, noon + 5_000, claimed.lease))).toBe(
      true,
    );
    expect(await bench().tx(({ bulks }) => bulks.release(confirmed, noon, claimed.lease))).toBe(
      false,
    );
    expect(await bench().tx(({ bulks }) => bulks.nextDueAt())).toBe(noon + 5_000);
    bench().pass(5_000);
    expect(await claim()).toMatchObject([{ value: next }]);
  });

  test('its jobs with what was made of each, and their own cancels alone', async () => {
    await bench().tx(async ({ launches, jobs: table, cancels }) => {
      await launches.insert(aLaunch('l1', { state: 'cancelled' }), undefined);
      await launches.insert(aLaunch('l2', { state: 'bound' }), undefined);
      await table.insert(aJob('l2', { state: 'CANCELLING' }), 'l2');
      await cancels.insert(aCancel('c1', { launchId: 'l2', bulk: 'b1' }), noon);
      await cancels.insert(aCancel('c2', { launchId: 'l2', bulk: 'b0' }), noon);
    });
    await insert();
    await bench().tx(({ bulks }) => bulks.mark('b1', 'l2', 'asked'));
    expect(await bench().tx(({ bulks }) => bulks.jobs('b1', 5, 'shown'))).toEqual(jobs.slice(1));
    const entries = await bench().tx(({ bulks }) => bulks.entries('b1'));
    expect(entries).toHaveLength(3);
    expect(entries).toContainEqual({
      ...{ state: 'asked', launch: 'bound', job: 'CANCELLING', gone: false },
      ...{ cancel: 'requested', hourly: 9_007_199_254_740_993n },
    });
    expect(entries).toContainEqual({
      ...{ state: 'shown', launch: 'cancelled', job: undefined, gone: false },
      ...{ cancel: undefined, hourly: undefined },
    });
    expect(await bench().tx(({ bulks }) => bulks.countLive('b1'))).toBe(1);
  });

  test('it expires with its jobs once it is over, and its request is never new again', async () => {
    await insert();
    await insert({ id: 'b2', requestKey: 'command:2', state: 'following' });
    bench().pass(400 * day);
    await expireAll(bench().store, (ms) => bench().pass(ms));
    expect(await bench().tx(({ bulks }) => bulks.lock('b1'))).toBeUndefined();
    expect(await bench().tx(({ bulks }) => bulks.jobs('b1', 5))).toEqual([]);
    expect(await insert()).toBe(false);
    expect(await bench().tx(({ bulks }) => bulks.lock('b2'))).toBeDefined();
    expect(await bench().tx(({ bulks }) => bulks.jobs('b2', 5))).toHaveLength(3);
  });
}
