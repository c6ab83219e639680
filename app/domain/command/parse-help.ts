import type { Parsed } from './command.ts';
import type { Rest } from './rest.ts';
import { sentence } from '../text/sentence.ts';
import { tokenize } from '../text/tokens.ts';

/** Parses what follows `help`: a command, or nothing. */
export function parseHelp({ command, clean, from, readVerb }: Rest): Parsed {
  const read = tokenize(clean, from);
  if (!read.ok) return { ok: false, problem: read.problem };
  const [word, extra] = read.tokens;
  if (word === undefined) return { ok: true, command: { verb: 'help' } };
  if (extra !== undefined) {
    const problem = sentence`\`help\` takes one command: write \`${command} help launch\`, say.`;
    return { ok: false, problem };
  }
  const about = readVerb(word.text);
  return about.ok ? { ok: true, command: { verb: 'help', about: about.verb } } : about;
}
