// A look through a template, or what was to be one, for secrets: where they stand, never what they are.

import type { Problem } from '../text/problem.ts';
import { secretPieces } from '../secret/secret-pieces.ts';
import { findSecrets, secretPairs, secretProblems, tellsSecret } from './secret.ts';
import type { Template } from './template.ts';

/** What a look through a template, and the text it is written in, found. */
export type SecretSearch = {
  readonly problems: readonly Problem[];
  /** It seems to stand beside the values, in a comment. Not looked for where a value holds one. */
  readonly inComment: boolean;
  /** Where it seems to stand in a text that can’t be read as anything else. */
  readonly lines?: readonly number[] | undefined;
};

/** Looks through a template and its text for what seems to be a secret. A megabyte may take seconds. */
export function lookForSecrets(template: Template, text: string): SecretSearch {
  return withComments(secretProblems(template), text);
}

/** The same in what is refused as a template: `tree` is what its text was read as, undefined when it is no YAML. */
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

/** Each line takes a look from the beginning on, and whoever mends the first finds the others. */
const mostLines = 10;

function linesOfSecrets(text: string): readonly number[] {
  const pieces = [...new Set([...secretPieces('', text), ...secretPairs(text)])];
  const lines = pieces.slice(0, mostLines).map((piece) => {
    const at = Math.max(0, text.indexOf(piece));
    return text.slice(0, at).split('\n').length;
  });
  return [...new Set(lines)].toSorted((a, b) => a - b);
}

/** Every place where a search found one. */
export function secretPlaces({ problems, inComment, lines = [] }: SecretSearch): readonly string[] {
  if (inComment) return ['a comment'];
  return [...problems.map(({ path }) => path), ...lines.map((line) => `line ${line}`)];
}
