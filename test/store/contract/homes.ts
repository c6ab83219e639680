import { expect, test } from 'vitest';
import type { Cancel } from '../../../app/domain/launch/cancel.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { Thread } from '../../../app/domain/notification/thread.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aJob, aLaunch, aThread, noon } from '../samples.ts';

const hour = 3_600_000;

export function homesContract(bench: () => Bench): void {
  const ana = { userId: 'U1', teamId: 'T1', channel: 'D1' };
  const open = (mark?: string) => bench().tx(({ homes }) => homes.open({ ...ana, mark }));
  const claim = () => bench().tx(({ homes }) => homes.claimDue(10, 60_000));
  const only = async () => {
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing was due');
    return claimed;
  };
  const dueAt = () => bench().tx(({ homes }) => homes.nextDueAt());

  test('one that was opened is due at once, for one worker', async () => {
    await open();
    const { value } = await only();
    expect(value).toEqual({
      ...ana,
      openedAt: noon,
      shown: undefined,
      mark: undefined,
      publishedAt: undefined,
      attempts: 0,
    });
    expect(await claim()).toEqual([]);
  });

  test('what is shown is remembered with its mark, and forgotten when Slack shows something else', async () => {
    await open();
    const { value, lease } = await only();
    const shown = { ...value, shown: 'fingerprint', mark: 'm1', publishedAt: noon };
    const settle = (token: string) =>
      bench().tx(({ homes }) => homes.release(shown, noon + 3_000, { ...lease, token }));
    expect(await settle('another')).toBe(false);
    expect(await settle(lease.token)).toBe(true);
    expect(await dueAt()).toBe(noon + 3_000);
    await open('m1');
    expect((await only()).value).toMatchObject({ shown: 'fingerprint', mark: 'm1' });
    await open('m2');
    expect((await only()).value).toMatchObject({ shown: undefined, mark: 'm2' });
    await open();
    expect((await only()).value).toMatchObject({ shown: undefined, mark: undefined });
  });

  test('one that is opened anew is lost to whoever holds it', async () => {
    await open();
    const { value, lease } = await only();
    await open();
    expect(await bench().tx(({ homes }) => homes.release(value, undefined, lease))).toBe(false);
    expect(await dueAt()).toBe(noon);
  });

  test('one that is not looked at is not due before it is opened or touched', async () => {
    await open();
    const { value, lease } = await only();
    await bench().tx(({ homes }) => homes.release(value, undefined, lease));
    expect(await dueAt()).toBeUndefined();
    bench().pass(hour);
    await bench().tx(({ homes }) => homes.touch('U1'));
    await bench().tx(({ homes }) => homes.touch('U2'));
    expect((await claim()).map((one) => one.value)).toMatchObject([
      { userId: 'U1', openedAt: noon + hour },
    ]);
  });

  type Row = {
    readonly launch?: Partial<Launch>;
    readonly job?: Partial<TrackedJob>;
    readonly cancel?: Partial<Cancel>;
    readonly thread?: Partial<Thread>;
  };
  const put = (id: string, { launch, job, cancel, thread }: Row) =>
    bench().tx(async (tx) => {
      await tx.launches.insert(aLaunch(id, launch), undefined);
      if (job !== undefined) await tx.jobs.insert(aJob(id, job), id);
      if (cancel !== undefined) {
        await tx.cancels.insert(aCancel(id, { launchId: id, ...cancel }), noon);
      }
      if (thread !== undefined) await tx.threads.insert(aThread(id, { launchId: id, ...thread }));
    });
  const needs = (limit = 10) =>
    bench().tx(({ homes }) =>
      homes.needs('U1', { failed: noon - hour, parked: noon - hour }, limit),
    );
  const other = { userId: 'U2', teamId: 'T1', channel: 'C1' };

  test('what needs somebody is theirs alone', async () => {
    await put('1', { launch: { state: 'unknown' } });
    await put('2', { launch: { state: 'unknown', requester: other } });
    const overdue = { state: 'accepted', escalatedAt: noon, requestedAt: noon - 9 } as const;
    const me = { ...other, userId: 'U1' };
    await put('3', { launch: { requester: other }, cancel: { ...overdue, requester: me } });
    await put('4', { cancel: { ...overdue, requester: other } });
    await put('5', { cancel: { ...overdue, requester: me, escalatedAt: undefined } });
    const parked = { parked: 'is_archived', parkedSince: noon };
    await put('6', { thread: parked });
    await put('7', { thread: { ...parked, requesterId: 'U2' } });
    await put('8', { thread: { ...parked, parkedSince: noon - 2 * hour } });
    await put('9', { thread: { ...parked, parked: 'root_deleted' } });
    expect(await needs()).toEqual({
      unknown: ['1'],
      overdue: [{ launchId: '3', askedAt: noon - 9 }],
      parked: [{ launchId: '6', channel: 'C1', why: 'is_archived' }],
      failed: [],
    });
  });

  test('what failed lately is, newest first, unless it was launched again', async () => {
    const failed = { state: 'FAILED', endTime: noon - 5 } as const;
    await put('1', { launch: { requestedAt: noon - 30 }, job: failed });
    await put('2', { launch: { requestedAt: noon - 20 }, job: { ...failed, endTime: undefined } });
    await put('3', { job: { ...failed, endTime: noon - 2 * hour } });
    await put('4', { job: { state: 'SUCCEEDED', endTime: noon } });
    await put('5', { launch: { state: 'failed', requestedAt: noon - 10 } });
    await put('6', { launch: { state: 'failed', requestedAt: noon - 2 * hour } });
    await put('7', { job: failed });
    await put('8', { launch: { rerunOf: '7' } });
    await put('9', { launch: { rerunOf: '1', state: 'held' } });
    await put('10', { launch: { origin: 'watched' }, job: failed });
    expect((await needs()).failed).toEqual(['5', '2', '1']);
    expect((await needs(2)).failed).toEqual(['5', '2']);
  });

  test('what was paid for is what ran lately or runs still', async () => {
    const ended = { state: 'SUCCEEDED', startTime: noon - 9 * hour } as const;
    await put('1', { job: { ...ended, stateSince: noon - hour, endTime: noon - hour } });
    await put('2', { job: { ...ended, stateSince: noon - 8 * hour, endTime: noon - 8 * hour } });
    await put('3', { launch: { requester: other }, job: { stateSince: noon - 9 * hour } });
    await put('4', { job: { state: 'PENDING', startTime: undefined } });
    await put('5', { job: { state: 'RUNNING', gone: true, stateSince: noon - hour } });
    await put('6', { launch: { origin: 'watched' }, job: { stateSince: noon } });
    const paid = await bench().tx(({ homes }) => homes.paidSince(noon - 2 * hour));
    expect(
      paid.map(({ requesterId: requester, state, gone }) => `${requester} ${state} ${gone}`).sort(),
    ).toEqual([' RUNNING false', 'U1 RUNNING true', 'U1 SUCCEEDED false', 'U2 RUNNING false']);
  });

  test('what was asked at Home stays so', async () => {
    const me = { ...other, userId: 'U1', atHome: true as const };
    await put('1', { launch: { requester: me }, cancel: { requester: me } });
    await put('2', {});
    const [first, second] = await bench().tx(({ launches }) => launches.byIds(['1', '2']));
    expect([first?.requester.atHome, second?.requester.atHome].sort()).toEqual([true, undefined]);
    const cancel = await bench().tx(({ cancels }) => cancels.byRequestKey('request-1'));
    expect(cancel?.requester.atHome).toBe(true);
  });

  test('cards come in the order they are asked for, and of everybody but one', async () => {
    await put('1', { launch: { requestedAt: noon - 2 } });
    await put('2', { launch: { requester: other } });
    const cards = await bench().tx((tx) => tx.cards.byLaunches(['2', 'none', '1']));
    expect(cards.map(({ launch }) => launch.id)).toEqual(['2', '1']);
    const others = await bench().tx((tx) => tx.cards.list({ notBy: 'U1', limit: 5 }));
    expect(others.cards.map(({ launch }) => launch.id)).toEqual(['2']);
    expect(others.total).toBe(1);
  });
}
