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
import type { Directory, WorkspaceAdmins } from '../ports/directory.ts';
import type { ApprovalDeps } from './approval-deps.ts';
import { barredFrom, permitApproval } from './may-approve.ts';

type Asked = Pick<Launch, 'template' | 'body' | 'estimate' | 'requester'>;

/** `roles`: who could, but for what rules them out. */
type FoundApprovers =
  | { readonly called: CalledApprovers }
  | { readonly nobody: true; readonly roles: Roles }
  | { readonly later: true; readonly why: string };

/** Each is looked up in Slack; of the others, the rules decide when they press. */
const mostLookedUp = 20;
/** Of a large workspace's admins, so many are called: the others may approve as well. */
const mostAdmins = 20;
const groupsFreshMs = 60_000;

/** The people of one list of roles. `members`: everybody. `admins`: workspace admins as well. */
type People = {
  readonly ids: ReadonlySet<string>;
  readonly admins: boolean;
  readonly members: boolean;
  readonly groups: readonly string[];
};

/** Whom to call for an approval. Members can't be called, and count as somebody; so do unread admins. */
export async function findApprovers(
  deps: ApprovalDeps,
  launch: Asked,
  need: ApprovalNeed,
): Promise<FoundApprovers> {
  const { directory, policy } = deps;
  const { channel } = launch.requester;
  const lists = listsFor(policy.rules, channel, need);
  const groups = await readGroups(directory, policy.rules, lists);
  const all = lists.map((roles) => peopleIn(policy.rules, roles, groups.members));
  const members = all.every((one) => one.members);
  // A role of each list is needed: who isn't named counts only if every list lets them in.
  const admins = all.every((one) => one.admins || one.members);
  const listed = all.some((one) => one.admins) ? await directory.admins() : { people: [] };
  const { named, unnamed } = candidatesIn(all, listed, await barredFrom(deps, launch));
  const candidates = [...named, ...unnamed.slice(0, mostAdmins)];
  const people = await withoutRefused(deps, candidates, launch, need);
  if (people.length === 0 && !members && !(admins && 'why' in listed)) {
    return groups.passing === undefined
      ? { nobody: true, roles: rolesInAll(lists) }
      : { later: true, why: groups.passing };
  }
  const called = [...new Set(all.flatMap((one) => one.groups))].filter((group) =>
    all.every((one) => one.members || one.groups.includes(group)),
  );
  const inGroups = new Set(called.flatMap((group) => groups.members.get(group) ?? []));
  const unread = 'why' in listed && !members ? { adminsUnread: listed.why } : {};
  const ofAdmins = 'why' in listed ? unread : { allAdmins: unnamed.length <= mostAdmins };
  return {
    called: {
      people: [...people],
      groups: called,
      admins,
      members,
      grouped: people.filter((id) => inGroups.has(id)),
      ...(admins ? ofAdmins : {}),
    },
  };
}

/** Who is in a role of each list: named by it, or only as a workspace admin. */
function candidatesIn(
  all: readonly People[],
  listed: WorkspaceAdmins,
  barred: readonly string[],
): { readonly named: readonly string[]; readonly unnamed: readonly string[] } {
  const isAdmin = (id: string) => 'why' in listed || listed.people.includes(id);
  const mayBe = (id: string): boolean =>
    !barred.includes(id) &&
    all.every((one) => one.members || one.ids.has(id) || (one.admins && isAdmin(id)));
  const named = new Set(all.flatMap(({ ids }) => [...ids]).filter(mayBe));
  const others = 'why' in listed ? [] : listed.people.filter(mayBe);
  return { named: [...named], unnamed: others.filter((id) => !named.has(id)) };
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
