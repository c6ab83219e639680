import { expect, test } from 'vitest';
import type { NotedTrouble } from '../../../app/domain/trouble/trouble.ts';
import type { Bench } from '../harness.ts';
import { aThread, noon } from '../samples.ts';

export function troublesContract(bench: () => Bench): void {
  const guard: NotedTrouble = {
    trouble: { kind: 'unheard-guard', launchId: '1', handle: 'a3f9' },
    since: noon - 5,
    channel: 'C0OPS',
    at: noon,
    threadId: 't',
  };
  const target: NotedTrouble = {
    trouble: {
      kind: 'unread-target',
      target: { project: 'p', location: 'l' },
      problem: 'HTTP 503',
    },
    since: undefined,
    channel: 'C0OPS',
    at: noon,
    threadId: 'u',
  };
  const note = (one: NotedTrouble) => bench().tx(({ troubles }) => troubles.note(one));
  const settle = (one: NotedTrouble) => bench().tx(({ troubles }) => troubles.settle(one));
  const noted = () => bench().tx(({ troubles }) => troubles.noted());

  test('each comes back as it went in, once', async () => {
    expect([await note(guard), await note(target)]).toEqual([true, true]);
    expect(await note({ ...guard, threadId: 'another' })).toBe(false);
    // Their threads are gone.
    expect(await noted()).toEqual([
      { ...guard, isPosted: true },
      { ...target, isPosted: true },
    ]);
  });

  test('is posted when its thread is', async () => {
    await bench().tx(({ threads }) => threads.insert(aThread('t', { launchId: undefined })));
    await note(guard);
    expect(await noted()).toMatchObject([{ isPosted: false }]);
    const [claimed] = await bench().tx(({ threads }) => threads.claimDue(1, 60_000));
    if (claimed === undefined) throw new Error('nothing was due');
    const { value, lease } = claimed;
    const posted = { ...value, rootTs: '1.0' };
    await bench().tx(({ threads }) => threads.release(posted, undefined, lease));
    expect(await noted()).toMatchObject([{ isPosted: true }]);
  });

  test('is noted anew for another channel', async () => {
    await note(guard);
    const moved = { ...guard, channel: 'C0OTHER', threadId: 'v' };
    expect([await note(moved), await note(moved)]).toEqual([true, false]);
    expect(await noted()).toEqual([{ ...moved, isPosted: true }]);
  });

  test('is settled once, and not if it was noted anew', async () => {
    await note(guard);
    expect(await settle({ ...guard, threadId: 'before' })).toBe(false);
    expect([await settle(guard), await settle(guard)]).toEqual([true, false]);
    expect(await noted()).toEqual([]);
    expect(await note(guard)).toBe(true);
  });
}
