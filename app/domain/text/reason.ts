import { redact } from '../secret/redact.ts';
import { readToken } from './tokens.ts';

/** The longest reason that is kept, in characters. */
const longestReason = 500;

/**
 * Prose at the end of a command, as it was typed: any quotes may stand in it, and quotes around the whole are undone. It is told to the channel,
 * so what looks like a secret is hidden; a job that is to be stopped is not kept running for it.
 */
export function readReason(rest: string): string | undefined {
  const reason = redact(inQuotes(rest)?.trim() ?? rest.trim());
  if (reason === '') return undefined;
  const characters = Array.from(reason);
  return characters.length <= longestReason
    ? reason
    : `${characters.slice(0, longestReason - 1).join('')}…`;
}

/** A reason, and that it was given in quotes: then it names nothing, whatever it begins with. */
export type Behind = { readonly reason?: string | undefined; readonly quoted?: true | undefined };

/** Reads what stands behind a job that is to be cancelled. */
export function readBehind(rest: string): Behind {
  const quoted = inQuotes(rest) !== undefined;
  return { reason: readReason(rest), ...(quoted && { quoted }) };
}

/** What stands in the quotes around the whole. */
function inQuotes(rest: string): string | undefined {
  const typed = rest.trim();
  const first = readToken(typed, 0);
  const isWhole = first.kind === 'token' && first.token.quoted && first.token.end === typed.length;
  return isWhole ? first.token.text : undefined;
}
