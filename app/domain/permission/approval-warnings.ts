// What in a policy's approvals can't be meant: launches that wait for somebody, and nobody can be it.

import { formatPath, nameAll } from '../text/problem.ts';
import { membersRole, type PolicyRules, type Roles } from './policy-rules.ts';
import { areApart, type WhoOf } from './role-people.ts';

type Approvers = {
  readonly path: string;
  readonly roles: Roles;
  /** They count in one channel. */
  readonly there?: boolean;
};

/** Warnings about who approves, as whole sentences with paths. */
export function approvalWarnings(rules: PolicyRules, whoOf: WhoOf): readonly string[] {
  const { grants, channels, otherChannels, templates } = rules;
  const named = templates.flatMap(({ pattern, approve }): readonly Approvers[] => {
    const path = formatPath(['templates', pattern, 'approve', 'by']);
    return approve?.by === undefined ? [] : [{ path, roles: approve.by }];
  });
  const places = [...channels, ...(otherChannels ? [['default', otherChannels] as const] : [])];
  const inPlaces = places.flatMap(([id, one]): readonly Approvers[] => {
    const path = formatPath(['channels', id, 'approve']);
    return one.grants.approve === undefined
      ? []
      : [{ path, roles: one.grants.approve, there: true }];
  });
  const granted: readonly Approvers[] =
    grants.approve === undefined ? [] : [{ path: 'grants.approve', roles: grants.approve }];
  return named.flatMap((by) =>
    whoOf(by.roles) === 'nobody'
      ? [`\`${by.path}\` lets nobody through, so such a launch is refused.`]
      : [
          ...(grants.approve === undefined ? sayNotGranted(rules, by) : []),
          ...[...granted, ...inPlaces]
            .filter(({ roles }) => areApart(whoOf(roles), whoOf(by.roles)))
            .map((other) => sayApart(other, by)),
        ],
  );
}

/** Without the grant, workspace admins approve, and these roles are not said to have any. */
function sayNotGranted({ roles: all }: PolicyRules, { path, roles }: Approvers): readonly string[] {
  const mayHaveAdmins = roles.some(
    (name) => name === membersRole || all.get(name)?.workspaceAdmins === true,
  );
  if (mayHaveAdmins) return [];
  return [
    `\`grants.approve\` is missing, so only workspace admins may approve, and \`${path}\` (${nameAll(roles)}) asks for others: grant \`approve\` to them, too.`,
  ];
}

function sayApart(general: Approvers, by: Approvers): string {
  return `Nobody is in a role of both \`${general.path}\` (${nameAll(general.roles)}) and \`${by.path}\` (${nameAll(by.roles)}), so nobody could approve such a launch${general.there === true ? ' there' : ''}, and it is refused.`;
}
