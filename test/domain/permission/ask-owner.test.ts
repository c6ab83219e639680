import { expect, test } from 'vitest';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import type { PolicySubject } from '../../../app/domain/permission/policy.ts';

const parsed = parsePolicy({
  roles: { lead: { people: ['U0ANA', 'U0CY'] } },
  grants: { 'cancel-any': 'lead', launch: 'lead' },
});
const policy = createFilePolicy(
  parsed.ok
    ? parsed.rules
    : expect.fail(`the policy of this test has problems: ${parsed.problems.join(' ')}`),
);
const person = {
  id: 'U0BO',
  teamId: 'T0',
  kind: 'member',
  isAdmin: false,
  deactivated: false,
} as const;
const asked = (verb: 'cancel-any' | 'launch', subject: PolicySubject): readonly string[] => {
  const decision = policy.permit({ person, verb, channel: 'C0', ...subject });
  return decision.allowed ? expect.fail('it is allowed') : decision.ask;
};

test('who may not cancel a job is told to ask its owner first, then the people of the roles', () => {
  expect(asked('cancel-any', { owner: 'U0DI' })).toEqual(['U0DI', 'U0ANA', 'U0CY']);
  expect(asked('cancel-any', { owner: 'U0CY' })).toEqual(['U0CY', 'U0ANA']);
  expect(asked('cancel-any', {})).toEqual(['U0ANA', 'U0CY']);
  expect(asked('launch', { owner: 'U0DI' })).toEqual(['U0ANA', 'U0CY']);
});
