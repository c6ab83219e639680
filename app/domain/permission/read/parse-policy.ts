// Reads a policy file's tree and reports every problem with its path. Nothing in it is ignored: a
// rule that isn't enforced would be worse than none.

import { guardKeys } from '../../guard/written-guard.ts';
import { isMapping, treeProblem } from '../../spec/tree.ts';
import { didYouMean, nearest } from '../../text/nearest.ts';
import { formatPath, quote, sayProblem, toProblems, type Problem } from '../../text/problem.ts';
import { policyGuardKeys } from '../../guard/policy-guards.ts';
import { membersRole, type ChannelRules, type PolicyRules } from '../policy-rules.ts';
import { otherChannels as others, policyFile, role, type PolicyFile } from './policy-schema.ts';
import { grantedVerbs } from '../policy-verb.ts';
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
const notEnforced: readonly string[] = ['extend'];

/** Parses a policy file's tree. Never throws, whatever the tree. */
export function parsePolicy(tree: unknown): ParsedPolicy {
  const unsafe = treeProblem(tree);
  if (unsafe !== undefined) return refuse([unsafe]);
  const parsed = policyFile.safeParse(tree);
  const problems = [
    ...(parsed.success ? [] : toProblems(parsed.error, sayUnknown)),
    ...unknownRoles(tree),
  ];
  if (!parsed.success || problems.length > 0) return refuse(problems);
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
  ['guards', ['a key of guards, nor of a guard', [...policyGuardKeys, ...guardKeys]]],
  ['channels', ['a permission, nor templates or runAs', [...grantedVerbs, 'templates', 'runAs']]],
]);

function sayUnknown([first]: readonly PropertyKey[], key: string): string {
  if (notEnforced.includes(key)) return 'is not enforced yet: remove it';
  const part = partsOf.get(first);
  return part === undefined
    ? 'is not known here: remove it'
    : `is not ${part[0]}.${didYouMean(key, part[1])}`;
}

type RoleName = { readonly path: readonly PropertyKey[]; readonly name: string };

/** What stands under a key; nothing if that is no mapping. */
function entriesOf(tree: unknown, key: string): readonly (readonly [string, unknown])[] {
  const part = isMapping(tree) ? tree[key] : undefined;
  return isMapping(part) ? Object.entries(part) : [];
}

/** Each name of a role with its path, also in a file in which something else is wrong. */
function namesOfRoles(tree: unknown): readonly RoleName[] {
  const inside = (
    path: readonly string[],
    entries: readonly (readonly [string, unknown])[],
  ): readonly RoleName[] =>
    entries.flatMap(([key, value]) => {
      // A channel's patterns stand beside its permissions.
      if (key !== 'see' && key !== 'by' && !grantedVerbs.some((verb) => verb === key)) return [];
      // A template’s rule of approval holds its roles under `by`.
      if (isMapping(value)) return inside([...path, key], [['by', value['by']]]);
      return [value]
        .flat()
        .flatMap((name, at): RoleName[] =>
          typeof name === 'string' ? [{ path: [...path, key, at], name }] : [],
        );
    });
  const below = (key: string) =>
    entriesOf(tree, key).flatMap(([name, rules]) =>
      isMapping(rules) ? inside([key, name], Object.entries(rules)) : [],
    );
  return [
    ...inside(['grants'], entriesOf(tree, 'grants')),
    ...below('channels'),
    ...below('templates'),
    ...inside(['private'], entriesOf(tree, 'private')),
  ];
}

/** Names are compared for a guess only as often as takes no time. */
const mostComparisons = 50_000;

function unknownRoles(tree: unknown): readonly Problem[] {
  const known = new Set([membersRole, ...entriesOf(tree, 'roles').map(([name]) => name)]);
  let comparisons = 0;
  const guess = (name: string) => {
    comparisons += known.size;
    return comparisons > mostComparisons ? undefined : nearest(name, known);
  };
  return namesOfRoles(tree).flatMap(({ path, name }): Problem[] => {
    if (known.has(name)) return [];
    const near = guess(name);
    const remedy = near === undefined ? 'add it to `roles`' : `did you mean \`${near}\`?`;
    const message = `names the role ${quote(name)}, which there is not: ${remedy}`;
    return [{ path: formatPath(path), message }];
  });
}

function toRules({
  roles: named,
  grants,
  channels,
  templates,
  limits,
  runAs,
  private: seen,
  externalJobs,
  guards,
}: PolicyFile): PolicyRules {
  const rules = new Map(
    Object.entries(channels).map(([id, { templates: patterns, runAs: accounts, ...own }]) => [
      id,
      { grants: own, templates: patterns, runAs: accounts } satisfies ChannelRules,
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
    templates: Object.entries(templates).map(([pattern, { launch, approve, runAs: accounts }]) => ({
      pattern,
      launch,
      approve,
      runAs: accounts,
    })),
    limits,
    runAs,
    seePrivate: seen.see ?? [],
    externalJobs,
    guards,
  };
}
