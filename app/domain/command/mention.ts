// What is said to the bot in a message. In a job's thread the job need not be named: it is the thread's.

import type { Verb } from './command.ts';
import { readJobReference } from '../job/job-reference.ts';
import { firstWord, verbNamed } from './parse-command.ts';
import { cleanText, quotedName, readToken } from '../text/tokens.ts';
import { withoutMarkup } from '../text/without-markup.ts';

/** Verbs that are about one job. */
const jobVerbs: readonly Verb[] = ['cancel', 'status', 'logs', 'rerun'];

/** A whole sentence that asks for no more than to be shown something of the job. */
const asked =
  /^(?:please |can you )?(?:show|give|get|tell)(?: me| us)?(?: the| its)? (logs?|status)(?: please)?[.?!]*$/i;

/** The second word of a command about one job, where that may name the job; undefined: there is none, or it is something else. */
export function namedJob(text: string, command: string): string | undefined {
  const words = firstWords(said(text, command));
  return words === undefined || words.second === '' ? undefined : words.second;
}

/**
 * The command with the thread's job in it, unless it names one itself. `isHandle`: the second word is the handle of a job there is; any
 * other plain word is the beginning of a reason, a number of lines, or a parameter.
 */
export function withThreadJob(
  text: string,
  handle: string,
  isHandle: boolean,
  command: string,
): string {
  const clean = said(text, command);
  if (clean === '') return `status ${handle}`;
  const [, shown] = asked.exec(clean.slice(0, 100)) ?? [];
  if (shown !== undefined) return `${shown.toLowerCase()} ${handle}`;
  const words = firstWords(clean);
  if (words === undefined || isHandle || namesJob(words)) return text;
  return `${words.verb} ${handle} ${words.rest}`.trim();
}

/** Without its marks, and without the name of the slash command: both come along with what is copied from help. */
function said(text: string, command: string): string {
  const clean = withoutMarkup(cleanText(text));
  const first = firstWord(clean, command);
  if (first.kind === 'end') return '';
  return first.kind === 'token' ? clean.slice(first.token.start).trim() : clean.trim();
}

function firstWords(clean: string) {
  const verb = readToken(clean, 0);
  const meant = verb.kind === 'token' ? verbNamed(verb.token.text) : undefined;
  if (verb.kind !== 'token' || meant === undefined || !jobVerbs.includes(meant)) return undefined;
  const second = readToken(clean, verb.token.end);
  return {
    verb: verb.token.text,
    second:
      second.kind === 'token' && second.token.pair === undefined ? quotedName(second.token) : '',
    rest: clean.slice(verb.token.end).trim(),
  };
}

/** A resource name, an address, a link to a card, or an id: ids have many digits, numbers of lines have few. `last` is one alone: `logs last 50`. */
function namesJob({ second, rest }: { readonly second: string; readonly rest: string }): boolean {
  const { kind } = readJobReference(second);
  if (kind === 'last') return rest === second;
  return kind === 'resource' || kind === 'card' || (kind === 'id' && second.length > 6);
}
