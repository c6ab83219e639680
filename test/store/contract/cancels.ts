import { expect, test } from 'vitest';
import type { Cancel } from '../../../app/domain/launch/cancel.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aJob, aLaunch, noon } from '../samples.ts';

export function cancelsContract(bench: () => Bench): void {
  const insert = (cancel: Cancel, dueAt = noon) =>
    bench().tx(({ cancels }) => cancels.insert(cancel, dueAt));
  const claim = () => bench().tx(({ cancels }) => cancels.claimDue(10, 60_000));
  const following = (launchId: string) =>
    bench().tx(({ cancels }) => cancels.following({ launchId }));
  const byJob = aCancel('c', { launchId: undefined, job: aJob('7').key, state: 'accepted' });
  const bindJob = () =>
    bench().tx(async ({ launches, jobs }) => {
      await launches.insert(aLaunch('1'), noon);
      await jobs.insert(aJob('7'), '1');
    });

  test.each([
    ['bare', aCancel('c')],
    [
      'full',
      aCancel('c', {
        state: 'accepted',
        job: aJob('7').key,
        reason: 'too dear — “stop”',
        sentAt: noon,
        attempts: 3,
        failure: { kind: 'transient', message: 'busy', status: 'UNAVAILABLE', reason: 'X' },
        escalatedAt: noon + 1,
      }),
    ],
  ])('a %s one comes back as it went in', async (_, cancel) => {
    expect(await insert(cancel)).toBe(true);
    const found = await bench().tx(({ cancels }) => cancels.byRequestKey('request-c'));
    expect(found).toEqual(cancel);
  });

  test('the same request twice is stored once', async () => {
    await insert(aCancel('c'));
    expect(await insert(aCancel('d', { requestKey: 'request-c' }))).toBe(false);
    expect(await claim()).toHaveLength(1);
  });

  test('only an accepted one is being followed', async () => {
    await insert(aCancel('r', { state: 'refused' }));
    await insert(aCancel('q', { state: 'requested' }));
    await insert(aCancel('d', { state: 'done' }));
    expect(await following('1')).toBeUndefined();
    await insert(aCancel('a', { state: 'accepted' }));
    expect((await following('1'))?.id).toBe('a');
    expect(await following('2')).toBeUndefined();
  });

  test('one that only makes way for the next attempt is followed, and not meant', async () => {
    const meant = () => bench().tx(({ cancels }) => cancels.meant({ launchId: '1' }));
    const shown = async (outside?: string) => {
      const page = await bench().tx(({ cards }) =>
        cards.list({ limit: 9, cancellable: { outside } }),
      );
      return page.cards.map(({ launch }) => launch.id);
    };
    await bindJob();
    await bench().tx(({ jobs }) => jobs.save(aJob('7', { state: 'CANCELLING' })));
    expect(await shown()).toEqual([]);
    await insert(aCancel('way', { state: 'accepted', requestKey: '1:make-way' }));
    expect((await following('1'))?.id).toBe('way');
    expect(await meant()).toBeUndefined();
    expect(await shown()).toEqual(['1']);
    await insert(aCancel('a', { state: 'accepted', requestedAt: noon + 1 }));
    expect((await meant())?.id).toBe('a');
    expect(await shown()).toEqual([]);
  });

  test('one that names the job is found by the launch the job belongs to', async () => {
    await insert(byJob);
    expect(await following('1')).toBeUndefined();
    await bindJob();
    expect((await following('1'))?.id).toBe('c');
  });

  test('waking makes what waits for a launch due at once, and nothing else', async () => {
    await bindJob();
    await insert(aCancel('mine', { state: 'accepted' }), noon + 5_000);
    await insert(byJob, noon + 5_000);
    await insert(aCancel('other', { launchId: '2' }), noon + 5_000);
    await bench().tx(({ cancels }) => cancels.wake({ launchId: '1' }));
    expect((await claim()).map(({ value }) => value.id).sort()).toEqual(['c', 'mine']);
  });

  test('waking does not disturb a holder, nor revive one that is done', async () => {
    await insert(aCancel('held', { state: 'accepted' }));
    const [held] = await claim();
    await insert(aCancel('done'));
    const [done] = await claim();
    if (held === undefined || done === undefined) throw new Error('nothing was due');
    await bench().tx(async ({ cancels }) => {
      await cancels.release({ ...done.value, state: 'done' }, undefined, done.lease);
      await cancels.wake({ launchId: '1' });
    });
    expect(await claim()).toEqual([]);
    const settled = bench().tx(({ cancels }) => cancels.release(held.value, noon, held.lease));
    expect(await settled).toBe(true);
  });

  test('is leased and settled like a launch', async () => {
    await insert(aCancel('c'));
    const [slow] = await claim();
    bench().pass(60_000);
    const [quick] = await claim();
    if (slow === undefined || quick === undefined) throw new Error('nothing was due');
    const sent: Cancel = { ...quick.value, state: 'accepted', sentAt: noon };
    const outcomes = await bench().tx(async ({ cancels }) => [
      await cancels.saveUnderLease(slow.value, slow.lease),
      await cancels.release(slow.value, noon, slow.lease),
      await cancels.saveUnderLease(sent, quick.lease),
      await cancels.release(sent, noon + 70_000, quick.lease),
    ]);
    expect(outcomes).toEqual([false, false, true, true]);
    expect(await bench().tx(({ cancels }) => cancels.nextDueAt())).toBe(noon + 70_000);
    expect(await following('1')).toEqual(sent);
  });
}
