import { expect, test } from 'vitest';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

export function transactionsContract(bench: () => Bench): void {
  test('what throws leaves nothing behind', async () => {
    const { tx } = bench();
    const failing = tx(async ({ launches }) => {
      await launches.insert(aLaunch('1'), noon);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await tx(({ launches }) => launches.handleTaken('h1'))).toBe(false);
  });

  test('the time stands still within one', async () => {
    const { tx, pass } = bench();
    const [before, after] = await tx(async (one) => {
      const before = one.now;
      pass(5_000);
      return Promise.resolve([before, one.now]);
    });
    expect([before, after]).toEqual([noon, noon]);
    expect(await tx(({ now }) => Promise.resolve(now))).toBe(noon + 5_000);
  });

  test('one inside another is refused instead of waiting for ever', async () => {
    const { tx } = bench();
    await expect(tx(() => tx(() => Promise.resolve()))).rejects.toThrow(/inside another/);
  });

  test('a task that a transaction left behind may begin its own', async () => {
    const { tx } = bench();
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let later: Promise<number> | undefined;
    await tx(() => {
      later = gate.then(() => tx(({ now }) => Promise.resolve(now)));
      return Promise.resolve();
    });
    release();
    expect(await later).toBe(noon);
  });

  test('many at once all go through', async () => {
    const { tx } = bench();
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(ids.map((id) => tx(({ launches }) => launches.insert(aLaunch(id), noon))));
    const found = await tx(({ launches }) => launches.byIds(ids));
    expect(found).toHaveLength(20);
  });

  test('works says so, and after closing says no; closing waits for what runs, and may be repeated', async () => {
    const { tx, store } = bench();
    expect(await store.works()).toBe(true);
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const running = tx(async ({ launches }) => {
      await gate;
      return launches.insert(aLaunch('1'), noon);
    });
    const closed = Promise.all([store.close(), store.close()]);
    release();
    expect(await running).toBe(true);
    await closed;
    expect(await store.works()).toBe(false);
    await expect(tx(() => Promise.resolve())).rejects.toThrow(/closed/);
  });
}
