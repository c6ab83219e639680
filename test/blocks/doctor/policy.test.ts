import { expect, test } from 'vitest';
import type { PolicyFinding } from '../../../app/domain/doctor/policy-check.ts';
import { policyParts } from '../../../blocks/doctor/policy.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';

/** Without the joiners that keep plain text from being read as markup. */
const said = (finding: PolicyFinding) => plainText([policyParts(finding)]).replaceAll('\u2060', '');
const hash = 'c0ffee123456';
const none = { items: [], unseen: 0 };

test('which decides, and since when', () => {
  const since = Date.UTC(2026, 10, 24, 12);
  expect(said({ about: 'policy', file: { name: 'policy.yml', hash, since } })).toMatch(
    /^Policy: policy\.yml \(c0ffee123456\) decides, since .*12:00.*\.$/,
  );
});

test('that it is broken now, with the first problems, and how many more', () => {
  const items = ['`grants.lunch` is not a permission.', 'Two.', 'Three.', 'Four.', 'Five.'];
  expect(
    said({ about: 'policy-refused', name: 'p.yml', hash, problems: { items, unseen: 1 } }),
  ).toBe(
    'Policy: p.yml can’t be used as it is now, so its last good text (c0ffee123456) decides. grants.lunch is not a permission. Two. Three. Not named here: 2 more, 1 about channels that you are not in; the log has them. Once the file is mended it counts by itself.',
  );
});

test('rules that let nobody through', () => {
  const items = ['`roles.none` has nobody in it.'];
  expect(said({ about: 'policy-warnings', warnings: { items, unseen: 0 } })).toBe(
    'Policy: roles.none has nobody in it. Mend the policy file.',
  );
});

test('templates that there are not, and what may be meant', () => {
  const items = [
    { path: ['templates', 'helo'], pattern: 'helo', near: 'hello' },
    { path: ['channels', 'C0PROD', 'templates', 0], pattern: 'srv-*', channel: 'C0PROD' },
  ];
  expect(said({ about: 'policy-templates', missing: { items, unseen: 0 } })).toBe(
    'Policy: it names templates that there are not: helo (did you mean hello?), srv-* for <#C0PROD>. Correct the names in its file, or add the templates.',
  );
  expect(said({ about: 'policy-templates', missing: { ...none, unseen: 2 } })).toBe(
    'Policy: it names templates that there are not. Not named here: 2 about channels that you are not in; the log has them. Correct the names in its file, or add the templates.',
  );
});

test.each([
  ['missing_scope', false, /usergroups:read.*reinstall the app\.$/],
  ['plan_upgrade_required', false, /paid plans only/],
  ['no_such_subteam', false, /There is no such group/],
  ['fatal_error', false, /Name people by id/],
  ['timeout', true, /Ask again in a minute\.$/],
])('user groups that can’t be read: %s', (why, passing, remedy) => {
  const groups = ['S0A', 'S0B', 'S0C', 'S0D'];
  const text = said({ about: 'policy-groups', groups, why, passing });
  expect(text).toMatch(/^Policy: the user groups S0A, S0B, S0C and 1 more can’t be read/);
  expect(text).toContain(`: ${why}. `);
  expect(text).toMatch(remedy);
});

test('templates for roles that there are not', () => {
  const one = { template: 'llama', roles: ['leed', 'op'] };
  expect(said({ about: 'policy-access', access: [one] })).toBe(
    'Templates: llama is for leed, op. The policy has no such role, so nobody has it: add it to the policy file, or correct access in the template.',
  );
  expect(said({ about: 'policy-access', access: Array.from({ length: 9 }, () => one) })).toContain(
    'llama is for leed, op and 6 more. The policy has no such role',
  );
  expect(said({ about: 'policy-access', access: [{ ...one, verb: 'approve' }] })).toContain(
    'Templates: llama takes an approval by leed, op. The policy has no such role',
  );
});

test('replicas that go by another policy', () => {
  const others = [{ id: 'pod-a:1', policy: 'c0ffee' }, { id: 'pod-b:1' }];
  expect(said({ about: 'policy-replicas', others })).toBe(
    'Policy: not all replicas go by the same one. pod-a:1 goes by c0ffee, pod-b:1 goes by no file. Give all of them the same file.',
  );
});
