import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../app/usecase/ports/store/audit.ts';
import type { Bench } from '../harness.ts';
import { noon } from '../samples.ts';

const entry: AuditEntry = {
  key: 'request-1',
  actor: 'U1',
  verb: 'launch',
  subject: 'h1',
  channel: 'C1',
  detail: { template: { name: 'x' }, reason: null },
};

export function auditContract(bench: () => Bench): void {
  const byKey = () => bench().tx(({ audit }) => audit.byKey('request-1'));

  test('is begun before the act and completed after it, once', async () => {
    await bench().tx(({ audit }) => audit.begin(entry));
    expect(await byKey()).toEqual({ ...entry, at: noon });
    bench().pass(5);
    await bench().tx(({ audit }) => audit.complete('request-1', 'created'));
    bench().pass(5);
    await bench().tx(({ audit }) => audit.complete('request-1', 'something else'));
    expect(await byKey()).toEqual({
      ...entry,
      at: noon,
      outcome: 'created',
      completedAt: noon + 5,
    });
  });

  test('names the policy that was in force when the act began', async () => {
    bench().policy.hash = 'aaaaaaaaaaaa';
    await bench().tx(({ audit }) => audit.begin(entry));
    bench().policy.hash = 'bbbbbbbbbbbb';
    await bench().tx(({ audit }) => audit.complete('request-1', 'created'));
    expect(await byKey()).toMatchObject({ policy: 'aaaaaaaaaaaa', outcome: 'created' });
  });

  test('the same act again writes nothing new', async () => {
    await bench().tx(({ audit }) => audit.begin(entry));
    await bench().tx(({ audit }) => audit.begin({ ...entry, actor: 'U2' }));
    expect((await byKey())?.actor).toBe('U1');
  });

  test('what was never begun has no row', async () => {
    await bench().tx(({ audit }) => audit.complete('request-1', 'created'));
    expect(await byKey()).toBeUndefined();
  });
}
