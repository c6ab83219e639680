// What differs between a launch that waits for an approval and the last run of its template: what an
// approver has to look at. Secrets are hidden; values of env and args are never among it.

import { settingsOf } from '../job/job-settings.ts';
import { reservedLabels, type CustomJobBody, type Target } from '../job/job.ts';
import { summarizePools, type PoolSummary } from '../spec/pool-summary.ts';
import { isMapping } from '../spec/tree.ts';
import { shownValue, writtenValue } from '../template/secret/shown-value.ts';
import { formatPath } from '../text/problem.ts';

/** What is compared of a launch. */
export type Compared = {
  readonly template: { readonly name: string; readonly version: string };
  readonly target: Target;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
};

type Pair<T> = { readonly was: T; readonly is: T };

/** Undefined values: there is none. Texts are foreign. */
export type SpecDifference =
  | ({ readonly kind: 'parameter'; readonly name: string } & Pair<string | undefined>)
  | ({ readonly kind: 'version' } & Pair<string>)
  | ({ readonly kind: 'target' } & Pair<Target>)
  | ({ readonly kind: 'machines' } & Pair<readonly PoolSummary[]>)
  /** What the pools run: images and Python modules. */
  | ({ readonly kind: 'image' } & Pair<readonly string[]>)
  /** Ms of running after which it ends by itself. */
  | ({ readonly kind: 'time-limit' } & Pair<number | undefined>)
  /** More parameters differ than are listed. */
  | { readonly kind: 'more-parameters'; readonly count: number }
  /** Where else the spec differs, which the parameters alone don't explain. */
  | { readonly kind: 'fields'; readonly paths: readonly string[]; readonly more: number };

/** More are only counted, since a card is read at a glance. */
const mostParameters = 12;
const mostPaths = 8;

/** The differences, most telling first; empty if it is the same again. */
export function specDifferences(before: Compared, after: Compared): readonly SpecDifference[] {
  const pair = <T>(of: (one: Compared) => T): Pair<T> => ({ was: of(before), is: of(after) });
  const parameters = parameterDifferences(before, after);
  const more = parameters.length - mostParameters;
  const all: readonly SpecDifference[] = [
    { kind: 'version', ...pair(({ template }) => template.version) },
    { kind: 'target', ...pair(({ target }) => target) },
    { kind: 'machines', ...pair(({ body }) => machinesOf(body)) },
    { kind: 'image', ...pair(({ body }) => codeOf(body)) },
    { kind: 'time-limit', ...pair(timeLimitOf) },
  ];
  return [
    ...all.filter((one) => 'was' in one && !isSame(one.was, one.is)),
    ...parameters.slice(0, mostParameters),
    ...(more > 0 ? [{ kind: 'more-parameters', count: more } as const] : []),
    ...fieldDifferences(before, after),
  ];
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function parameterDifferences(before: Compared, after: Compared): readonly SpecDifference[] {
  const [was, is] = [before.parameters, after.parameters];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((name) => writtenValue(was[name]) !== writtenValue(is[name]))
    .map((name) => ({
      kind: 'parameter',
      name,
      was: shownValue(name, was[name], was),
      is: shownValue(name, is[name], is),
    }));
}

/** The pools without what they run. */
function machinesOf({ jobSpec }: CustomJobBody): readonly PoolSummary[] {
  return summarizePools(jobSpec).map((pool) => ({
    ...pool,
    image: undefined,
    pythonModule: undefined,
  }));
}

function codeOf({ jobSpec }: CustomJobBody): readonly string[] {
  const runs = summarizePools(jobSpec).map(({ image, pythonModule }) =>
    [image, pythonModule].filter((part) => part !== undefined).join(' '),
  );
  return [...new Set(runs.filter((one) => one !== ''))];
}

const timeLimitOf = ({ body, maxTimeMs }: Compared): number | undefined =>
  settingsOf(body).scheduling?.timeout ?? maxTimeMs;

/**
 * The other places. With the same version of the template, parameters, target and time limit make
 * the whole spec, so a long list of arguments would say nothing new.
 */
function fieldDifferences(before: Compared, after: Compared): readonly SpecDifference[] {
  if (before.template.version === after.template.version) return [];
  const [was, is] = [before, after].map(({ body }) => new Map(leavesOf(comparable(body), [])));
  const places = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  const paths = places.filter((path) => was?.get(path) !== is?.get(path) && !isTold(path));
  const more = Math.max(0, paths.length - mostPaths);
  return paths.length === 0 ? [] : [{ kind: 'fields', paths: paths.slice(0, mostPaths), more }];
}

/** The name follows the parameters, and the bot's own labels are of one launch. */
function comparable({ labels = {}, jobSpec, encryptionSpec }: CustomJobBody): unknown {
  const own: readonly string[] = reservedLabels;
  const given = Object.entries(labels).filter(([key]) => !own.includes(key));
  return { labels: Object.fromEntries(given), jobSpec, encryptionSpec };
}

/** What other differences say already. */
const isTold = (path: string): boolean =>
  /\.(?:replicaCount|imageUri|executorImageUri|pythonModule)$|\.(?:machineSpec|diskSpec)\.|^jobSpec\.scheduling\.timeout$/.test(
    path,
  );

/** Lists of plain values (args, command) and env are one place each: their values aren't shown. */
function* leavesOf(node: unknown, path: readonly PropertyKey[]): Generator<[string, string]> {
  const isWhole = path.at(-1) === 'env' || (Array.isArray(node) && !node.some(isMapping));
  if (!isWhole && (Array.isArray(node) || isMapping(node))) {
    const children: Iterable<readonly [PropertyKey, unknown]> = Array.isArray(node)
      ? node.entries()
      : Object.entries(node);
    for (const [key, child] of children) yield* leavesOf(child, [...path, key]);
    return;
  }
  if (node !== undefined) yield [formatPath(path), JSON.stringify(node)];
}
