import { expect, test } from 'vitest';
import type { Bench } from '../harness.ts';

export function replicasContract(bench: () => Bench): void {
  const report = (id: string) => bench().tx(({ replicas }) => replicas.report(id));
  const since = (time: number) => bench().tx(({ replicas }) => replicas.since(time));

  test('report the policy in force, and count for a time', async () => {
    const begin = bench().now();
    bench().policy.hash = 'aaa';
    await report('a:1');
    bench().policy.hash = undefined;
    bench().pass(10);
    await report('b:1');
    expect(await since(begin)).toEqual([{ id: 'a:1', policy: 'aaa' }, { id: 'b:1' }]);
    expect(await since(begin + 1)).toEqual([{ id: 'b:1' }]);
    bench().policy.hash = 'bbb';
    await report('a:1');
    expect(await since(begin + 1)).toEqual([{ id: 'a:1', policy: 'bbb' }, { id: 'b:1' }]);
  });

  test('are forgotten a day after their last report', async () => {
    const begin = bench().now();
    await report('a:1');
    bench().pass(86_400_001);
    await report('b:1');
    expect(await since(begin)).toEqual([{ id: 'b:1' }]);
  });

  test('leave, and are cleared', async () => {
    const begin = bench().now();
    for (const id of ['a:1', 'b:1', 'c:1']) await report(id);
    await bench().tx(({ replicas }) => replicas.leave('b:1'));
    expect(await since(begin)).toEqual([{ id: 'a:1' }, { id: 'c:1' }]);
    await bench().tx(({ replicas }) => replicas.clear());
    expect(await since(begin)).toEqual([]);
  });
}
