// Hides secrets wherever a template or job is shown. A template with a secret is launched as it is;
// only what is shown changes.

import type { CustomJobBody } from '../../job/job.ts';
import { formatPath } from '../../text/problem.ts';
import { redact, redacted } from '../../secret/redact.ts';
import {
  findSecrets,
  leastSearched,
  mostSearched,
  searchedSecrets,
  secretPairs,
  secretsIn,
} from './secret.ts';
import { secretPieces } from '../../secret/secret-pieces.ts';
import { isMapping } from '../../spec/tree.ts';

/** Whether a secret is also hidden wherever else its letters occur. */
export const isSearched = (piece: string): boolean => piece.length >= leastSearched;

/** Whether there are too many secrets to search for. Then the whole text is hidden. */
export function isTooManyToSearch(pieces: readonly string[]): boolean {
  return new Set(pieces.filter(isSearched)).size > mostSearched;
}

/** Hides these secrets wherever they occur in a text. */
export function hidePieces(text: string, pieces: readonly string[], least = leastSearched): string {
  return hiderOf(pieces, least)(text);
}

/** A function that hides the same secrets in many texts; prepares the search once. */
export function hiderOf(
  pieces: readonly string[],
  least = leastSearched,
): (text: string) => string {
  const searched = [...new Set(pieces)].filter((piece) => piece.length >= least);
  if (searched.length === 0) return (text) => text;
  if (searched.length > mostSearched) return () => redacted;
  // Labels are in lower case.
  const lower = searched.filter(({ length }) => length >= leastSearched);
  return hiderOfAll([...new Set([...searched, ...lower.map((piece) => piece.toLowerCase())])]);
}

function hiderOfAll(searched: readonly string[]): (text: string) => string {
  // A longer secret may begin with a shorter one.
  const longestFirst = searched.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (text) => text.replace(pattern, redacted);
}

/** A shorter one occurs in every text. */
const leastWord = 3;

/** Hides the secrets given as parameters. Short ones are hidden where they are whole words. */
export function hideGiven(text: string, given: readonly string[]): string {
  return wordHiderOf(given)(hidePieces(text, given));
}

function wordHiderOf(pieces: readonly string[]): (text: string) => string {
  const short = pieces.filter(({ length }) => length >= leastWord && length < leastSearched);
  if (short.length === 0) return (text) => text;
  if (short.length > mostSearched) return () => redacted;
  const words = `(?<![A-Za-z0-9])(?:${short.map(escaped).join('|')})(?![A-Za-z0-9])`;
  const pattern = new RegExp(words, 'g');
  return (text) => text.replace(pattern, redacted);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Hides what looks like a secret in plain text. */
export function hideInText(text: string): string {
  const pieces = [...secretPieces('', text), ...secretPairs(text)];
  return hidePieces(text, pieces, 1);
}

/** What a launch gave its job. */
type Given = {
  readonly body: Pick<CustomJobBody, 'jobSpec' | 'labels'>;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/**
 * The secrets a job was given. A parameter's name reveals a secret that has no name in the spec:
 * `args: ['{{hf_token}}']`.
 */
export function secretsOf({ body: { jobSpec, labels }, parameters }: Given): readonly string[] {
  return [...new Set([...secretsIn({ jobSpec, labels }), ...secretsIn(parameters)])];
}

/** Hides, in a message about a job, its own secrets and anything that looks like one. */
export function hideSecretsOf(given: Given, text: string): string {
  return redact(hideGiven(hidePieces(text, secretsOf(given)), secretsIn(given.parameters)));
}

type Named = {
  readonly body: Pick<CustomJobBody, 'displayName'>;
  readonly parameters: Given['parameters'];
};

/**
 * A job's display name, safe to show. Doesn't search the spec: a list shows dozens of names, and a
 * spec may have a megabyte.
 */
export function shownName({ body: { displayName }, parameters }: Named): string {
  return hideInText(hideGiven(displayName, secretsIn(parameters)));
}

/**
 * A tree, safe to show: whatever looks like a secret is replaced. `known` are secrets that may
 * occur without a name.
 */
export function hideInTree(tree: unknown, known: readonly string[] = []): unknown {
  const found = [...searchedSecrets(tree)];
  if (isTooManyToSearch(found.map(({ piece }) => piece))) return hideAllIn(tree);
  if (found.length + known.length === 0) return tree;
  const hideAll = hiderOf([...known, ...found.map(({ piece }) => piece)]);
  const hideWords = wordHiderOf(known);
  const whole = new Set(known);
  const at = Map.groupBy(found, ({ path }) => path);
  const hide = (node: unknown, path: readonly PropertyKey[]): unknown => {
    const here = at.get(formatPath(path))?.map(({ piece }) => piece) ?? [];
    if (typeof node === 'string') {
      return whole.has(node) ? redacted : hideWords(hideAll(hidePieces(node, here, 1)));
    }
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

/** Keeps only the tree's structure. */
function hideAllIn(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(hideAllIn);
  if (!isMapping(node)) return redacted;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, hideAllIn(value)]));
}

/** Whether a parameter's value is probably a secret or contains one. */
export function holdsSecret(name: string, value: unknown): boolean {
  return findSecrets({ [name]: value }).some(() => true);
}
