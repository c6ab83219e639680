import { notClosed } from './command-problem.ts';
import type { Parsed } from './command.ts';
import type { Rest } from './rest.ts';
import { tokenize } from '../../text/tokens.ts';

/** Parses what follows `help`: a command, or nothing. */
export function parseHelp({ command, clean, from, readVerb }: Rest): Parsed {
  const read = tokenize(clean, from);
  if (!read.ok) return notClosed(read.at);
  const [word, extra] = read.tokens;
  if (word === undefined) return { ok: true, command: { verb: 'help' } };
  if (extra !== undefined) {
    return { ok: false, problem: { kind: 'help-takes-one', command } };
  }
  const about = readVerb(word.text);
  return about.ok ? { ok: true, command: { verb: 'help', about: about.verb } } : about;
}
