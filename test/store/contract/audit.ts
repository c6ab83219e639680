import { describe, expect, test } from 'vitest';
import type { AuditEntry, AuditQuery } from '../../../app/usecase/ports/store/audit.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

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

  test('says all that there is to say', async () => {
    const full: AuditEntry = {
      ...entry,
      surface: 'slash',
      job: 'h1',
      template: 'resnet',
      verdict: 'allowed',
      rule: 'role:lead',
      reason: 'a rehearsal',
      specHash: 'f'.repeat(64),
    };
    await bench().tx(({ audit }) => audit.begin(full));
    expect(await byKey()).toEqual({ ...full, at: noon });
  });

  test('secrets are hidden in a reason, a detail, the words typed and the outcome', async () => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const words = `it uses ${secret}`;
    const shown = { subject: words, reason: words, detail: { note: words, deep: [words] } };
    await bench().tx(async ({ audit }) => {
      await audit.begin({ ...entry, ...shown });
      await audit.complete(entry.key, words);
    });
    const stored = JSON.stringify(await byKey());
    expect(stored).not.toContain(secret);
    expect(stored.split('[redacted]')).toHaveLength(6);
  });

  describe('pages', () => {
    const add = async (key: string, changes: Partial<AuditEntry> = {}) =>
      bench().tx(({ audit }) => audit.begin({ ...entry, ...changes, key }));
    const page = (query: Partial<AuditQuery> = {}) =>
      bench().tx(({ audit }) => audit.page({ since: 0, limit: 3, ...query }));
    const keys = async (query: Partial<AuditQuery> = {}) =>
      (await page(query)).rows.map(({ key }) => key);

    test('follow one another both ways, also through rows of one moment', async () => {
      for (const key of ['a', 'b', 'c', 'd']) await add(key);
      bench().pass(1);
      for (const key of ['e', 'f', 'g']) await add(key);
      const first = await page();
      expect(first.rows.map(({ key }) => key)).toEqual(['g', 'f', 'e']);
      expect(first.more).toBe(true);
      const second = await page({ turn: { to: 'older', at: noon + 1, key: 'e' } });
      expect(second.rows.map(({ key }) => key)).toEqual(['d', 'c', 'b']);
      const third = await page({ turn: { to: 'older', at: noon, key: 'b' } });
      expect(third).toMatchObject({ rows: [{ key: 'a' }], more: false });
      const back = await page({ turn: { to: 'newer', at: noon, key: 'b' } });
      expect(back.rows.map(({ key }) => key)).toEqual(['e', 'd', 'c']);
      expect(back.more).toBe(true);
    });

    test('have what was asked for: by person, job, template and time', async () => {
      await add('a', { actor: 'U1', job: 'h1', template: 'Resnet' });
      bench().pass(1);
      await add('b', { actor: 'U2', job: 'h1', template: 'other' });
      bench().pass(1);
      await add('c', { actor: 'U2' });
      expect(await keys({ actor: 'U2' })).toEqual(['c', 'b']);
      expect(await keys({ job: 'h1' })).toEqual(['b', 'a']);
      expect(await keys({ template: 'resnet' })).toEqual(['a']);
      expect(await keys({ since: noon + 1 })).toEqual(['c', 'b']);
      expect(await keys({ since: noon + 1, until: noon + 2 })).toEqual(['b']);
    });

    test('show to one person their own acts, and those on jobs that they see', async () => {
      await bench().tx(async (tx) => {
        const at = (channel: string, userId: string) => ({
          requester: { userId, teamId: 'T1', channel },
        });
        await tx.launches.insert(aLaunch('1', { ...at('C1', 'U9'), state: 'bound' }), undefined);
        await tx.launches.insert(aLaunch('2', { ...at('C2', 'U9'), state: 'bound' }), undefined);
        await tx.launches.insert(aLaunch('3', { ...at('C1', 'U9'), state: 'refused' }), undefined);
        await tx.launches.insert(aLaunch('4', { ...at('C2', 'U1'), state: 'bound' }), undefined);
      });
      await add('theirs-nowhere', { actor: 'U1', job: undefined });
      await add('theirs-hidden', { actor: 'U1', job: 'h2' });
      await add('seen', { actor: 'U9', job: 'h1' });
      await add('hidden', { actor: 'U9', job: 'h2' });
      await add('refused', { actor: 'U9', job: 'h3' });
      await add('on-theirs', { actor: 'U9', job: 'h4' });
      await add('without-job', { actor: 'U9', job: undefined });
      await add('of-no-launch', { actor: 'U9', job: 'h5' });
      const seenBy = { userId: 'U1', channels: ['C1'] };
      expect((await keys({ seenBy, limit: 9 })).sort()).toEqual([
        'on-theirs',
        'seen',
        'theirs-hidden',
        'theirs-nowhere',
      ]);
      expect((await keys({ limit: 9 })).length).toBe(8);
    });
  });
}
