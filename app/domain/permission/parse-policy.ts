// Reads a policy file's tree and reports every problem with its path. Nothing in it is ignored: a
// rule that isn't enforced would be worse than none.

import { treeProblem } from '../spec/tree.ts';
import { didYouMean, nearest } from '../text/nearest.ts';
import { formatPath, quote, sayProblem, toProblems, type Problem } from '../text/problem.ts';
import { membersRole, type ChannelRules, type PolicyRules } from './policy-rules.ts';
import { otherChannels as others, policyFile, role, type PolicyFile } from './policy-schema.ts';
import { grantedVerbs } from './policy-verb.ts';
import { warningsOf } from './policy-warnings.ts';

export type ParsedPolicy =
  | {
      readonly ok: true;
      readonly rules: PolicyRules;
      /** Rules that let nobody through; whole sentences. */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** Whole sentences. */
      readonly problems: readonly string[];
    };

/** Keys that come with later versions. */
const notEnforced: readonly string[] = [
  'limits',
  'externalJobs',
  'guards',
  'approve',
  'extend',
  'guard',
];

/** Parses a policy file's tree. Never throws, whatever the tree. */
export function parsePolicy(tree: unknown): ParsedPolicy {
  const unsafe = treeProblem(tree);
  if (unsafe !== undefined) return refuse([unsafe]);
  const parsed = policyFile.safeParse(tree);
  if (!parsed.success) return refuse(toProblems(parsed.error, sayUnknown));
  const problems = unknownRoles(parsed.data);
  if (problems.length > 0) return refuse(problems);
  const rules = toRules(parsed.data);
  return { ok: true, rules, warnings: warningsOf(rules) };
}

function refuse(problems: readonly Problem[]): ParsedPolicy {
  return { ok: false, problems: problems.map((problem) => sayProblem(problem, 'The policy')) };
}

/** What stands in a policy's parts, for what doesn't belong there. */
const partsOf = new Map<PropertyKey | undefined, readonly [what: string, keys: readonly string[]]>([
  [undefined, ['a key of a policy', Object.keys(policyFile.shape)]],
  ['roles', ['a key of a role', Object.keys(role.shape)]],
  ['grants', ['a permission', grantedVerbs]],
  ['channels', ['a permission, nor templates', [...grantedVerbs, 'templates']]],
]);

function sayUnknown([first]: readonly PropertyKey[], key: string): string {
  if (notEnforced.includes(key)) return 'is not enforced yet: remove it';
  const part = partsOf.get(first);
  return part === undefined
    ? 'is not known here: remove it'
    : `is not ${part[0]}.${didYouMean(key, part[1])}`;
}

type RoleList = { readonly path: readonly string[]; readonly names: readonly string[] };

/** Each list of roles with its path. */
function listsOfRoles(policy: PolicyFile): readonly RoleList[] {
  const inside = (path: readonly string[], lists: Readonly<Record<string, string[] | undefined>>) =>
    Object.entries(lists).flatMap(([key, value]) =>
      // A channel's patterns stand beside its permissions.
      value === undefined || key === 'templates' ? [] : [{ path: [...path, key], names: value }],
    );
  return [
    ...inside(['grants'], policy.grants),
    ...Object.entries(policy.channels).flatMap(([id, one]) => inside(['channels', id], one)),
    ...Object.entries(policy.templates).flatMap(([name, { launch }]) =>
      inside(['templates', name], { launch }),
    ),
    ...inside(['private'], policy.private),
  ];
}

/** Names are compared for a guess only as often as takes no time. */
const mostComparisons = 50_000;

function unknownRoles(policy: PolicyFile): readonly Problem[] {
  const known = new Set([membersRole, ...Object.keys(policy.roles)]);
  let comparisons = 0;
  const guess = (name: string) => {
    comparisons += known.size;
    return comparisons > mostComparisons ? undefined : nearest(name, known);
  };
  return listsOfRoles(policy).flatMap(({ path, names }) =>
    names.flatMap((name, at): Problem[] => {
      if (known.has(name)) return [];
      const near = guess(name);
      const remedy = near === undefined ? 'add it to `roles`' : `did you mean \`${near}\`?`;
      const message = `names the role ${quote(name)}, which there is not: ${remedy}`;
      return [{ path: formatPath([...path, at]), message }];
    }),
  );
}

function toRules({
  roles: named,
  grants,
  channels,
  templates,
  private: seen,
}: PolicyFile): PolicyRules {
  const rules = new Map(
    Object.entries(channels).map(([id, { templates: patterns, ...own }]) => [
      id,
      { grants: own, templates: patterns } satisfies ChannelRules,
    ]),
  );
  const otherChannels = rules.get(others);
  rules.delete(others);
  return {
    roles: new Map(
      Object.entries(named).map(([name, { people = [], groups = [], workspaceAdmins = false }]) => [
        name,
        { people, groups, workspaceAdmins },
      ]),
    ),
    grants,
    channels: rules,
    otherChannels,
    templates: Object.entries(templates).map(([name, { launch }]) => ({ pattern: name, launch })),
    seePrivate: seen.see ?? [],
  };
}
