// Commands about one job whose name may have several words without quotes: where it ends and the rest begins, only the jobs can tell.

import type { Naming, Parsed } from './command.ts';
import { beginnings } from './longer-names.ts';
import { parseRerun } from './parse-launch.ts';
import { parseLogs } from './parse-logs.ts';
import { parseStatus } from './parse-status.ts';
import { tokenize, type Token } from './tokens.ts';

const readers: Readonly<
  Record<Naming['verb'], (command: string, tokens: readonly Token[]) => Parsed>
> = {
  rerun: parseRerun,
  status: parseStatus,
  logs: parseLogs,
};

/** The command of which the first word is the job; and what else it may be. `texts`: what follows the verb, with and without its marks. */
export function parseAbout(
  verb: Naming['verb'],
  command: string,
  tokens: readonly Token[],
  ...texts: readonly string[]
): Parsed {
  const parsed = readers[verb](command, tokens);
  const [first] = tokens;
  if (first === undefined || first.quoted) return parsed;
  const names = beginnings(...texts);
  return names.length === 0 ? parsed : { ...parsed, naming: { verb, names } };
}

/** The command of which this name is the job, and the rest what stands behind it. */
export function parseNamed(
  { verb }: Naming,
  { name, rest }: Naming['names'][number],
  command: string,
): Parsed {
  const read = tokenize(rest);
  if (!read.ok) return read;
  const job: Token = { text: name, quoted: true, start: 0, end: 0 };
  return readers[verb](command, [job, ...read.tokens]);
}
