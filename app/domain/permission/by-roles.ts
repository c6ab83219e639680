// Whether somebody has one of the roles that a rule names.

import type { Grounds, PolicyDecision, PolicyQuestion } from './policy.ts';
import type { GrantedVerb } from './policy-verb.ts';
import { membersRole, type PolicyRules, type Role, type Roles } from './policy-rules.ts';
import type { PolicyFactor } from './refusal.ts';

/** Whether the person has one of the roles. */
export function byRoles(
  { roles: all }: PolicyRules,
  question: PolicyQuestion,
  roles: Roles,
  verb: GrantedVerb | 'see-private',
  factor: PolicyFactor,
): PolicyDecision {
  const role = roles.find((name) => hasRole(question, name, all.get(name)));
  if (role !== undefined) return { allowed: true, because: groundsOf(role) };
  const { person } = question;
  if (person.kind !== 'member' && !isNamed(all, person.id)) {
    return refused({ kind: 'no-member', who: person.kind });
  }
  const named = roles.map((name) => all.get(name)).filter((one) => one !== undefined);
  const groups = new Set(named.flatMap((one) => one.groups));
  const unread = (question.groups?.unread ?? []).filter(({ group }) => groups.has(group));
  const unknown = roles.filter((name) => name !== membersRole && !all.has(name));
  const more = unknown.length === 0 ? {} : { unknown };
  return refused(
    { kind: 'not-granted', verb, factor, roles, ...more, unread },
    // To have somebody's job cancelled, ask them first.
    [
      ...(verb === 'cancel-any' && question.owner !== undefined ? [question.owner] : []),
      ...named.flatMap(({ people }) => people),
    ],
  );
}

/** Whether any role names somebody by id, as it must a guest for them to be anybody here. */
export function isNamed(all: PolicyRules['roles'], userId: string): boolean {
  return [...all.values()].some(({ people }) => people.includes(userId));
}

function hasRole({ person, groups }: PolicyQuestion, name: string, role: Role | undefined) {
  const isMember = person.kind === 'member';
  if (name === membersRole) return isMember;
  if (role === undefined) return false;
  if (role.people.includes(person.id)) return true;
  // A guest in a user group, or another workspace's admin, is not named by id.
  if (!isMember) return false;
  if (role.workspaceAdmins && person.isAdmin) return true;
  return role.groups.some((group) => groups?.in.includes(group) === true);
}

function groundsOf(role: string): Grounds {
  return role === membersRole ? { kind: 'full-member' } : { kind: 'role', role };
}

export function refused(
  why: Extract<PolicyDecision, { allowed: false }>['why'],
  ask: readonly string[] = [],
): PolicyDecision {
  return { allowed: false, why, ask: [...new Set(ask)] };
}
