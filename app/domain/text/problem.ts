import type { z } from 'zod';
import { redacted, showsSecret } from '../secret/redact.ts';
import { secretPieces } from '../secret/secret-pieces.ts';
import { holdsLot } from '../secret/secret-value.ts';

/**
 * What is wrong with one place of a tree that a person wrote. The message goes on after the path:
 * `jobSpec.workerPoolSpecs[0].replicaCount` "must be …". It never quotes values of env or args.
 */
export type Problem = {
  readonly path: string;
  readonly message: string;
  /** It contradicts no rule: the field or value is newer than this bot, or misspelt. */
  readonly isNewer?: true | undefined;
  /** The parameters whose values stand in that place, if any do. */
  readonly parameters?: readonly string[] | undefined;
};

/** A place in a tree as people write it: `workerPoolSpecs[0].machineSpec.machineType`. The root is the empty string. */
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

/** The same problems, seen from the tree that holds theirs under `key`. */
export function under(key: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => {
    const { path } = problem;
    const below = path === '' ? key : path.startsWith('[') ? `${key}${path}` : `${key}.${path}`;
    return { ...problem, path: below };
  });
}

/** One sentence for people. `root` names the tree itself: "the template". */
export function sayProblem(problem: Problem, root: string): string {
  const sentence = `${problem.path === '' ? root : `\`${problem.path}\``} ${problem.message}`;
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** More of a text is never looked at: 60 characters of it are shown. UTF-16 units. */
const longestQuoted = 4_000;

/**
 * Foreign text in a sentence that is still a string: one line, short, in quotes, no secret, and no backtick, which would begin code there.
 * A `Sentence` has a part for it.
 */
export function quote(text: string): string {
  const begin = text.slice(0, longestQuoted);
  const isSecret = holdsLot(begin) || secretPieces('', begin).length > 0;
  const shown = (isSecret ? redacted : begin).replaceAll('`', '’');
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 60)}…` : shown);
}

/** What somebody typed for a job, to be said again: a name has at most 128 characters, what is pasted by mistake has thousands. */
export function shortened(typed: string): string {
  const characters = Array.from(typed);
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : typed;
}

/** A word somebody typed, to be said again; one that shows a secret is not. */
export function withoutSecret(word: string): string {
  return showsSecret(word) ? redacted : word;
}

/** `a`, `b` and `c`, each set as code. */
export function nameAll(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  const marked = names.map((name) => `\`${name}\``);
  if (marked.length < 2) return marked.join('');
  return `${marked.slice(0, -1).join(', ')} ${last} ${marked.at(-1) ?? ''}`;
}

/**
 * A zod error as problems. An unknown key is a problem of its own, at its own path; `sayUnknown` words it,
 * given the path of the mapping and the key.
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
      : [{ path: formatPath(issue.path), message: issue.message }],
  );
}
