// A template made from a job: its spec as sent, without what belongs to that run. Output-only
// fields are outside the spec, so they never get here.

import { fieldsOf } from '../../spec/camel-case.ts';
import { specMessages } from '../../spec/custom-job-spec.ts';
import { hiderOf } from '../secret/hide-secrets.ts';
import { formatTarget, reservedLabels, type CustomJobBody, type Target } from '../../job/job.ts';
import { formatPath } from '../../text/problem.ts';
import { flagIn, isEnv, looksSecret, secretsIn } from '../secret/secret.ts';
import { isMapping } from '../../spec/tree.ts';

type JobTemplate = {
  /** The tree of a template file. */
  readonly tree: Readonly<Record<string, unknown>>;
  /** Paths of values left out because they looked like secrets. */
  readonly leftOut: readonly string[];
};

/**
 * The template that launches the same job again. Nothing in it is a placeholder; what looks like
 * one is escaped. Without a target, it may run anywhere. The job's secrets are left out wherever
 * they occur. `known` are secrets that have no name in the body; `'keep'` keeps everything, for a
 * template that nobody reads.
 */
export function templateOfJob(
  name: string,
  body: CustomJobBody,
  target: Target | undefined,
  known: readonly string[] | 'keep' = [],
): JobTemplate {
  const leftOut: string[] = [];
  const own: readonly string[] = reservedLabels;
  const { displayName, encryptionSpec } = body;
  const labels = Object.fromEntries(
    Object.entries(body.labels ?? {}).filter(([key]) => !own.includes(key)),
  );
  const written = {
    displayName,
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(target === undefined ? {} : { target: formatTarget(target) }),
    jobSpec: withEnvValues(body.jobSpec),
    ...(encryptionSpec === undefined ? {} : { encryptionSpec }),
  };
  const isSecret = known === 'keep' ? undefined : secretTest(known, written);
  return { tree: { name, ...copyEntries(written, [], { isSecret, leftOut }) }, leftOut };
}

/** Decides whether a value contains a secret of the job; `name` is empty if it has none. */
type SecretTest = (name: string, text: string) => boolean;

function secretTest(known: readonly string[], written: object): SecretTest {
  const hide = hiderOf([...known, ...secretsIn(written)]);
  const whole = new Set(known);
  return (name, text) => whole.has(text) || looksSecret(name, text) || hide(text) !== text;
}

/** If `isSecret` is undefined, everything is kept. */
type Copying = { readonly isSecret: SecretTest | undefined; readonly leftOut: string[] };

function copyNode(node: unknown, path: readonly PropertyKey[], copying: Copying): unknown {
  if (typeof node === 'string') return node.replaceAll('{{', '\\{{');
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, index) => {
      const { isSecret } = copying;
      const secret = isSecret === undefined ? undefined : secretIn(items, index, isSecret);
      if (secret === undefined) return [copyNode(item, [...path, index], copying)];
      copying.leftOut.push(`${formatPath(path)} ${secret}`);
      return [];
    });
  }
  return isMapping(node) ? copyEntries(node, path, copying) : node;
}

function copyEntries(
  node: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  copying: Copying,
): Record<string, unknown> {
  const entries = Object.entries(node).flatMap(([key, value]) => {
    const here = [...path, key];
    if (typeof value !== 'string' || copying.isSecret?.(key, value) !== true) {
      return [[key, copyNode(value, here, copying)] as const];
    }
    copying.leftOut.push(formatPath(here));
    return [];
  });
  return Object.fromEntries(entries);
}

/** What to call a list entry that is a secret, or a secret's flag; undefined if it is neither. */
function secretIn(
  items: readonly unknown[],
  index: number,
  isSecret: SecretTest,
): string | undefined {
  const item = items[index];
  if (isEnv(item)) return isSecret(item.name, item.value) ? item.name : undefined;
  if (typeof item !== 'string') return undefined;
  const pair = (flag: unknown, value: unknown) => {
    const name = flagIn(flag);
    const isValue = typeof value === 'string' && !value.startsWith('-');
    return name !== undefined && isValue && isSecret(name, value);
  };
  if (pair(item, items[index + 1])) return item;
  if (pair(items[index - 1], item)) return 'and its value';
  return isSecret('', item) ? `entry ${index + 1}` : undefined;
}

/**
 * Vertex AI leaves out an empty `env` value (proto3 JSON), but the schema requires one, so it is
 * added. An `env` inside unknown fields is left alone.
 */
function withEnvValues(node: unknown, holder = ''): unknown {
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.map((item) => withEnvValues(item, holder));
  }
  const fields = fieldsOf(specMessages, holder);
  if (fields === undefined || !isMapping(node)) return node;
  if (holder === 'env') return { ...node, value: node['value'] ?? '' };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      Object.hasOwn(fields, key) ? withEnvValues(value, key) : value,
    ]),
  );
}

/**
 * The version of a template made from a job as Vertex AI returned it. No other version contains a
 * slash.
 */
export function versionOfJob(target: Target): string {
  return formatTarget(target);
}

/** Whether a template was made from a job. Vertex AI accepted it before, so it is sent as it is. */
export function isOfJob({ version }: { readonly version: string }): boolean {
  return version.includes('/');
}
