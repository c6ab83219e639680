// Who can be asked to approve a launch, and whether there is anybody.

import type { ApprovalNeed } from '../../domain/approval/approval-need.ts';
import type { CalledApprovers } from '../../domain/approval/approval.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import {
  membersRole,
  rulesOfChannel,
  type PolicyRules,
  type Roles,
} from '../../domain/permission/policy-rules.ts';
import type { Directory } from '../ports/slack.ts';
import type { ApprovalDeps } from './approval-deps.ts';
import { barredFrom, permitApproval } from './may-approve.ts';

type Asked = Pick<Launch, 'template' | 'body' | 'estimate' | 'requester'>;

/** `roles`: who could, but for what rules them out. */
export type FoundApprovers =
  | { readonly called: CalledApprovers }
  | { readonly nobody: true; readonly roles: Roles }
  | { readonly later: true; readonly why: string };

/** Each is looked up in Slack; of the others, the rules decide when they press. */
const mostLookedUp = 20;
const groupsFreshMs = 60_000;

/** The people of one list of roles. `open`: also people who can't be listed. */
type People = {
  readonly ids: ReadonlySet<string>;
  readonly admins: boolean;
  readonly members: boolean;
  readonly groups: readonly string[];
};

/** Whom to call for an approval. Workspace admins and members can't be listed, and count as somebody. */
export async function findApprovers(
  deps: ApprovalDeps,
  launch: Asked,
  need: ApprovalNeed,
): Promise<FoundApprovers> {
  const { rules } = deps.policy;
  const lists = listsFor(rules, launch.requester.channel, need);
  const groups = await readGroups(deps.directory, rules, lists);
  const all = lists.map((roles) => peopleIn(rules, roles, groups.members));
  // A role of each list is needed: who can't be listed counts only if every list lets them in.
  const isOpen = ({ admins, members }: People) => admins || members;
  const admins = all.every(isOpen);
  const members = all.every((one) => one.members);
  const groupsIn = ({ members: open, groups: some }: People, group: string) =>
    open || some.includes(group);
  const barred = await barredFrom(deps, launch);
  const named = new Set(all.flatMap(({ ids }) => [...ids]));
  const candidates = [...named].filter(
    (id) => !barred.includes(id) && all.every((one) => isOpen(one) || one.ids.has(id)),
  );
  const people = await withoutRefused(deps, candidates, launch, need);
  if (people.length === 0 && !admins) {
    return groups.passing === undefined
      ? { nobody: true, roles: rolesInAll(lists) }
      : { later: true, why: groups.passing };
  }
  return {
    called: {
      people: [...people],
      groups: [...new Set(all.flatMap((one) => one.groups))].filter((group) =>
        all.every((one) => groupsIn(one, group)),
      ),
      admins,
      members,
    },
  };
}

/** The roles that are enough for each list; if there is none, those of the last and narrowest one. */
function rolesInAll(lists: readonly Roles[]): Roles {
  const named = [...new Set(lists.flat())].filter((role) => role !== adminsAlone);
  const enough = named.filter((role) => lists.every((roles) => roles.includes(role)));
  return enough.length > 0 ? enough : (lists.at(-1)?.filter((role) => role !== adminsAlone) ?? []);
}

/** An approver is in one role of each of these. Without a grant, workspace admins approve. */
function listsFor(rules: PolicyRules, channel: string, { by }: ApprovalNeed): readonly Roles[] {
  const there = rulesOfChannel(rules, channel)?.grants.approve;
  return [rules.grants.approve ?? [adminsAlone], ...(there === undefined ? [] : [there]), ...by];
}

/** No role has a capital letter. */
const adminsAlone = 'ADMINS';

function peopleIn(
  { roles: all }: PolicyRules,
  roles: Roles,
  membersOf: ReadonlyMap<string, readonly string[]>,
): People {
  const named = roles.flatMap((name) => all.get(name) ?? []);
  const groups = [...new Set(named.flatMap((one) => one.groups))];
  return {
    ids: new Set([
      ...named.flatMap(({ people }) => people),
      ...groups.flatMap((group) => membersOf.get(group) ?? []),
    ]),
    admins: roles.includes(adminsAlone) || named.some(({ workspaceAdmins }) => workspaceAdmins),
    members: roles.includes(membersRole),
    groups,
  };
}

/** `passing`: why a group can't be read just now; one that can't be read for good has nobody. */
async function readGroups(
  directory: Directory,
  { roles: all }: PolicyRules,
  lists: readonly Roles[],
): Promise<{
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly passing?: string | undefined;
}> {
  const named = lists.flat().flatMap((name) => all.get(name)?.groups ?? []);
  const members = new Map<string, readonly string[]>();
  let passing: string | undefined;
  for (const group of new Set(named)) {
    const read = await directory.membersOf(group, groupsFreshMs);
    if ('people' in read) members.set(group, read.people);
    else if (read.passing) passing ??= read.why;
  }
  return { members, passing };
}

/** Without those whom the policy refuses for sure, such as guests and deactivated accounts. */
async function withoutRefused(
  deps: ApprovalDeps,
  candidates: readonly string[],
  launch: Asked,
  need: ApprovalNeed,
): Promise<readonly string[]> {
  const { teamId, channel } = launch.requester;
  const looked = await Promise.all(
    candidates.slice(0, mostLookedUp).map(async (userId) => {
      const decision = await permitApproval(deps, { userId, teamId, channel }, launch, need);
      return 'later' in decision || decision.allowed ? [userId] : [];
    }),
  );
  return [...looked.flat(), ...candidates.slice(mostLookedUp)];
}
