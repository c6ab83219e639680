// What in a policy's approvals can't be meant: launches that wait for somebody, and nobody can be it.

import { formatPath, nameAll } from '../../text/problem.ts';
import { membersRole, type PolicyRules, type Roles, type TemplateRules } from '../policy-rules.ts';
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
  const alone = templates.flatMap((one) => sayAlone(rules, whoOf, one));
  const apart = named.flatMap((by) =>
    whoOf(by.roles) === 'nobody'
      ? [`\`${by.path}\` lets nobody through, so such a launch is refused.`]
      : [
          ...(grants.approve === undefined ? sayNotGranted(rules, by) : []),
          ...[...granted, ...inPlaces]
            .filter(({ roles }) => areApart(whoOf(roles), whoOf(by.roles)))
            .map((other) => sayApart(other, by)),
        ],
  );
  return [...apart, ...alone];
}

/** One person approves, and nobody else launches: what they launch nobody can approve. */
function sayAlone(
  { grants }: PolicyRules,
  whoOf: WhoOf,
  { pattern, launch, approve }: TemplateRules,
): readonly string[] {
  const approvers = approve && (approve.by ?? grants.approve);
  const launchers = launch ?? grants.launch;
  if (approvers === undefined || launchers === undefined) return [];
  const [who, whose] = [whoOf(approvers), whoOf(launchers)];
  if (typeof who === 'string' || typeof whose === 'string') return [];
  const [only] = who;
  if (only === undefined || who.size > 1 || whose.size > 1 || !whose.has(only)) return [];
  const path = formatPath(['templates', pattern, 'approve']);
  return [
    `\`${path}\`: only ${only} may launch and approve there, and nobody approves their own, so such a launch is refused: let somebody else approve, too.`,
  ];
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
