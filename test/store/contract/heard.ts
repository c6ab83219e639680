import { expect, test } from 'vitest';
import type { Bench } from '../harness.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export function heardContract(bench: () => Bench): void {
  const begin = (key: string) => bench().tx(({ heard }) => heard.begin(key));
  const finish = (key: string) => bench().tx(({ heard }) => heard.finish(key));
  const has = (key: string) => bench().tx(({ heard }) => heard.has(key));

  test('a message is to be heard until everything it asked for was done', async () => {
    expect(await begin('m:C1:1.0')).toBe(true);
    expect(await begin('m:C1:1.0')).toBe(true);
    await finish('m:C1:1.0');
    expect(await begin('m:C1:1.0')).toBe(false);
    expect(await begin('m:C1:2.0')).toBe(true);
  });

  test('it is remembered for as long as Slack may bring it again, and forgotten some day', async () => {
    await begin('m:C1:1.0');
    await finish('m:C1:1.0');
    for (const ms of [5 * minute, day, 5 * day]) {
      bench().pass(ms);
      expect(await begin('m:C1:1.0')).toBe(false);
    }
    bench().pass(2 * day);
    await begin('m:C1:3.0');
    expect(await has('m:C1:1.0')).toBe(false);
    expect(await has('m:C1:3.0')).toBe(true);
  });
}
