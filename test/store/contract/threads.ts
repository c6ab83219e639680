import { expect, test } from 'vitest';
import type { Thread } from '../../../app/domain/notification/thread.ts';
import type { Lease } from '../../../app/usecase/ports/store/lease.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, anUpdate, aThread, noon } from '../samples.ts';

const posted = { rootTs: '1.1', roots: 1, cardShown: 1 } satisfies Partial<Thread>;
const delivery = {
  id: 'd1',
  what: 'reply',
  cardVersion: 3,
  claimedAt: noon,
  inDoubt: true,
  possiblyRepeated: false,
} as const;

export function threadsContract(bench: () => Bench): void {
  const insert = (thread: Thread) =>
    bench().tx(async ({ launches, threads }) => {
      const launchId = thread.launchId ?? '1';
      await launches.insert(aLaunch(launchId), noon);
      return threads.insert(thread);
    });
  const read = (id: string) => bench().tx(({ threads }) => threads.get(id));
  const claim = () => bench().tx(({ threads }) => threads.claimDue(10, 60_000));
  const claimed = async () => (await claim()).map(({ value }) => value.id);
  const byRoot = (channel: string, ts: string) =>
    bench().tx(({ threads }) => threads.byRoot(channel, ts));
  const tell = (id: string, key: string, urgent = false) =>
    bench().tx(({ threads }) => threads.tell(id, key, anUpdate(), { urgent }));
  const settle = (thread: Thread, dueAt: number | undefined, lease: Lease) =>
    bench().tx(({ threads }) => threads.release(thread, dueAt, lease));
  const nextDueAt = () => bench().tx(({ threads }) => threads.nextDueAt());
  const claimOne = async () => {
    const [one] = await claim();
    if (one === undefined) throw new Error('nothing was due');
    return one;
  };
  /** Inserts a thread and leaves it idle: its root is posted and nothing waits. */
  const idle = async (id: string, launchId = '1') => {
    await insert(aThread(id, { launchId }));
    const { value, lease } = await claimOne();
    await settle({ ...value, ...posted }, undefined, lease);
  };

  test('comes back as it went in, due at once', async () => {
    expect(await insert(aThread('t'))).toBe(true);
    expect(await read('t')).toEqual({ ...aThread('t'), servedAt: noon });
    expect(await nextDueAt()).toBe(noon);
    expect(await read('other')).toBeUndefined();
  });

  test('is found by its root message, in its channel', async () => {
    await idle('t1');
    const thread = await read('t1');
    expect(await byRoot(thread?.channel ?? '', posted.rootTs)).toEqual(thread);
    expect(await byRoot(thread?.channel ?? '', '9.9')).toBeUndefined();
    expect(await byRoot('C0ELSEWHERE', posted.rootTs)).toBeUndefined();
  });

  test('what a delivery does to it is kept', async () => {
    await insert(aThread('t'));
    const { value, lease } = await claimOne();
    const changed: Thread = {
      ...value,
      ...posted,
      delivery,
      attempts: 2,
      parked: 'is_archived',
      parkedSince: noon,
      parkedTold: true,
      rootRepeated: true,
    };
    expect(await settle(changed, noon + 1, lease)).toBe(true);
    expect(await read('t')).toEqual(changed);
    expect(await settle(value, noon, lease)).toBe(false);
  });

  test('a channel has one thread of a launch', async () => {
    await insert(aThread('t'));
    expect(await insert(aThread('again'))).toBe(false);
    expect(await insert(aThread('elsewhere', { channel: 'C2' }))).toBe(true);
    const found = await bench().tx(({ threads }) => threads.ofLaunch('1'));
    const ofMany = await bench().tx(({ threads }) => threads.ofLaunches(['1', 'none']));
    expect(ofMany).toEqual(found);
    expect(found.map(({ id }) => id)).toEqual(['elsewhere', 't']);
  });

  test('an idle thread is due when something is told, or its card should look anew', async () => {
    await idle('t');
    expect(await nextDueAt()).toBeUndefined();
    await tell('t', 'a');
    expect(await claimed()).toEqual(['t']);
    await idle('u', '2');
    await bench().tx(({ threads }) => threads.refreshCard('u'));
    expect(await claimed()).toEqual(['u']);
    expect((await read('u'))?.cardWanted).toBe(2);
  });

  test.each([
    ['a card not shown', { ...posted, cardShown: 0 }],
    ['a root not posted', { ...posted, rootTs: undefined }],
    ['a delivery on its way', { ...posted, delivery }],
  ])('with %s it is due again at once', async (_, left) => {
    await insert(aThread('t'));
    const { value, lease } = await claimOne();
    await settle({ ...value, ...left }, undefined, lease);
    expect(await claimed()).toEqual(['t']);
  });

  test('what is told while it is held neither disturbs the holder nor is forgotten', async () => {
    await insert(aThread('t'));
    const { value, lease } = await claimOne();
    await tell('t', 'a');
    expect(await claim()).toEqual([]);
    expect(await settle({ ...value, ...posted }, undefined, lease)).toBe(true);
    const again = await claimOne();
    // Told twice since the holder read 1: its stale count is not written back.
    expect(again.value.cardWanted).toBe(2);
  });

  test('a lease that is held can be had anew, one that was lost can’t', async () => {
    await insert(aThread('t'));
    const first = await claimOne();
    const renew = () => bench().tx(({ threads }) => threads.renew('t', first.lease, 60_000));
    bench().pass(50_000);
    const again = await renew();
    expect(again?.token).toBe(first.lease.token);
    expect(again?.deadline).toBeGreaterThan(first.lease.deadline);
    bench().pass(50_000);
    expect(await claimed()).toEqual([]);
    bench().pass(10_000);
    expect(await claimed()).toEqual(['t']);
    expect(await renew()).toBeUndefined();
  });

  test.each([
    ['a failed send', { attempts: 1 }],
    ['a delivery in doubt', { delivery }],
    ['a parked channel', { parked: 'is_archived' }],
  ])('the pause of %s is not cut short by what is told', async (_, pausing) => {
    await insert(aThread('t'));
    const { value, lease } = await claimOne();
    await tell('t', 'before');
    await settle({ ...value, ...posted, ...pausing }, noon + 8_000, lease);
    await tell('t', 'after');
    expect(await nextDueAt()).toBe(noon + 8_000);
  });

  test('waiting for a card’s budget is cut short: replies have another', async () => {
    await insert(aThread('t'));
    const { value, lease } = await claimOne();
    await settle({ ...value, ...posted }, noon + 60_000, lease);
    await tell('t', 'a');
    expect(await claimed()).toEqual(['t']);
  });

  test('urgent threads go first, then those that wait the longest', async () => {
    await insert(aThread('first'));
    bench().pass(1);
    await insert(aThread('second', { launchId: '2' }));
    bench().pass(1);
    await insert(aThread('third', { launchId: '3' }));
    await tell('third', 'a', true);
    await tell('third', 'b', false);
    expect(await claimed()).toEqual(['third', 'first', 'second']);
  });

  test('the limit leaves the less urgent for later', async () => {
    await insert(aThread('routine'));
    await insert(aThread('urgent', { launchId: '2' }));
    await tell('urgent', 'a', true);
    const some = await bench().tx(({ threads }) => threads.claimDue(1, 60_000));
    expect(some.map(({ value }) => value.id)).toEqual(['urgent']);
  });

  test('a root goes before routine news, whatever has been due for longer', async () => {
    await idle('busy');
    await tell('busy', 'job:1');
    bench().pass(1_000);
    await insert(aThread('new', { launchId: '2' }));
    expect(await claimed()).toEqual(['new', 'busy']);
  });

  test('threads take turns: the one that was served longest ago is next', async () => {
    bench().pass(3_000); // all of these are past
    for (const [id, servedAt] of [
      ['a', noon + 3_000],
      ['b', noon + 1_000],
      ['c', noon + 2_000],
    ] as const) {
      await insert(aThread(id, { launchId: id }));
      const { value, lease } = await claimOne();
      await settle({ ...value, ...posted, servedAt, repliedAt: servedAt }, undefined, lease);
    }
    for (const id of ['a', 'b', 'c']) await tell(id, 'job:1');
    expect(await read('a')).toMatchObject({ servedAt: noon + 3_000, repliedAt: noon + 3_000 });
    expect(await claimed()).toEqual(['b', 'c', 'a']);
  });

  test('one whose turn comes before another’s is ahead of it, if it is due, free and has something to post', async () => {
    const ahead = (id: string) =>
      bench().tx(async ({ threads }) => {
        const thread = await threads.get(id);
        return thread === undefined ? undefined : threads.anyAhead(thread);
      });
    await idle('busy');
    await tell('busy', 'job:1');
    expect(await ahead('busy')).toBe(false);
    bench().pass(1_000);
    await insert(aThread('elsewhere', { launchId: '2', channel: 'C2' }));
    expect(await ahead('busy')).toBe(false);
    await insert(aThread('new', { launchId: '3' }));
    expect(await ahead('busy')).toBe(true);
    expect(await ahead('new')).toBe(false);
    // In somebody's hands, or put off.
    const all = await claim();
    expect(await ahead('busy')).toBe(false);
    const root = all.find(({ value }) => value.id === 'new');
    if (root === undefined) throw new Error('new was not due');
    await settle(root.value, noon + 60_000, root.lease);
    expect(await ahead('busy')).toBe(false);
    // Its root is posted, and nothing waits but its card.
    await tell('new', 'job:1');
    bench().pass(60_000);
    expect(await ahead('busy')).toBe(true);
    await settle({ ...root.value, ...posted }, undefined, root.lease);
  });

  test('counts the changes of its job that a thread was told of late', async () => {
    await idle('t');
    const recent = (since: number, most = 9) =>
      bench().tx(({ threads }) => threads.recentChanges('t', since, most));
    await tell('t', 'launched');
    await tell('t', 'job:1');
    bench().pass(1_000);
    await tell('t', 'job:2');
    await tell('t', 'job:3');
    expect(await recent(noon - 1)).toBe(3);
    expect(await recent(noon)).toBe(2);
    expect(await recent(noon - 1, 2)).toBe(2);
    expect(await recent(noon + 1_000)).toBe(0);
  });

  test('unparking makes the parked threads of one channel due at once', async () => {
    await insert(aThread('here'));
    await insert(aThread('there', { channel: 'C2' }));
    for (const { value, lease } of await claim()) {
      await settle({ ...value, parked: 'not_in_channel' }, noon + 600_000, lease);
    }
    await bench().tx(({ threads }) => threads.unpark('C1'));
    expect(await claimed()).toEqual(['here']);
  });

  test('a holder that lost its lease changes nothing', async () => {
    await insert(aThread('t'));
    const slow = await claimOne();
    bench().pass(60_000);
    const quick = await claimOne();
    await tell('t', 'a');
    const [open] = await bench().tx(({ threads }) => threads.open('t', 1));
    const ids = [open?.id ?? ''];
    const outcomes = await bench().tx(async ({ threads }) => [
      await threads.saveUnderLease({ ...slow.value, attempts: 9 }, slow.lease),
      await threads.attach('t', ids, 'd1', slow.lease),
      await threads.release({ ...slow.value, attempts: 9 }, undefined, slow.lease),
      await threads.saveUnderLease({ ...quick.value, delivery }, quick.lease),
      await threads.attach('t', ids, 'd2', quick.lease),
    ]);
    expect(outcomes).toEqual([false, false, false, true, true]);
    expect(await read('t')).toMatchObject({ attempts: 0, delivery });
    const [attached] = await bench().tx(({ threads }) => threads.open('t', 1));
    expect(attached?.deliveryId).toBe('d2');
  });
}
