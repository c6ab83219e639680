import { expect, test } from 'vitest';
import type { PolicyView } from '../../../app/domain/answer/policy-view.ts';
import { policyLines } from '../../../blocks/answer/policy.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';

const view: PolicyView = {
  policy: { kind: 'default' },
  permissions: [
    {
      verb: 'approve',
      verdict: { allowed: false, why: { kind: 'no-permission', verb: 'approve' }, ask: [] },
    },
  ],
  limited: [],
  moreLimited: 0,
  roles: [],
  unread: [],
};
const said = (more: Partial<PolicyView>) =>
  plainText(policyLines({ ...view, ...more }, { now: 0, command: '/job', token: 't' }))
    .replaceAll('\u2060', '')
    .split('\n');

test('which launches take an approval is said, above what, and of whom', () => {
  const usd = (dollars: number) => BigInt(dollars) * 1_000_000_000n;
  const lines = said({
    approvals: [
      { pattern: 'llama-*', by: ['lead', 'ops'], above: { total: usd(200), perHour: usd(30) } },
      { pattern: 'serve-*', above: { perHour: usd(5) } },
      { pattern: 'tune', by: ['members'] },
      { pattern: 'locked', by: [] },
    ],
    moreApprovals: 2,
  });
  expect(lines.slice(2)).toEqual([
    '🚫 No · approve launches · only workspace admins',
    'Approvals · these launches wait until somebody else approves them',
    'llama-* · above $200.00 in all or $30.00 an hour · by the roles lead and ops',
    'serve-* · above $5.00 an hour',
    'tune · each launch · by full members',
    'locked · each launch · by nobody',
    '… and 2 more',
  ]);
});

test('of a policy without approvals, nothing is said of them', () => {
  expect(said({ approvals: [], moreApprovals: 0 }).join()).not.toContain('Approvals');
  expect(said({}).join()).not.toContain('Approvals');
});
