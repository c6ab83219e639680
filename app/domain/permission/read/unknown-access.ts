// Which templates ask for roles that there are not: nobody has such a role.

import type { Template } from '../../template/template.ts';
import { quote } from '../../text/problem.ts';
import { membersRole, type PolicyRules } from '../policy-rules.ts';

export type UnknownAccess = {
  readonly template: string;
  /** Whether they are asked for to approve its launches; left out: to launch it. */
  readonly verb?: 'approve';
  /** The roles that the policy in force doesn't know. */
  readonly roles: readonly string[];
};

/** Templates whose `access` names unknown roles; without a policy file, only full members are known. */
export function unknownAccess(
  roles: PolicyRules['roles'] | undefined,
  templates: readonly Pick<Template, 'name' | 'launchRoles' | 'approval'>[],
): readonly UnknownAccess[] {
  const unknownOf = (named: readonly string[] = []) =>
    named.filter((one) => one !== membersRole && roles?.has(one) !== true);
  return templates.flatMap(({ name: template, launchRoles, approval }) =>
    [
      { template, roles: unknownOf(launchRoles) },
      { template, verb: 'approve', roles: unknownOf(approval?.by) } as const,
    ].filter((one) => one.roles.length > 0),
  );
}

/** The same as sentences, for whoever reviews the file. */
export function sayUnknownAccess({ template, verb, roles }: UnknownAccess): readonly string[] {
  const whose = verb === 'approve' ? ' of its approvers' : '';
  return roles.map(
    (role) =>
      `The template ${quote(template)} asks for the role ${quote(role)}${whose}, which there is not: nobody has it.`,
  );
}
