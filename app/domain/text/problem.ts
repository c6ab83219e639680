import type { z } from 'zod';
import { redacted, showsSecret } from '../secret/redact.ts';
import { secretPieces } from '../secret/secret-pieces.ts';
import { holdsLot } from '../secret/secret-value.ts';

/**
 * A problem with one place in a tree that a person wrote. The message follows the path:
 * `jobSpec.workerPoolSpecs[0].replicaCount` "must be …". It never quotes values of env or args.
 */
export type Problem = {
  readonly path: string;
  readonly message: string;
  /** No rule is violated: the field or value is newer than the bot, or misspelt. */
  readonly isNewer?: true | undefined;
  /** The parameters whose values are in that place, if any. */
  readonly parameters?: readonly string[] | undefined;
};

/**
 * A path as people write it: `workerPoolSpecs[0].machineSpec.machineType`. The root is the empty
 * string.
 */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]{1,80}$/.test(String(step)) && !holdsLot(String(step)))
      text += `${text === '' ? '' : '.'}${String(step)}`;
    else text += `[${quote(String(step))}]`;
  }
  return text;
}

/** The same problems with paths starting at the parent that holds their tree under `key`. */
export function under(key: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => {
    const { path } = problem;
    const below = path === '' ? key : path.startsWith('[') ? `${key}${path}` : `${key}.${path}`;
    return { ...problem, path: below };
  });
}

/** The problem as a sentence. `root` names the tree: "the template". */
export function sayProblem(problem: Problem, root: string): string {
  const sentence = `${problem.path === '' ? root : `\`${problem.path}\``} ${problem.message}`;
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Only this much is read, since 60 characters are shown. In UTF-16 units. */
const longestQuoted = 4_000;

/**
 * Quotes foreign text in a plain string: one line, short, without secrets, and without backticks,
 * which would start code there. A `Sentence` has a part for foreign text.
 */
export function quote(text: string): string {
  const begin = text.slice(0, longestQuoted);
  const isSecret = holdsLot(begin) || secretPieces('', begin).length > 0;
  const shown = (isSecret ? redacted : begin).replaceAll('`', '’');
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 60)}…` : shown);
}

/**
 * What was typed for a job, short enough to repeat: a name has at most 128 characters, but a wrong
 * paste may have thousands.
 */
export function shortened(typed: string): string {
  const characters = Array.from(typed);
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : typed;
}

/** A typed word that may be repeated; hidden if it looks like a secret. */
export function withoutSecret(word: string): string {
  return showsSecret(word) ? redacted : word;
}

/** `a`, `b` and `c`, each as code. */
export function nameAll(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  const marked = names.map((name) => `\`${name}\``);
  if (marked.length < 2) return marked.join('');
  return `${marked.slice(0, -1).join(', ')} ${last} ${marked.at(-1) ?? ''}`;
}

/**
 * A zod error as problems. Each unknown key is its own problem at its own path; `sayUnknown` words
 * it from the mapping's path and the key.
 */
export function toProblems(
  error: z.ZodError,
  sayUnknown: (holder: readonly PropertyKey[], key: string) => string = () => 'is not known',
): readonly Problem[] {
  return error.issues.flatMap((issue): readonly Problem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: formatPath([...issue.path, key]),
          message: sayUnknown(issue.path, key),
        }))
      : [{ path: formatPath(issue.path), message: messageOf(issue) }],
  );
}

/** Of a key that is wrong, zod says only that it is; why stands inside. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}
