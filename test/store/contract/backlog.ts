import { expect, test } from 'vitest';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { Thread } from '../../../app/domain/notification/thread.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aJob, aLaunch, anUpdate, aThread, noon } from '../samples.ts';

export function backlogContract(bench: () => Bench): void {
  const read = (channel?: string) => bench().tx((tx) => tx.backlog(channel));
  const asked = (channel: string) => ({ userId: 'U1', teamId: 'T1', channel });
  const launch = (id: string, changes: Partial<Launch>) =>
    bench().tx(({ launches }) => launches.insert(aLaunch(id, changes), undefined));
  const failure = { kind: 'in-doubt', message: 'The answer was lost.' } as const;

  test('of nothing is nothing', async () => {
    expect(await read()).toEqual({
      waiting: 0,
      oldestAt: undefined,
      parked: { items: [], unseen: 0 },
      stuck: { items: [], unseen: 0 },
      overdue: { items: [], unseen: 0 },
      unheard: { items: [], unseen: 0 },
    });
  });

  test('has what waits, and since when the oldest does', async () => {
    await launch('1', {});
    await bench().tx(({ threads }) => threads.insert(aThread('t')));
    await bench().tx(({ threads }) => threads.tell('t', 'a', anUpdate(), { urgent: false }));
    bench().pass(5_000);
    await bench().tx(({ threads }) => threads.tell('t', 'b', anUpdate(), { urgent: false }));
    expect(await read('elsewhere')).toMatchObject({ waiting: 2, oldestAt: noon });
  });

  test('names what is parked in one channel, or in all, and counts the rest', async () => {
    for (const [id, channel] of [
      ['1', 'C1'],
      ['2', 'C2'],
    ] as const) {
      await launch(id, { requester: asked(channel) });
      const thread: Thread = aThread(`t${id}`, { launchId: id, channel });
      await bench().tx(({ threads }) => threads.insert(thread));
      await bench().tx(({ threads }) =>
        threads.tell(thread.id, 'a', anUpdate(), { urgent: false }),
      );
    }
    const claimed = await bench().tx(({ threads }) => threads.claimDue(10, 60_000));
    for (const { value, lease } of claimed) {
      const parked = { ...value, parked: 'is_archived', parkedSince: noon };
      await bench().tx(({ threads }) => threads.release(parked, noon + 1, lease));
    }
    const one = { handle: 'h1', channel: 'C1', why: 'is_archived', since: noon, waiting: 1 };
    expect((await read('C1')).parked).toEqual({ items: [one], unseen: 1 });
    expect((await read('C3')).parked).toEqual({ items: [], unseen: 2 });
    expect((await read()).parked).toEqual({
      items: [one, { ...one, handle: 'h2', channel: 'C2' }],
      unseen: 0,
    });
  });

  test('names the guards of live jobs that could warn nobody, and counts those elsewhere', async () => {
    const stuck = { at: noon - 5, stuckAt: noon };
    const guarded = (id: string, near: object, changes = {}) =>
      bench().tx(async ({ launches, jobs, guards }) => {
        const requester = asked(id === '2' ? 'C2' : 'C1');
        await launches.insert(aLaunch(id, { requester }), undefined);
        await jobs.insert(aJob(id, changes), id);
        await guards.wake(id);
        const one = { episode: 1, round: '', near: { at: noon, ...near } };
        const progress = { 'duration-cancel': one };
        await guards.overrule({ launchId: id, rules: [], progress, extensions: [] });
      });
    await guarded('1', stuck);
    await guarded('2', stuck);
    await guarded('3', { ...stuck, deliveredAt: noon });
    await guarded('4', {});
    await guarded('5', stuck, { state: 'CANCELLED', endTime: noon });
    const one = { handle: 'h1', channel: 'C1', since: noon - 5 };
    expect((await read('C1')).unheard).toEqual({ items: [one], unseen: 1 });
    expect((await read()).unheard).toEqual({
      items: [one, { ...one, handle: 'h2', channel: 'C2' }],
      unseen: 0,
    });
    expect(await bench().tx(({ guards }) => guards.unheard())).toMatchObject([
      { ...one, launchId: '1' },
      { launchId: '2', handle: 'h2', channel: 'C2' },
    ]);
  });

  test('has launches in doubt, not found, or not sent, and no others', async () => {
    await launch('1', { state: 'doubt', submittedAt: noon + 1, failure });
    await launch('2', { state: 'unknown', requester: asked('C2'), requestedAt: noon + 1 });
    await launch('3', { state: 'accepted', attempts: 2, failure, requestedAt: noon + 2 });
    await launch('4', { state: 'accepted' });
    await launch('5', { state: 'bound' });
    const why = 'The answer was lost.';
    expect((await read('C1')).stuck).toEqual({
      items: [
        { handle: 'h1', channel: 'C1', state: 'doubt', since: noon + 1, why },
        { handle: 'h3', channel: 'C1', state: 'accepted', since: noon + 2, why },
      ],
      unseen: 1,
    });
    expect((await read()).stuck.items).toHaveLength(3);
  });

  test('names no more than a few', async () => {
    for (let id = 1; id <= 12; id++) await launch(String(id), { state: 'doubt' });
    const { stuck } = await read();
    expect([stuck.items.length, stuck.unseen]).toEqual([10, 2]);
  });

  test('has cancels that drag, by the channel of their launch', async () => {
    await launch('1', { state: 'bound' });
    const cancels = [
      aCancel('late', { state: 'accepted', escalatedAt: noon, failure, requester: asked('C9') }),
      aCancel('early', { state: 'accepted' }),
      aCancel('over', { state: 'done', escalatedAt: noon }),
    ];
    for (const one of cancels) await bench().tx((tx) => tx.cancels.insert(one, noon));
    expect((await read('C1')).overdue).toEqual({
      items: [{ handle: 'h1', channel: 'C1', askedAt: noon, why: 'The answer was lost.' }],
      unseen: 0,
    });
    expect((await read('C9')).overdue).toEqual({ items: [], unseen: 1 });
  });
}
