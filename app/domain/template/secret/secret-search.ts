// Searches a template, or a refused one, for secrets. Reports where they are, never what they are.

import type { Problem } from '../../text/problem.ts';
import { secretPieces } from '../../secret/secret-pieces.ts';
import { findSecrets, secretPairs, secretProblems, tellsSecret } from './secret.ts';
import type { Template } from '../template.ts';

/** Where secrets seem to be in a template and its text. */
export type SecretSearch = {
  readonly problems: readonly Problem[];
  /** In a comment. Not searched if a value contains one. */
  readonly inComment: boolean;
  /** Line numbers, in a text that can't be parsed. */
  readonly lines?: readonly number[] | undefined;
};

/** Searches a template and its text for secrets. A megabyte may take seconds. */
export function lookForSecrets(template: Template, text: string): SecretSearch {
  return withComments(secretProblems(template), text);
}

/** Searches a refused template. `tree` is its parsed text; undefined if it isn't YAML. */
export function lookThroughRefused(tree: unknown, text: string): SecretSearch {
  if (tree === undefined) return { problems: [], inComment: false, lines: linesOfSecrets(text) };
  const paths = new Set(findSecrets(tree).map(({ path }) => path));
  return withComments(
    [...paths].map((path) => ({ path, message: 'looks like a secret' })),
    text,
  );
}

function withComments(problems: readonly Problem[], text: string): SecretSearch {
  return { problems, inComment: problems.length === 0 && tellsSecret(text) };
}

/** Each line is a search from the start. Whoever fixes the first ones finds the rest. */
const mostLines = 10;

function linesOfSecrets(text: string): readonly number[] {
  const pieces = [...new Set([...secretPieces('', text), ...secretPairs(text)])];
  const lines = pieces.slice(0, mostLines).map((piece) => {
    const at = Math.max(0, text.indexOf(piece));
    return text.slice(0, at).split('\n').length;
  });
  return [...new Set(lines)].toSorted((a, b) => a - b);
}

/** Every place where the search found a secret. */
export function secretPlaces({ problems, inComment, lines = [] }: SecretSearch): readonly string[] {
  if (inComment) return ['a comment'];
  return [...problems.map(({ path }) => path), ...lines.map((line) => `line ${line}`)];
}
