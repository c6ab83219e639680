// Which templates ask for roles that there are not: nobody has such a role.

import type { Template } from '../template/template.ts';
import { quote } from '../text/problem.ts';
import { membersRole, type PolicyRules } from './policy-rules.ts';

export type UnknownAccess = {
  readonly template: string;
  /** The roles that the policy in force doesn't know. */
  readonly roles: readonly string[];
};

/** Templates whose `access` names unknown roles; without a policy file, only full members are known. */
export function unknownAccess(
  roles: PolicyRules['roles'] | undefined,
  templates: readonly Pick<Template, 'name' | 'launchRoles'>[],
): readonly UnknownAccess[] {
  return templates.flatMap(({ name, launchRoles = [] }) => {
    const unknown = launchRoles.filter((one) => one !== membersRole && roles?.has(one) !== true);
    return unknown.length === 0 ? [] : [{ template: name, roles: unknown }];
  });
}

/** The same as sentences, for whoever reviews the file. */
export function sayUnknownAccess({ template, roles }: UnknownAccess): readonly string[] {
  return roles.map(
    (role) =>
      `The template ${quote(template)} asks for the role ${quote(role)}, which there is not: nobody has it.`,
  );
}
