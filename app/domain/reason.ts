import { redact } from './redact.ts';
import { readToken } from './tokens.ts';

/** The longest reason that is kept, in characters. */
const longestReason = 500;

/**
 * Prose at the end of a command, as it was typed: any quotes may stand in it, and quotes around the whole are undone. It is told to the channel,
 * so what looks like a secret is hidden; a job that is to be stopped is not kept running for it.
 */
export function readReason(rest: string): string | undefined {
  const typed = rest.trim();
  const first = readToken(typed, 0);
  const isQuoted = first.kind === 'token' && first.token.quoted && first.token.end === typed.length;
  const reason = redact(isQuoted ? first.token.text.trim() : typed);
  if (reason === '') return undefined;
  const characters = Array.from(reason);
  return characters.length <= longestReason
    ? reason
    : `${characters.slice(0, longestReason - 1).join('')}…`;
}
