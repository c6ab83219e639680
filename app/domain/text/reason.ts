import { redact } from '../secret/redact.ts';
import { readToken } from './tokens.ts';

/** In characters. */
const longestReason = 500;

/**
 * The prose at the end of a command, as typed: any quotes may occur, and quotes around the whole
 * are removed. It is posted in the channel, so secrets are hidden. A cancel isn't refused because
 * of one.
 */
export function readReason(rest: string): string | undefined {
  const reason = redact(inQuotes(rest)?.trim() ?? rest.trim());
  if (reason === '') return undefined;
  const characters = Array.from(reason);
  return characters.length <= longestReason
    ? reason
    : `${characters.slice(0, longestReason - 1).join('')}…`;
}

/** A reason, and whether it was quoted. A quoted one can't be part of a job's name. */
export type Behind = { readonly reason?: string | undefined; readonly quoted?: true | undefined };

/** Parses what follows the job in a cancel. */
export function readBehind(rest: string): Behind {
  const quoted = inQuotes(rest) !== undefined;
  return { reason: readReason(rest), ...(quoted && { quoted }) };
}

/** The text inside quotes around the whole. */
function inQuotes(rest: string): string | undefined {
  const typed = rest.trim();
  const first = readToken(typed, 0);
  const isWhole = first.kind === 'token' && first.token.quoted && first.token.end === typed.length;
  return isWhole ? first.token.text : undefined;
}
