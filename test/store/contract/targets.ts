import { expect, test } from 'vitest';
import type { TargetState } from '../../../app/usecase/ports/store/targets.ts';
import type { Bench } from '../harness.ts';
import { noon, target } from '../samples.ts';

export function targetsContract(bench: () => Bench): void {
  const claim = (one = target) => bench().tx(({ targets }) => targets.claim(one, 60_000));
  const claimOne = async () => {
    const claimed = await claim();
    if (claimed === undefined) throw new Error('another has it');
    return claimed;
  };
  const state: TargetState = {
    target,
    projectNumber: '123456789',
    createdSince: noon - 600_000,
    lastGoodPollAt: noon,
    staleFrom: noon + 60_000,
    problem: '403',
    odd: { count: 2, names: ['who?'] },
    singleReads: 0,
    nextPollAt: noon,
    pace: { everyMs: 40_000, tickMs: 10_000, jobs: 9_950, reads: 100, share: 30, slowMs: 40_000 },
  };

  test('one poll at a time, of each', async () => {
    expect((await claimOne()).value).toEqual({ target });
    expect(await claim()).toBeUndefined();
    expect(await claim({ project: 'other', location: 'x' })).toBeDefined();
  });

  test('what a poll leaves behind is there for the next', async () => {
    const { lease } = await claimOne();
    expect(await bench().tx(({ targets }) => targets.release(state, lease))).toBe(true);
    expect((await claimOne()).value).toEqual(state);
    expect(await bench().tx(({ targets }) => targets.list())).toEqual([state]);
  });

  test('is put off until its next poll may begin', async () => {
    const isPutOff = () => bench().tx(({ targets }) => targets.isPutOff(target));
    const { lease } = await claimOne();
    expect(await isPutOff()).toBe(false);
    const later = { ...state, nextPollAt: noon + 34_000 };
    await bench().tx(({ targets }) => targets.release(later, lease));
    bench().pass(33_999);
    expect(await claim()).toBeUndefined();
    expect(await isPutOff()).toBe(true);
    bench().pass(1);
    expect(await isPutOff()).toBe(false);
    expect(await claim()).toBeDefined();
  });

  test('reads of single jobs are kept until a poll has taken them into account', async () => {
    const read = (count: number) => bench().tx(({ targets }) => targets.addReads(target, count));
    const { lease } = await claimOne();
    await bench().tx(({ targets }) => targets.release(state, lease));
    await read(3);
    await read(4);
    const second = await claimOne();
    expect(second.value.singleReads).toBe(7);
    // Another replica reads on while this one polls.
    await read(5);
    await bench().tx(({ targets }) => targets.release(second.value, second.lease));
    expect((await claimOne()).value.singleReads).toBe(5);
  });

  test('a poll that lost its lease may write nothing', async () => {
    const slow = await claimOne();
    expect(await bench().tx(({ targets }) => targets.holds(target, slow.lease))).toBe(true);
    bench().pass(60_000);
    const quick = await claimOne();
    const outcomes = await bench().tx(async ({ targets }) => [
      await targets.holds(target, slow.lease),
      await targets.release(state, slow.lease),
      await targets.holds(target, quick.lease),
    ]);
    expect(outcomes).toEqual([false, false, true]);
  });
}
