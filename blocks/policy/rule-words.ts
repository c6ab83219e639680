// The words for rules of permission: what may be done, where, and by whom.

import type { UnreadGroup } from '../../app/domain/permission/group-facts.ts';
import type { Grounds } from '../../app/domain/permission/policy.ts';
import { membersRole } from '../../app/domain/permission/policy-rules.ts';
import type { GrantedVerb } from '../../app/domain/permission/policy-verb.ts';
import type { PolicyFactor } from '../../app/domain/permission/refusal.ts';
import { code, foreign, listed, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { eachName } from '../kit/phrases.ts';

/** What a permission of the policy file lets people do, to follow "can". */
export const acts: Readonly<Record<GrantedVerb | 'see-private', string>> = {
  view: 'see jobs and templates',
  launch: 'launch jobs',
  'cancel-own': 'cancel their own jobs',
  'cancel-any': 'cancel other people’s jobs',
  template: 'change templates or launch from a job’s spec',
  approve: 'approve launches',
  lock: 'lock launches, or take off a lock that somebody else set',
  admin: 'see every job in outline',
  'see-private': 'see jobs of private channels that they aren’t in',
};

/** Where a rule of the policy file counts, to follow what it is about. */
export function whereOf(factor: PolicyFactor): Sentence {
  switch (factor.kind) {
    case 'grants':
    case 'private':
      return [];
    case 'channel':
      return factor.here ? sentence` in this channel` : sentence` in this job’s channel`;
    case 'template':
      return sentence` from ${foreign(factor.template)}`;
  }
}

/** `full members and the roles lead and operator`. `members` is a role's name only in the file. */
export function whoHas(roles: readonly string[]): Sentence {
  const named = roles.filter((role) => role !== membersRole).map(code);
  const inRoles = sentence`the ${named.length === 1 ? 'role' : 'roles'} ${listed(named)}`;
  return listed([
    ...(roles.includes(membersRole) ? [sentence`full members`] : []),
    ...(named.length === 0 ? [] : [inRoles]),
  ]);
}

/** What lets somebody do something, to follow "as". */
export function sayGrounds(grounds: Grounds): Sentence {
  switch (grounds.kind) {
    case 'workspace-admin':
      return sentence`a workspace admin`;
    case 'full-member':
      return sentence`a full member`;
    case 'role':
      return sentence`${code(grounds.role)}`;
  }
}

/** A user group that Slack doesn't show, which is why somebody may lack a role. */
export function sayUnread({ group, why }: Pick<UnreadGroup, 'group' | 'why'>): Sentence {
  return sentence`I can’t read the user group ${code(group)} (${foreign(why)}), so nobody has a role through it.`;
}

/** More would hide what to do. */
const mostNamed = 6;

/** The templates that a channel takes: `only serve-* and eval`. */
export function takenHere(templates: readonly string[]): Sentence {
  if (templates.length === 0) return sentence`no templates`;
  const more = templates.length - mostNamed;
  if (more <= 0) return sentence`only ${eachName(templates)}`;
  return sentence`only ${listed([...templates.slice(0, mostNamed).map(code), sentence`${more} more`])}`;
}
