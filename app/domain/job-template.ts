// A template made from a job that ran: its spec as it was sent, without what belongs to that one run. Output-only fields stand beside the
// spec in a CustomJob, not in it, so they are not here to be left out.

import { fieldsOf } from './camel-case.ts';
import { specMessages } from './custom-job-spec.ts';
import { formatTarget, reservedLabels, type CustomJobBody, type Target } from './job.ts';
import { formatPath } from './problem.ts';
import { assignsSecret, flagIn, isEnv, looksSecret } from './secret.ts';
import { isMapping } from './tree.ts';

export type JobTemplate = {
  /** The tree of a template file. */
  readonly tree: Readonly<Record<string, unknown>>;
  /** Places whose value seemed to be a secret and is not in the tree. */
  readonly leftOut: readonly string[];
};

/**
 * The template that launches the same job again: nothing in it is a placeholder, what looks like one is escaped. Without a target it
 * may run anywhere. `secrets: 'keep'` is for a template that nobody is going to read.
 */
export function templateOfJob(
  name: string,
  body: CustomJobBody,
  target: Target | undefined,
  secrets: 'keep' | 'leave-out' = 'leave-out',
): JobTemplate {
  const leftOut: string[] = [];
  const own: readonly string[] = reservedLabels;
  const labels = Object.fromEntries(
    Object.entries(body.labels ?? {}).filter(([key]) => !own.includes(key)),
  );
  const spec = withEnvValues(body.jobSpec);
  const copy = (node: unknown, at: string): unknown =>
    copyNode(node, [at], { keepSecrets: secrets === 'keep', leftOut });
  const tree = {
    name,
    displayName: copy(body.displayName, 'displayName'),
    ...(Object.keys(labels).length === 0 ? {} : { labels: copy(labels, 'labels') }),
    ...(target === undefined ? {} : { target: formatTarget(target) }),
    jobSpec: copy(spec, 'jobSpec'),
    ...(body.encryptionSpec === undefined
      ? {}
      : { encryptionSpec: copy(body.encryptionSpec, 'encryptionSpec') }),
  };
  return { tree, leftOut };
}

type Copying = { readonly keepSecrets: boolean; readonly leftOut: string[] };

function copyNode(node: unknown, path: readonly PropertyKey[], copying: Copying): unknown {
  if (typeof node === 'string') return node.replaceAll('{{', '\\{{');
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, index) => {
      const secret = copying.keepSecrets ? undefined : secretIn(items, index);
      if (secret === undefined) return [copyNode(item, [...path, index], copying)];
      copying.leftOut.push(`${formatPath(path)} ${secret}`);
      return [];
    });
  }
  if (!isMapping(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, copyNode(value, [...path, key], copying)]),
  );
}

/** What to call an entry of a list that is a secret, or the flag of one; undefined: it is none. */
function secretIn(items: readonly unknown[], index: number): string | undefined {
  const item = items[index];
  if (isEnv(item)) return looksSecret(item.name, item.value) ? item.name : undefined;
  if (typeof item !== 'string') return undefined;
  const pair = (flag: unknown, value: unknown) => {
    const name = flagIn(flag);
    const isValue = typeof value === 'string' && !value.startsWith('-');
    return name !== undefined && isValue && looksSecret(name, value);
  };
  if (pair(item, items[index + 1])) return item;
  if (pair(items[index - 1], item)) return 'and its value';
  return assignsSecret(item) || looksSecret('', item) ? `entry ${index + 1}` : undefined;
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
