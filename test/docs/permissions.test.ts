// Keeps docs/permissions.md true: its example is a policy without a warning, and it names every key.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../app/domain/permission/read/parse-policy.ts';
import { grantedVerbs } from '../../app/domain/permission/policy-verb.ts';
import { largestPolicy } from '../../app/policy/read-policy.ts';
import { templateText } from '../../app/templates/text.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/permissions.md'), 'utf8');
const example = /```yaml\n([^]*?)```/.exec(text)?.[1] ?? '';

test('the example is a policy, without a warning, that uses each part', () => {
  const parsed = templateText.policy(example);
  expect(parsed).toMatchObject({ ok: true, warnings: [] });
  if (!parsed.ok) return;
  const { roles, grants, channels, otherChannels, templates, seePrivate, limits } = parsed.rules;
  expect([...roles.keys()]).toEqual(['lead', 'operator']);
  expect(grants.template).toEqual(['lead']);
  expect(channels.get('C0PROD')?.templates).toEqual(['serve-*']);
  expect(otherChannels?.grants.launch).toEqual(['members']);
  const above = { total: 200_000_000_000n, perHour: 30_000_000_000n };
  const approve = { by: ['operator'], above, expiresMs: 8 * 3_600_000 };
  expect(templates).toEqual([{ pattern: 'llama-tune', launch: ['lead'], approve }]);
  expect(seePrivate).toEqual(['operator']);
  expect(limits).toMatchObject({ maxDurationMs: 86_400_000, unknown: 'refuse' });
  expect(limits?.budgets.map(({ of }) => of.kind)).toEqual(['person', 'label']);
});

test('the table has every permission, and no other', () => {
  const rows = [...text.matchAll(/^\| `([a-z-]+)` /gm)].map(([, verb]) => verb);
  expect(rows).toEqual([...grantedVerbs]);
});

test('what it says is not enforced yet is refused by name', () => {
  const told = /\*\*Not enforced yet,\*\*([^]*?)\. /.exec(text)?.[1] ?? '';
  const keys = [...told.matchAll(/`(\w+)`/g)].flatMap(([, key]) => key ?? []);
  expect(keys).toEqual(['extend']);
  for (const key of keys) {
    const parsed = parsePolicy({ grants: { [key]: [] } });
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      expect.stringContaining('is not enforced yet: remove it'),
    ]);
  }
});

test('it says how large a file may be', () => {
  expect(text).toContain(`${largestPolicy / 1_000} kB`);
});

test('README leads to it', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('(docs/permissions.md)');
});
