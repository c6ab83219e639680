import { expect, test } from 'vitest';
import type { GuardRule } from '../../../app/domain/guard/guard.ts';
import type { GuardedJob } from '../../../app/domain/guard/guarded-job.ts';
import type { Bench } from '../harness.ts';
import { aJob, aLaunch, noon, target } from '../samples.ts';

const how = { warnAt: 0.8, act: 'cancel', graceMs: 60_000, source: 'policy' } as const;
const rules: GuardRule[] = [
  { kind: 'cost', amount: 123_456_789_012_345_678n, ...how },
  { kind: 'silent', ms: 1_000, ...how, act: 'tell' },
];
const guarded: GuardedJob = {
  launchId: '1',
  rules,
  progress: {
    'cost-cancel': { episode: 2, round: '0:1', near: { at: noon, deliveredAt: noon + 1 } },
  },
  extensions: [{ by: 'U1', at: noon, ms: 3_600_000 }],
};

export function guardsContract(bench: () => Bench): void {
  const begin = (id = '1', changes = {}) =>
    bench().tx(async ({ launches, jobs, guards }) => {
      await launches.insert(aLaunch(id), undefined);
      await jobs.insert(aJob(id, changes), id);
      await guards.wake(id);
    });
  const claim = () => bench().tx(({ guards }) => guards.claimDue(10, 60_000));
  const claimOne = async () => {
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing was due');
    return claimed;
  };
  const dueAt = () => bench().tx(({ guards }) => guards.nextDueAt());
  const stored = () => bench().tx(({ guards }) => guards.lock('1'));

  test('the guard of a job is due when the job is known, once', async () => {
    await begin();
    expect(await claim()).toMatchObject([
      { value: { launchId: '1', rules: [], progress: {}, extensions: [] } },
    ]);
    expect(await claim()).toEqual([]);
  });

  test('it comes back as it was released, when it is due again', async () => {
    await begin();
    const { lease } = await claimOne();
    const release = (token: string) =>
      bench().tx(({ guards }) => guards.release(guarded, noon + 9_000, { ...lease, token }));
    expect(await release('another')).toBe(false);
    expect(await release(lease.token)).toBe(true);
    expect(await dueAt()).toBe(noon + 9_000);
    bench().pass(9_000);
    expect((await claim()).map(({ value }) => value)).toEqual([guarded]);
  });

  test('one that waits for nothing is due when it is woken, with what it had', async () => {
    await begin();
    const { lease } = await claimOne();
    await bench().tx(({ guards }) => guards.release(guarded, undefined, lease));
    expect(await dueAt()).toBeUndefined();
    await bench().tx(({ guards }) => guards.wake('1'));
    expect((await claim()).map(({ value }) => value)).toEqual([guarded]);
  });

  test('a person overrules the worker that has it, whose look counts for nothing', async () => {
    await begin();
    const { lease } = await claimOne();
    await bench().tx(({ guards }) => guards.overrule(guarded));
    const other = { ...guarded, extensions: [] };
    expect(await bench().tx(({ guards }) => guards.release(other, undefined, lease))).toBe(false);
    expect(await stored()).toEqual(guarded);
    expect(await claim()).toHaveLength(1);
  });

  test('a new policy wakes those of jobs that have not ended', async () => {
    await begin('1');
    await begin('2', { state: 'SUCCEEDED', endTime: noon });
    for (const { value, lease } of await claim()) {
      await bench().tx(({ guards }) => guards.release(value, undefined, lease));
    }
    await bench().tx(({ guards }) => guards.wakeAll());
    expect((await claim()).map(({ value }) => value.launchId)).toEqual(['1']);
  });

  test('jobs of a project with a rule against silence are found', async () => {
    await begin();
    const silent = (project: string) => bench().tx(({ guards }) => guards.silentJobs(project));
    expect(await silent(target.project)).toEqual([]);
    await bench().tx(({ guards }) => guards.overrule(guarded));
    expect(await silent(target.project)).toEqual([{ id: '1', since: aJob('1').createTime }]);
    expect(await silent('elsewhere')).toEqual([]);
  });

  test('what can not be read of it begins anew, and blocks nothing', async () => {
    await begin();
    const strange = { ...guarded, progress: { 'cost-cancel': { episode: Number.NaN, round: '' } } };
    await bench().tx(({ guards }) => guards.overrule(strange));
    expect(await stored()).toEqual({ ...guarded, progress: {} });
  });
}
