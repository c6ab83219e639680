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
