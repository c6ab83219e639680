import { expect, test } from 'vitest';
import type { LogTail } from '../../../app/domain/logs/log-tail.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

/** The tables of tails. */
type TailsOf = 'logTails' | 'useTails';

export function logTailsContract(bench: () => Bench, table: TailsOf): void {
  const tail: LogTail = { launchId: '1', completes: 'job:3', endedAt: noon - 5_000, attempts: 0 };
  const insert = (one: LogTail) =>
    bench().tx(async (tx) => {
      await tx.launches.insert(aLaunch(one.launchId), undefined);
      await tx[table].insert(one);
    });
  const claim = () => bench().tx((tx) => tx[table].claimDue(10, 60_000));
  const dueAt = () => bench().tx((tx) => tx[table].nextDueAt());

  test('one comes back as it went in, at once, and once', async () => {
    await insert(tail);
    await bench().tx((tx) => tx[table].insert({ ...tail, completes: 'job:4' }));
    expect((await claim()).map(({ value }) => value)).toEqual([tail]);
    expect(await claim()).toEqual([]);
    bench().pass(60_001);
    expect(await claim()).toHaveLength(1);
  });

  test('one that was read in vain comes again when it is due', async () => {
    await insert(tail);
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing was due');
    const tried = { ...tail, attempts: 1 };
    const settle = (lease = claimed.lease) =>
      bench().tx((tx) => tx[table].release(tried, noon + 9_000, lease));
    expect(await settle({ ...claimed.lease, token: 'another' })).toBe(false);
    expect(await settle()).toBe(true);
    expect(await dueAt()).toBe(noon + 9_000);
    bench().pass(9_000);
    expect((await claim()).map(({ value }) => value)).toEqual([tried]);
  });

  test('one that is done with is forgotten, by its holder alone', async () => {
    await insert(tail);
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing was due');
    const forget = (token: string) =>
      bench().tx((tx) => tx[table].release(tail, undefined, { ...claimed.lease, token }));
    expect(await forget('another')).toBe(false);
    expect(await forget(claimed.lease.token)).toBe(true);
    expect(await dueAt()).toBeUndefined();
  });
}
