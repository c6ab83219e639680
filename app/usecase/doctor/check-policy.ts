// What `doctor` says of the policy. Rules of channels that a person isn't in are only counted.

import {
  channelsNamed,
  type OtherPolicy,
  type PolicyCheck,
} from '../../domain/doctor/policy-check.ts';
import type { Some } from '../../domain/doctor/some.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { missingTemplates } from '../../domain/permission/read/missing-templates.ts';
import { unknownAccess } from '../../domain/permission/read/unknown-access.ts';
import type { PolicyInForce } from '../../domain/permission/policy-in-force.ts';
import type { Template } from '../../domain/template/template.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { noAnswer, orAfterPatience } from '../job/patience.ts';

export type CheckPolicyDeps = DecideDeps & {
  readonly policyInForce: () => PolicyInForce;
  readonly pause: (ms: number) => Promise<void>;
};

/** As fresh as doctor needs it: somebody may just have added a scope. */
const groupsFreshMs = 60_000;

/** `names`: of those that are broken, too. */
type KnownTemplates = { readonly all: readonly Template[]; readonly names: readonly string[] };

/**
 * Examines the policy in force. `templates`: those that there are; undefined if not known.
 * `others`: the replicas that go by another policy. `seesAll`: for an admin nothing is left out. Never rejects.
 */
export async function checkPolicy(
  deps: CheckPolicyDeps,
  requester: Requester,
  templates: KnownTemplates | undefined,
  seesAll: boolean,
  others: readonly OtherPolicy[] = [],
): Promise<PolicyCheck> {
  const inForce = deps.policyInForce();
  const onlyHere: ReadonlySet<string> = new Set([requester.channel]);
  const known = inForce.kind === 'file' ? inForce.rules.roles : undefined;
  const access = unknownAccess(known, templates?.all ?? []);
  if (inForce.kind === 'default') return { ...inForce, access, others };
  const { path, hash, since, rules, problems, warnings } = inForce;
  const missing = templates === undefined ? [] : missingTemplates(rules, templates.names);
  const named = [...warnings, ...(problems ?? [])].flatMap(channelsNamed);
  const there = missing.flatMap(({ channel }) => channel ?? []);
  const { directory, policy, pause } = deps;
  const [{ unread }, open] = await Promise.all([
    orAfterPatience(
      pause,
      directory.groupsOf(requester.userId, policy.groups, groupsFreshMs),
      () => ({
        in: [],
        unread: policy.groups.map((group) => ({ group, why: noAnswer, passing: true })),
      }),
    ),
    seesAll
      ? undefined
      : orAfterPatience(pause, openChannels(deps, requester, [...named, ...there]), () => onlyHere),
  ]);
  const seen = <T>(items: readonly T[], channelsOf: (item: T) => readonly string[]): Some<T> => {
    const shown = items.filter((one) => channelsOf(one).every((id) => open?.has(id) ?? true));
    return { items: shown, unseen: items.length - shown.length };
  };
  return {
    kind: 'file',
    file: path.split('/').at(-1) ?? path,
    hash,
    since,
    problems: problems && seen(problems, channelsNamed),
    warnings: seen(warnings, channelsNamed),
    access,
    others,
    missing: seen(missing, ({ channel }) => (channel === undefined ? [] : [channel])),
    unread,
  };
}

async function openChannels(
  { directory }: CheckPolicyDeps,
  { userId, channel }: Requester,
  channels: readonly string[],
): Promise<ReadonlySet<string>> {
  const others = [...new Set(channels)].filter((one) => one !== channel);
  if (others.length === 0) return new Set([channel]);
  const { open } = await directory.channelsOpenTo(userId, others);
  return new Set([channel, ...open]);
}
