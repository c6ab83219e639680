// Commands about one job whose name may have several unquoted words. Only the existing jobs can
// tell where the name ends.

import { notClosed } from './command-problem.ts';
import type { Naming, Parsed } from './command.ts';
import { beginnings } from './longer-names.ts';
import { isDashed, readOption } from '../../text/option.ts';
import { parseRerun } from './parse-launch.ts';
import { parseLogs } from './parse-logs.ts';
import { parseStatus } from './parse-status.ts';
import { tokenize, type Token } from '../../text/tokens.ts';

const readers: Readonly<
  Record<Naming['verb'], (command: string, tokens: readonly Token[]) => Parsed>
> = {
  rerun: parseRerun,
  status: parseStatus,
  logs: parseLogs,
};

/**
 * Parses the command with its first word as the job, and lists the other names it may begin with. A
 * re-run's name ends before the first change; otherwise a job called `a3f9 lr=1` would run instead
 * of `a3f9`. `texts`: what follows the verb, with and without markup.
 */
export function parseAbout(
  verb: Naming['verb'],
  command: string,
  tokens: readonly Token[],
  ...texts: readonly string[]
): Parsed {
  const parsed = readers[verb](command, tokens);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || first.quoted) return parsed;
  const change = verb === 'rerun' ? tokens.find(isChange) : undefined;
  const kept = change === undefined ? 0 : last.end - change.start;
  const names = beginnings(...texts).filter(({ rest }) => rest.trimEnd().length >= kept);
  return names.length === 0 ? parsed : { ...parsed, naming: { verb, names } };
}

function isChange(token: Token): boolean {
  return token.pair !== undefined || isDashed(token) || readOption(token)?.sure === true;
}

/** Parses the command with `name` as the job and `rest` as its arguments. */
export function parseNamed(
  { verb }: Naming,
  { name, rest }: Naming['names'][number],
  command: string,
): Parsed {
  const read = tokenize(rest);
  if (!read.ok) return notClosed(read.at);
  const job: Token = { text: name, quoted: true, endsQuoted: true, start: 0, end: 0 };
  return readers[verb](command, [job, ...read.tokens]);
}
