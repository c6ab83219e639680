import { expect, test } from 'vitest';
import type { Bench } from '../harness.ts';
import { noon } from '../samples.ts';

export function budgetsContract(bench: () => Bench): void {
  const take = (key: string, intervalMs: number) =>
    bench().tx(({ rateBudgets }) => rateBudgets.take(key, intervalMs));
  const close = (key: string, until: number) =>
    bench().tx(({ rateBudgets }) => rateBudgets.close(key, until));
  const closedUntil = (freeAt: number) => ({ taken: false, freeAt });

  test('a use closes its key for the interval, and no other key', async () => {
    expect(await take('a', 1_000)).toEqual({ taken: true });
    expect(await take('a', 1_000)).toEqual(closedUntil(noon + 1_000));
    expect(await take('b', 1_000)).toEqual({ taken: true });
    bench().pass(1_000);
    expect(await take('a', 1_000)).toEqual({ taken: true });
  });

  test('an interval of nothing asks whether the key is open', async () => {
    expect(await take('a', 0)).toEqual({ taken: true });
    expect(await take('a', 0)).toEqual({ taken: true });
    await close('a', noon + 500);
    expect(await take('a', 0)).toEqual(closedUntil(noon + 500));
    bench().pass(500);
    expect(await take('a', 0)).toEqual({ taken: true });
  });

  test('closing never opens earlier', async () => {
    await close('a', noon + 500);
    await close('a', noon + 200);
    expect(await take('a', 1_000)).toEqual(closedUntil(noon + 500));
    await close('a', noon + 900);
    expect(await take('a', 1_000)).toEqual(closedUntil(noon + 900));
  });
}
