// A line that keeps a promise, and the test or the seeded plan that sees it broken.

/** One safety line, how it is broken, and who must notice. */
export type Mutant = Line & (Tested | Planned);

type Line = {
  /** How it is called on the command line and in the table; unique. */
  readonly name: string;
  /** What goes wrong for people without the line. */
  readonly why: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Where the text may stand more than once: what comes before the one that is meant. Stands in the file exactly once. */
  readonly after?: string;
  /** Text that stands in the file exactly once, or the first behind `after`; and what takes its place. */
  readonly find: string;
  readonly replace: string;
};

/** A test has to notice. */
export type Tested = { readonly test: NamedTest; readonly plan?: undefined };
/** A run of the campaign (`npm run chaos`) has to notice: the real bot, on a real clock. */
type Planned = { readonly plan: NamedPlan; readonly test?: undefined };

/** All tests of a file whose name has this in it: titles from the outside in, joined by ` > `. */
export type NamedTest = { readonly file: string; readonly name: string };

/** Only the sequence of a run of a campaign, without its other acts: the same on any machine, but for its clock. */
export type NamedPlan = {
  readonly seed: number;
  readonly run: number;
  readonly database: 'sqlite' | 'postgres';
};

/** How what has to notice is called in a table. */
export const nameOfPlan = ({ seed, run, database }: NamedPlan): string =>
  `run ${run} of seed ${seed} on ${database}`;

type Broken =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** A file's text with the line broken; not where the text to be replaced does not stand in it, or not only once. */
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
