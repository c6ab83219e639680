// A template made from a job that ran: its spec as it was sent, without what belongs to that one run. Output-only fields stand beside the
// spec in a CustomJob, not in it, so they are not here to be left out.

import { formatTarget, reservedLabels, type CustomJobBody, type Target } from './job.ts';
import { formatPath } from './problem.ts';
import { isEnv, looksSecret, type EnvEntry } from './secret.ts';
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
  const isOut = (item: unknown): item is EnvEntry =>
    secrets === 'leave-out' && isEnv(item) && looksSecret(item.name, item.value);
  const copy = (node: unknown, at: string): unknown => copyNode(node, [at], { isOut, leftOut });
  const tree = {
    name,
    displayName: copy(body.displayName, 'displayName'),
    ...(Object.keys(labels).length === 0 ? {} : { labels: copy(labels, 'labels') }),
    ...(target === undefined ? {} : { target: formatTarget(target) }),
    jobSpec: copy(body.jobSpec, 'jobSpec'),
    ...(body.encryptionSpec === undefined
      ? {}
      : { encryptionSpec: copy(body.encryptionSpec, 'encryptionSpec') }),
  };
  return { tree, leftOut };
}

type Copying = {
  readonly isOut: (item: unknown) => item is EnvEntry;
  readonly leftOut: string[];
};

function copyNode(node: unknown, path: readonly PropertyKey[], copying: Copying): unknown {
  if (typeof node === 'string') return node.replaceAll('{{', '\\{{');
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, index) => {
      if (!copying.isOut(item)) return [copyNode(item, [...path, index], copying)];
      copying.leftOut.push(`${formatPath(path)} ${item.name}`);
      return [];
    });
  }
  if (!isMapping(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, copyNode(value, [...path, key], copying)]),
  );
}
