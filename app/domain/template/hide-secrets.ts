// What is shown of a template or a job, its secrets hidden. The check stands at the way out: what holds a secret is launched as it is.

import type { CustomJobBody } from '../job/job.ts';
import { formatPath } from '../text/problem.ts';
import { redact, redacted } from '../secret/redact.ts';
import {
  findSecrets,
  leastSearched,
  mostSearched,
  searchedSecrets,
  secretPairs,
  secretsIn,
} from './secret.ts';
import { secretPieces } from '../secret/secret-pieces.ts';
import { isMapping } from '../spec/tree.ts';

/** Whether a secret is looked for wherever else its letters are. */
export const isSearched = (piece: string): boolean => piece.length >= leastSearched;

/** Whether these are so many that nothing is shown of a text in which they may stand. */
export function isTooManyToSearch(pieces: readonly string[]): boolean {
  return new Set(pieces.filter(isSearched)).size > mostSearched;
}

/** A text without these secrets, wherever they stand in it. */
export function hidePieces(text: string, pieces: readonly string[], least = leastSearched): string {
  return hiderOf(pieces, least)(text);
}

/** Hides the same secrets in many texts: what to look for is made out once. */
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
  // A longer one may begin with a shorter one.
  const longestFirst = searched.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (text) => text.replace(pattern, redacted);
}

/** Shorter ones are a letter or two, which stand in every text. */
const leastWord = 3;

/** A text without the secrets that parameters were given: short ones, which have no name where they stand, are hidden as words of their own. */
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

/** A text that is read as nothing but text, without what looks like a secret in it. */
export function hideInText(text: string): string {
  const pieces = [...secretPieces('', text), ...secretPairs(text)];
  return hidePieces(text, pieces, 1);
}

/** What a launch gave its job. */
export type Given = {
  readonly body: Pick<CustomJobBody, 'jobSpec' | 'labels'>;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** The secrets that a job was given. A parameter's name tells of one that its spec holds under no name: `args: ['{{hf_token}}']`. */
export function secretsOf({ body: { jobSpec, labels }, parameters }: Given): readonly string[] {
  return [...new Set([...secretsIn({ jobSpec, labels }), ...secretsIn(parameters)])];
}

/** What somebody says of a job, an error or a log, without the secrets that the job was given and those that are known by their looks. */
export function hideSecretsOf(given: Given, text: string): string {
  return redact(hideGiven(hidePieces(text, secretsOf(given)), secretsIn(given.parameters)));
}

type Named = {
  readonly body: Pick<CustomJobBody, 'displayName'>;
  readonly parameters: Given['parameters'];
};

/** A job's name as it may be shown. The spec is not looked through: lists name dozens of jobs, and a spec may be a megabyte. */
export function shownName({ body: { displayName }, parameters }: Named): string {
  return hideInText(hideGiven(displayName, secretsIn(parameters)));
}

/**
 * A tree as it may be shown: what looks like a secret is hidden in it, wherever it stands, and the rest is as it is. `known` are secrets that
 * may stand in it under no name.
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

/** A tree's shape alone. */
function hideAllIn(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(hideAllIn);
  if (!isMapping(node)) return redacted;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, hideAllIn(value)]));
}

/** Whether a parameter's value is most likely a secret, or has one in it. */
export function holdsSecret(name: string, value: unknown): boolean {
  return findSecrets({ [name]: value }).some(() => true);
}
