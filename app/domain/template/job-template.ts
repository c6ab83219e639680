// A template made from a job that ran: its spec as it was sent, without what belongs to that one run. Output-only fields stand beside the
// spec in a CustomJob, not in it, so they are not here to be left out.

import { fieldsOf } from '../spec/camel-case.ts';
import { specMessages } from '../spec/custom-job-spec.ts';
import { hiderOf } from './hide-secrets.ts';
import { formatTarget, reservedLabels, type CustomJobBody, type Target } from '../job/job.ts';
import { formatPath } from '../text/problem.ts';
import { flagIn, isEnv, looksSecret, secretsIn } from './secret.ts';
import { isMapping } from '../spec/tree.ts';

export type JobTemplate = {
  /** The tree of a template file. */
  readonly tree: Readonly<Record<string, unknown>>;
  /** Places whose value seemed to be a secret and is not in the tree. */
  readonly leftOut: readonly string[];
};

/**
 * The template that launches the same job again: nothing in it is a placeholder, what looks like one is escaped. Without a target it
 * may run anywhere. A secret of the job is left out wherever else it stands, too; `known` are those that its body holds under no name, and
 * `'keep'` is for a template that nobody is going to read.
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

/** Whether what stands under a name (empty: under none) holds a secret of the job. */
type SecretTest = (name: string, text: string) => boolean;

function secretTest(known: readonly string[], written: object): SecretTest {
  const hide = hiderOf([...known, ...secretsIn(written)]);
  const whole = new Set(known);
  return (name, text) => whole.has(text) || looksSecret(name, text) || hide(text) !== text;
}

/** `isSecret` undefined: all is kept. */
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

/** What to call an entry of a list that is a secret, or the flag of one; undefined: it is none. */
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

/** Read back, an empty value of `env` is left out (proto3 JSON does that), and the schema asks for it. An `env` of what is not known is left alone. */
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

/** What stands for the version of a template that was made of a job as Vertex told it: no version of any other template has a slash. */
export function versionOfJob(target: Target): string {
  return formatTarget(target);
}

/** Whether a template was made so. Vertex has taken it before, so it is sent as it is. */
export function isOfJob({ version }: { readonly version: string }): boolean {
  return version.includes('/');
}
