import { beforeEach, expect, test } from 'vitest';
import type { Bench } from '../harness.ts';
import { aLaunch, anUpdate, aThread, noon } from '../samples.ts';

const posted = { rootTs: '1.1', roots: 1, cardShown: 99 };

export function outboxContract(bench: () => Bench): void {
  beforeEach(() =>
    bench().tx(async ({ launches, threads }) => {
      await launches.insert(aLaunch('1'), noon);
      await threads.insert(aThread('t'));
      await threads.insert(aThread('u', { channel: 'C2' }));
    }),
  );
  const tell = (key: string, at = noon, urgent = false) =>
    bench().tx(({ threads }) => threads.tell('t', key, anUpdate(at), { urgent }));
  const open = (limit = 10) => bench().tx(({ threads }) => threads.open('t', limit));
  const holdT = async () => {
    const claimed = await bench().tx(({ threads }) => threads.claimDue(2, 60_000));
    const found = claimed.find(({ value }) => value.id === 't');
    if (found === undefined) throw new Error('t was not due');
    return found;
  };
  /** Attaches the oldest `count` updates to a delivery. */
  const attach = async (count: number, deliveryId: string) => {
    const held = await holdT();
    const ids = (await open(count)).map(({ id }) => id);
    await bench().tx(({ threads }) => threads.attach('t', ids, deliveryId, held.lease));
    return held;
  };

  test('updates are numbered from 1 in the order they were told, oldest first, at most the limit', async () => {
    await tell('a', 1);
    await tell('b', 2);
    await tell('c', 3);
    expect((await open()).map(({ seq, update }) => [seq, update])).toEqual([
      [1, anUpdate(1)],
      [2, anUpdate(2)],
      [3, anUpdate(3)],
    ]);
    expect(await open(2)).toHaveLength(2);
  });

  test('the same key is told once, and the second leaves no mark', async () => {
    expect(await tell('a', 1)).toBe(true);
    const before = await bench().tx(({ threads }) => threads.get('t'));
    expect(await tell('a', 2)).toBe(false);
    expect(await bench().tx(({ threads }) => threads.get('t'))).toEqual(before);
    expect((await open()).map(({ update }) => update)).toEqual([anUpdate(1)]);
    await tell('b');
    expect((await open()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('another thread tells the same key for itself', async () => {
    await tell('a');
    const there = bench().tx(({ threads }) =>
      threads.tell('u', 'a', anUpdate(), { urgent: false }),
    );
    expect(await there).toBe(true);
    const { tx } = bench();
    expect(await tx(({ threads }) => threads.countOpen())).toBe(2);
    expect(await tx(({ threads }) => threads.countWaiting('t'))).toBe(1);
  });

  test('what was told stays told: its key is never told again', async () => {
    await tell('a');
    await tell('b');
    await attach(1, 'd1');
    expect((await open()).map(({ deliveryId }) => deliveryId)).toEqual(['d1', undefined]);
    await bench().tx(({ threads }) => threads.markSent('d1', '2.2', false));
    expect((await open()).map(({ seq }) => seq)).toEqual([2]);
    expect(await tell('a')).toBe(false);
    await bench().tx(({ threads }) => threads.detach('d1'));
    expect(await open()).toHaveLength(1);
  });

  test('a delivery that did not arrive frees its updates, and the thread is due', async () => {
    await tell('a');
    const { value, lease } = await attach(1, 'd1');
    await bench().tx(async ({ threads }) => {
      await threads.release({ ...value, ...posted }, undefined, lease);
      await threads.detach('d1');
    });
    expect((await open()).map(({ deliveryId }) => deliveryId)).toEqual([undefined]);
    expect((await holdT()).value.id).toBe('t');
  });

  test('freeing updates does not cut a pause short', async () => {
    await tell('a');
    const { value, lease } = await attach(1, 'd1');
    await bench().tx(async ({ threads }) => {
      await threads.release({ ...value, ...posted, attempts: 1 }, noon + 4_000, lease);
      await threads.detach('d1');
    });
    await expect(holdT()).rejects.toThrow('not due');
    bench().pass(4_000);
    expect((await holdT()).value.attempts).toBe(1);
  });

  test('a thread whose last update was told rests; one with more is due', async () => {
    await tell('a');
    await tell('b');
    const first = await attach(1, 'd1');
    await bench().tx(async ({ threads }) => {
      await threads.release({ ...first.value, ...posted }, undefined, first.lease);
      await threads.markSent('d1', '2.2', false);
    });
    const second = await attach(1, 'd2');
    await bench().tx(async ({ threads }) => {
      await threads.release({ ...second.value, ...posted }, undefined, second.lease);
      await threads.markSent('d2', '2.3', false);
    });
    await expect(holdT()).rejects.toThrow('not due');
  });

  test('a thread is urgent as long as something urgent waits in it', async () => {
    await tell('a', noon, true);
    await tell('b');
    const { value, lease } = await attach(1, 'd1');
    await bench().tx(async ({ threads }) => {
      await threads.release({ ...value, ...posted }, undefined, lease);
      await threads.markSent('d1', '2.2', false);
      await threads.tell('u', 'x', anUpdate(), { urgent: true });
    });
    bench().pass(60_000);
    const claimed = await bench().tx(({ threads }) => threads.claimDue(1, 60_000));
    expect(claimed.map(({ value }) => value.id)).toEqual(['u']);
  });

  test('telling a thread that is not there is a mistake', async () => {
    const nowhere = bench().tx(({ threads }) =>
      threads.tell('x', 'a', anUpdate(), { urgent: false }),
    );
    await expect(nowhere).rejects.toThrow();
  });

  test('the message that told an update is found with all that it told', async () => {
    await tell('a', 1);
    await bench().tx(({ threads }) =>
      threads.tell('t', 'b', anUpdate(2), { urgent: false, digest: 'digest' }),
    );
    await tell('c', 3);
    const told = (key: string) => bench().tx(({ threads }) => threads.told('t', key));
    expect(await told('b')).toBeUndefined();
    await attach(2, 'd1');
    await bench().tx(({ threads }) => threads.markSent('d1', '5.5', true));
    expect(await told('b')).toEqual({
      ts: '5.5',
      updates: [anUpdate(1), anUpdate(2)],
      digests: ['digest'],
      possiblyRepeated: true,
    });
    expect(await told('c')).toBeUndefined();
    expect(await told('never')).toBeUndefined();
  });
}
