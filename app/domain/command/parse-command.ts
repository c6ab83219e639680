// The grammar of the slash command. Every mistake is one sentence that names the problem and the
// remedy. No input is ignored.

import { notClosed, type CommandProblem } from './parse/command-problem.ts';
import type { Command, Parsed, TypedVerb } from './parse/command.ts';
import { asksForHelp } from '../text/option.ts';
import { parseHelp } from './parse/parse-help.ts';
import type { Rest } from './parse/rest.ts';
import { cleanText, readToken, type ReadToken } from '../text/tokens.ts';
import { readVerb } from './verb-names.ts';
import { verbs } from './verbs.ts';
import { withoutMarkup } from '../text/without-markup.ts';

/** In characters. A Slack message has at most 40,000, and a parameter's value 4,000. */
export const longestCommand = 20_000;

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });
const accept = (command: Command): Parsed => ({ ok: true, command });

/**
 * Parses what follows the slash command. `command` is that command's name, used in messages. Never
 * throws.
 */
export function parseCommand(text: string, { command }: { readonly command: string }): Parsed {
  if (text.length > longestCommand) {
    return refuse({ kind: 'command-too-long', most: longestCommand });
  }
  const clean = withoutMarkup(cleanText(text));
  const first = firstWord(clean, command);
  if (first.kind === 'end') return accept({ verb: 'menu' });
  if (first.kind === 'unclosed') return notClosed(first.at);
  const rest: Rest = {
    command,
    clean,
    from: first.token.end,
    asTyped: cleanText(text),
    readVerb: (word) => readVerb(word, command),
  };
  if (asksForHelp(first.token)) return parseHelp(rest);
  const verb = rest.readVerb(first.token.text);
  return verb.ok ? parseRest(verb.verb, rest) : verb;
}

/** Skips the slash command's own name, which comes along when a command is copied. */
export function firstWord(clean: string, command: string): ReadToken {
  const first = readToken(clean, 0);
  const isCommand =
    first.kind === 'token' && first.token.text.toLowerCase().replace(/[:,]$/, '') === command;
  return isCommand ? readToken(clean, first.token.end) : first;
}

function parseRest(verb: TypedVerb, rest: Rest): Parsed {
  const next = readToken(rest.clean, rest.from);
  if (next.kind === 'token' && asksForHelp(next.token))
    return accept({ verb: 'help', about: verb });
  return verbs[verb].typed.parse(rest);
}
