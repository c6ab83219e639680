// What is shown of a template or a job, its secrets hidden. The check stands at the way out: what holds a secret is launched as it is.

import type { CustomJobBody } from './job.ts';
import { formatPath } from './problem.ts';
import { redact, redacted } from './redact.ts';
import { findSecrets, secretPairs, secretsIn } from './secret.ts';
import { secretPieces } from './secret-pieces.ts';
import { isMapping } from './tree.ts';

/** What is shorter is hidden where it stands, and not wherever else the same letters are. */
export const leastSearched = 6;
/** More secrets than these are looked for in no text: then nothing of it is shown. */
const mostSearched = 500;

/** A text without these secrets, wherever they stand in it. */
export function hidePieces(text: string, pieces: readonly string[], least = leastSearched): string {
  const searched = [...new Set(pieces)].filter((piece) => piece.length >= least);
  if (searched.length === 0) return text;
  if (searched.length > mostSearched) return redacted;
  // A longer one may begin with a shorter one.
  const longestFirst = searched.toSorted((a, b) => b.length - a.length);
  return text.replace(new RegExp(longestFirst.map(escaped).join('|'), 'g'), redacted);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A text that is read as nothing but text, without what looks like a secret in it. */
export function hideInText(text: string): string {
  const pieces = [...secretPieces('', text), ...secretPairs(text)];
  return hidePieces(text, pieces, 1);
}

/** What somebody says of a job, an error or a log, without the secrets that the job was given and those that are known by their looks. */
export function hideSecretsOf({ jobSpec, labels }: JobBody, text: string): string {
  return redact(hidePieces(text, secretsIn({ jobSpec, labels })));
}

type JobBody = Pick<CustomJobBody, 'jobSpec' | 'labels'>;

/** A tree as it may be shown: what looks like a secret is hidden in it, wherever it stands, and the rest is as it is. */
export function hideInTree(tree: unknown): unknown {
  const found = findSecrets(tree);
  if (found.length === 0) return tree;
  const all = found.map(({ piece }) => piece);
  const at = Map.groupBy(found, ({ path }) => path);
  const hide = (node: unknown, path: readonly PropertyKey[]): unknown => {
    const here = at.get(formatPath(path))?.map(({ piece }) => piece) ?? [];
    if (typeof node === 'string') return hidePieces(hidePieces(node, here, 1), all);
    if (typeof node === 'number' && here.length > 0) return redacted;
    if (Array.isArray(node)) {
      const items: readonly unknown[] = node;
      return items.map((item, index) => hide(item, [...path, index]));
    }
    if (!isMapping(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, hide(value, [...path, key])]),
    );
  };
  return hide(tree, []);
}

/** Whether a parameter's value is most likely a secret, or has one in it. */
export function holdsSecret(name: string, value: unknown): boolean {
  return findSecrets({ [name]: value }).length > 0;
}
