// A line that keeps a promise, and the test or the seeded plan that notices when it is broken.

/** One line, how it is broken, and what has to notice. */
export type Mutant = Line & (Tested | Planned);

type Line = {
  /** The unique name on the command line and in the table. */
  readonly name: string;
  /** What goes wrong for people without the line. */
  readonly why: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Needed where `find` occurs more than once: text before the meant occurrence. Occurs in the file exactly once. */
  readonly after?: string;
  /** Text that occurs in the file exactly once, or the first occurrence behind `after`. */
  readonly find: string;
  readonly replace: string;
};

/** A line that a test has to notice. */
export type Tested = { readonly test: NamedTest; readonly plan?: undefined };
/** A line that a run of the campaign (`npm run chaos`) has to notice, with the real bot on a real clock. */
type Planned = { readonly plan: NamedPlan; readonly test?: undefined };

/** All tests of a file whose full name contains `name`. A full name is the titles from the outside in, joined by ` > `. */
export type NamedTest = { readonly file: string; readonly name: string };

/** The sequence of one run of a campaign, without its other acts. It is the same on any machine but for the clock. */
export type NamedPlan = {
  readonly seed: number;
  readonly run: number;
  readonly database: 'sqlite' | 'postgres';
};

/** The name of a plan in a table. */
export const nameOfPlan = ({ seed, run, database }: NamedPlan): string =>
  `run ${run} of seed ${seed} on ${database}`;

type Broken =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** A file's text with the line broken. Fails where the text to replace is missing or ambiguous. */
export function breakLine({ file, after, find, replace }: Line, text: string): Broken {
  const from = after === undefined ? 0 : text.indexOf(after);
  const at = from === -1 ? -1 : text.indexOf(find, from + (after?.length ?? 0));
  const unique = after ?? find;
  const times = text.split(unique).length - 1;
  if (times > 1)
    return no(`the text stands ${times} times in ${file}, where it has to stand once: ${unique}`);
  if (at === -1) return no(`the line is not in ${file} any more: ${find}`);
  return { ok: true, text: text.slice(0, at) + replace + text.slice(at + find.length) };
}

const no = (why: string): Broken => ({ ok: false, why });
