import { describe, expect, test } from 'vitest';
import { createDefaultPolicy } from '../../../app/domain/permission/file-policy.ts';
import { verbForCancel, type Person } from '../../../app/domain/permission/policy.ts';
import { policyVerbs, type PolicyVerb } from '../../../app/domain/permission/policy-verb.ts';

const member: Person = {
  id: 'U1',
  teamId: 'T1',
  kind: 'member',
  isAdmin: false,
  deactivated: false,
};
const admin: Person = { ...member, id: 'U2', isAdmin: true };
const policy = createDefaultPolicy();
const permit = (person: Person, verb: PolicyVerb, owner?: string) =>
  policy.permit({ person, verb, channel: 'C1', owner });

describe('without a policy file', () => {
  test.each(policyVerbs)('%s', (verb) => {
    expect(permit(member, verb).allowed).toBe(['view', 'launch', 'cancel-own'].includes(verb));
    // An admin stops whatever costs money, and sees an outline of it; no more.
    expect(permit(admin, verb).allowed).toBe(verb !== 'see-private');
    // Being an administrator somewhere else, or having been one, gives nothing here.
    for (const kind of ['guest', 'bot', 'outsider'] as const) {
      expect(permit({ ...member, kind }, verb).allowed).toBe(false);
      expect(permit({ ...admin, kind }, verb).allowed).toBe(false);
    }
    expect(permit({ ...member, deactivated: true }, verb).allowed).toBe(false);
    expect(permit({ ...admin, deactivated: true }, verb).allowed).toBe(false);
  });

  test('a refusal says why, and names whom to ask', () => {
    expect(permit(member, verbForCancel(member, 'U9'), 'U9')).toEqual({
      allowed: false,
      why: { kind: 'no-permission', verb: 'cancel-any' },
      ask: ['U9'],
    });
    for (const verb of policyVerbs) {
      const decision = permit({ ...member, kind: 'guest' }, verb);
      expect(decision).toMatchObject({ why: { kind: 'no-member', who: 'guest' } });
    }
  });

  test('one’s own job is one’s own', () => {
    expect(verbForCancel(member, 'U1')).toBe('cancel-own');
    expect(verbForCancel(member, 'U2')).toBe('cancel-any');
    expect(verbForCancel(member, undefined)).toBe('cancel-any');
  });
});
