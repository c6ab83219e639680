// Commands in messages. In a job's thread, the job may be left out: it is the thread's.

import { readJobReference } from '../job/job-reference.ts';
import { meansMany } from './parse/parse-bulk.ts';
import { firstWord } from './parse-command.ts';
import { cleanText, quotedName, readToken } from '../text/tokens.ts';
import { verbNamed } from './verb-names.ts';
import { verbs } from './verbs.ts';
import { withoutMarkup } from '../text/without-markup.ts';

/** A whole sentence that only asks to be shown something about the job. */
const asked =
  /^(?:please |can you )?(?:show|give|get|tell)(?: me| us)?(?: the| its)? (logs?|status)(?: please)?[.?!]*$/i;

/** The second word of a command about one job, if it may name the job; otherwise undefined. */
export function namedJob(text: string, command: string): string | undefined {
  const words = firstWords(said(text, command));
  return words === undefined || words.second === '' ? undefined : words.second;
}

/**
 * Inserts the thread's job unless the command names a job itself. `isHandle`: the second word is
 * the handle of an existing job. Any other plain word begins a reason or is a number of lines or a
 * parameter.
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
  if (words === undefined || isHandle || namesJob(words) || isForMany(words)) return text;
  return `${words.verb} ${handle} ${words.rest}`.trim();
}

/**
 * Removes markup and the slash command's name, which come along when a command is copied from help.
 */
function said(text: string, command: string): string {
  const clean = withoutMarkup(cleanText(text));
  const first = firstWord(clean, command);
  if (first.kind === 'end') return '';
  return first.kind === 'token' ? clean.slice(first.token.start).trim() : clean.trim();
}

function firstWords(clean: string) {
  const verb = readToken(clean, 0);
  const meant = verb.kind === 'token' ? verbNamed(verb.token.text) : undefined;
  if (verb.kind !== 'token' || meant === undefined || verbs[meant].about !== 'job') {
    return undefined;
  }
  const second = readToken(clean, verb.token.end);
  return {
    verb: verb.token.text,
    second:
      second.kind === 'token' && second.token.pair === undefined ? quotedName(second.token) : '',
    rest: clean.slice(verb.token.end).trim(),
  };
}

/** A cancel with filters is about many jobs, wherever it is said. */
function isForMany({ verb, rest }: { readonly verb: string; readonly rest: string }): boolean {
  return verbNamed(verb) === 'cancel' && meansMany(rest, 0);
}

/**
 * A resource name, URL, link to a card, or id (many digits, unlike a number of lines). `last`
 * counts only when it stands alone: `logs last 50`.
 */
function namesJob({ second, rest }: { readonly second: string; readonly rest: string }): boolean {
  const { kind } = readJobReference(second);
  if (kind === 'last') return rest === second;
  return kind === 'resource' || kind === 'card' || (kind === 'id' && second.length > 6);
}
