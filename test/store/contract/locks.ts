import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { NewLock } from '../../../app/usecase/ports/store/locks.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

const lock: NewLock = {
  scope: { kind: 'template', pattern: 'llama-*' },
  reason: 'data moves',
  by: 'U1',
  channel: 'C1',
};

export function locksContract(bench: () => Bench): void {
  const set = (changes: Partial<NewLock> = {}) =>
    bench().tx(({ locks }) => locks.set({ ...lock, ...changes }));
  const inForce = () => bench().tx(({ locks }) => locks.inForce());

  test('one comes back as it went in, with a number and the time', async () => {
    const first = await set();
    expect(first).toEqual({ ...lock, number: 1, at: noon });
    const second = await set({ scope: { kind: 'place', location: 'us-central1' } });
    expect(await inForce()).toEqual([first, second]);
    expect(await bench().tx(({ locks }) => locks.hold())).toEqual([first, second]);
  });

  test('it is in force until its time', async () => {
    await set({ until: noon + 1_000 });
    bench().pass(999);
    expect(await inForce()).toHaveLength(1);
    bench().pass(1);
    expect(await inForce()).toEqual([]);
    expect(await bench().tx(({ locks }) => locks.hold())).toEqual([]);
    expect(await bench().tx(({ locks }) => locks.end(1, 'U1'))).toBe(false);
  });

  test('one that was taken off stays off, and its number is not used again', async () => {
    await set();
    expect(await bench().tx(({ locks }) => locks.end(1, 'U2'))).toBe(true);
    expect(await inForce()).toEqual([]);
    expect(await bench().tx(({ locks }) => locks.end(1, 'U2'))).toBe(false);
    expect((await set()).number).toBe(2);
  });

  test('a launch keeps the lock that refused it', async () => {
    const met = await set();
    const refused = aLaunch('1', { state: 'locked', locked: met });
    await bench().tx(({ launches }) => launches.insert(refused, undefined));
    expect(await bench().tx(({ launches }) => launches.byHandle('h1'))).toMatchObject({
      state: 'locked',
      locked: met,
    });
  });

  /** Two transactions, of which the second begins while the first is open (where that can be). */
  async function twoAtOnce(
    first: () => Promise<unknown>,
    second: () => Promise<unknown>,
    open: Promise<void>,
    release: () => void,
  ): Promise<void> {
    const one = first();
    await open;
    const two = second();
    // Time for a database to let the second in, if it would.
    for (let turns = 0; turns < 50; turns++) await setImmediate();
    release();
    await Promise.all([one, two]);
  }

  function gate(): { readonly opens: Promise<void>; readonly open: () => void } {
    let open = () => {};
    const opens = new Promise<void>((resolve) => (open = resolve));
    return { opens, open: () => open() };
  }

  test('nobody sets a lock beside what holds them', async () => {
    const [begun, goOn] = [gate(), gate()];
    const order: string[] = [];
    await twoAtOnce(
      () =>
        bench().tx(async ({ locks }) => {
          expect(await locks.hold()).toEqual([]);
          begun.open();
          await goOn.opens;
          order.push('held');
        }),
      () =>
        bench().tx(async ({ locks }) => {
          await locks.turn();
          order.push('set');
          await locks.set(lock);
        }),
      begun.opens,
      goOn.open,
    );
    expect(order).toEqual(['held', 'set']);
  });

  test('who holds them sees one that was being set', async () => {
    const [begun, goOn] = [gate(), gate()];
    let seen = 0;
    await twoAtOnce(
      () =>
        bench().tx(async ({ locks }) => {
          await locks.turn();
          begun.open();
          await goOn.opens;
          await locks.set(lock);
        }),
      () => bench().tx(async ({ locks }) => (seen = (await locks.hold()).length)),
      begun.opens,
      goOn.open,
    );
    expect(seen).toBe(1);
  });

  test('many hold them at once', async () => {
    const counts = await Promise.all(
      Array.from({ length: 10 }, () =>
        bench().tx(async ({ locks }) => (await locks.hold()).length),
      ),
    );
    expect(counts).toEqual(Array.from({ length: 10 }, () => 0));
  });
}
