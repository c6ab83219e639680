// Who can have a role by a policy file alone: Slack tells who is in a group or a workspace admin.

import { membersRole, type PolicyRules, type Role, type Roles } from '../policy-rules.ts';

/** The people who can have a role, if nobody else can. */
export type Who = 'nobody' | 'many' | ReadonlySet<string>;

export type WhoOf = (roles: Roles) => Who;

/** Each role and list is looked at once: a file may name a large role in thousands of channels. */
export function createWhoOf(all: PolicyRules['roles']): WhoOf {
  const inRoles = new Map([...all].map(([name, role]) => [name, peopleIn(role)]));
  const inLists = new Map<Roles, Who>();
  const find = (roles: Roles): Who => {
    if (roles.includes(membersRole)) return 'many';
    const named = roles.flatMap((name) => inRoles.get(name) ?? []);
    const [only] = named;
    return only !== undefined && named.length === 1 ? only : together(named);
  };
  return (roles) => {
    const who = inLists.get(roles) ?? find(roles);
    inLists.set(roles, who);
    return who;
  };
}

function peopleIn({ people, groups, workspaceAdmins }: Role): Who {
  if (groups.length > 0 || workspaceAdmins) return 'many';
  return people.length === 0 ? 'nobody' : new Set(people);
}

function together(all: readonly Who[]): Who {
  if (all.includes('many')) return 'many';
  const people = new Set(all.flatMap((one) => (typeof one === 'string' ? [] : [...one])));
  return people.size === 0 ? 'nobody' : people;
}

/** Whether somebody is in both. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  for (const id of fewer) if (more.has(id)) return true;
  return false;
}

/** Whether nobody can be in both, as far as the file tells. */
export function areApart(one: Who, other: Who): boolean {
  return typeof one !== 'string' && typeof other !== 'string' && !share(one, other);
}
