import { expect, test } from 'vitest';
import type { LogTail } from '../../../app/domain/logs/log-tail.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

export function logTailsContract(bench: () => Bench): void {
  const tail: LogTail = { launchId: '1', completes: 'job:3', endedAt: noon - 5_000, attempts: 0 };
  const insert = (one: LogTail) =>
    bench().tx(async ({ launches, logTails }) => {
      await launches.insert(aLaunch(one.launchId), undefined);
      await logTails.insert(one);
    });
  const claim = () => bench().tx(({ logTails }) => logTails.claimDue(10, 60_000));
  const dueAt = () => bench().tx(({ logTails }) => logTails.nextDueAt());

  test('one comes back as it went in, at once, and once', async () => {
    await insert(tail);
    await bench().tx(({ logTails }) => logTails.insert({ ...tail, completes: 'job:4' }));
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
      bench().tx(({ logTails }) => logTails.release(tried, noon + 9_000, lease));
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
      bench().tx(({ logTails }) => logTails.release(tail, undefined, { ...claimed.lease, token }));
    expect(await forget('another')).toBe(false);
    expect(await forget(claimed.lease.token)).toBe(true);
    expect(await dueAt()).toBeUndefined();
  });
}
