import { expect, test } from 'vitest';
import type { Refusal } from '../../../app/domain/permission/refusal.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { locksOf } from '../lock-samples.ts';
import { context } from '../samples.ts';

const refused = (why: Refusal, ...ask: readonly string[]): string =>
  renderAnswer({ kind: 'refused', act: 'launch', why, ask }, context).text;

const byRoles = (
  roles: readonly string[],
  verb: 'launch' | 'view' = 'launch',
  unknown?: readonly string[],
): Refusal => ({
  kind: 'not-granted',
  verb,
  factor: { kind: 'grants' },
  roles,
  unknown,
  unread: [],
});

test('a refusal says whom to ask', () => {
  expect(refused(byRoles(['lead']), 'U0ANA', 'U0BO')).toBe(
    'Only the role lead can launch jobs. Ask <@U0ANA> or <@U0BO>.',
  );
});

test('where a role names nobody by id, it says where to see who has it', () => {
  expect(refused(byRoles(['operator']))).toBe(
    'Only the role operator can launch jobs. /job policy shows who that is.',
  );
  expect(refused(byRoles(['members', 'operator']))).toMatch(/\/job policy shows who that is\.$/);
});

test('a role that the policy doesn’t name is said to be nobody’s', () => {
  expect(refused(byRoles(['leed'], 'launch', ['leed']))).toBe(
    'Only the role leed can launch jobs. Nobody has the role leed: the policy doesn’t name it.',
  );
});

test('it doesn’t where that would help nobody', () => {
  expect(refused(byRoles(['members']))).toBe('Only full members can launch jobs.');
  expect(refused(byRoles([]))).not.toContain('/job');
  expect(refused(byRoles(['operator'], 'view'))).not.toContain('/job');
  expect(refused({ kind: 'nobody-may' })).not.toContain('/job');
});

test('an approval that a lock refuses says that the launch still waits', () => {
  const [lock] = locksOf('the data moves');
  const why = { kind: 'locked', lock } as const;
  const answer = (act: 'approve' | 'launch') =>
    renderAnswer({ kind: 'refused', act, why, ask: [] }, context).text;
  const waits = /\nThe launch still waits: approve it once the lock is off\.$/;
  expect(answer('approve')).toMatch(waits);
  expect(answer('launch')).not.toMatch(waits);
});
