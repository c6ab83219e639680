// Lines of typed parts. Each value is rendered twice: as a rich_text block, whose text is never
// parsed for markup, and as the plain-text fallback. Both say the same.

import { asSentence, type Said } from '../../app/domain/text/sentence.ts';
import { manyLines, oneLine } from './foreign.ts';
import { bounds } from './limits.ts';

export type Part =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly style?: { bold?: true; code?: true; italic?: true };
    }
  /** Decoration only: the words next to it say the same, so plain text omits it. */
  | { readonly kind: 'sign'; readonly text: string }
  /** Text with its own line breaks in a fixed-width font; alone on its line. */
  | { readonly kind: 'preformatted'; readonly text: string }
  /** Somebody else's words as a quote; alone on its line. */
  | { readonly kind: 'quotation'; readonly text: string }
  /** `calls`: begins a sentence addressed to them, which is complete without the mention. */
  | { readonly kind: 'user'; readonly id: string; readonly calls?: true }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'date'; readonly atMs: number; readonly format: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string };

export type Line = readonly Part[];

/** The bot's own words. */
export const say = (text: string): Part => ({ kind: 'text', text });

/** The bot's own words in bold. */
export const bold = (text: string): Part => ({ kind: 'text', text, style: { bold: true } });

/** The bot's own words in italics. */
export const italic = (text: string): Part => ({ kind: 'text', text, style: { italic: true } });

/** A decoration, such as an emoji. */
export const sign = (text: string): Part => ({ kind: 'sign', text });

/** Foreign text in one line, shortened. */
export const quote = (text: string, most: number = bounds.word): Part => say(oneLine(text, most));

/** Foreign text in one line, in bold, shortened. */
export const quoteBold = (text: string, most: number = bounds.displayName): Part =>
  bold(oneLine(text, most));

/** Foreign text in one line, as code, shortened. */
export const quoteCode = (text: string, most: number = bounds.word): Part => ({
  kind: 'text',
  text: oneLine(text, most),
  style: { code: true },
});

/** Foreign text with its line breaks, shortened. */
export const quoteLines = (text: string, most: number = bounds.errorText): Part =>
  say(manyLines(text, most));

/** The same as a quote. */
export const quotation = (text: string, most: number = bounds.errorText): Part => ({
  kind: 'quotation',
  text: manyLines(text, most),
});

/** Foreign text as it is written (YAML, JSON, a log), shortened. */
export const preformatted = (text: string, most: number): Part => ({
  kind: 'preformatted',
  text: manyLines(text.trimEnd(), most),
});

/** A sentence for the requester, shortened. Its code and foreign parts are shown as code. */
export const sentenceLine = (said: Said): Line => shortSentence(said, bounds.sentence);

/** The same, with at most `most` characters. */
export function shortSentence(said: Said, most: number): Line {
  const parts = asSentence(said);
  if (parts.length === 0) return [quote('')];
  let room = most;
  return parts.flatMap(({ kind, text: own }, index): Line => {
    if (room <= 0) return [];
    // A cut is marked, also one between two parts.
    const text = own.length === room && index < parts.length - 1 ? `${own} ` : own;
    // A single space between two pieces of code stays; any other empty text reads `(empty)`.
    const shown = kind === 'prose' && /^ +$/.test(text) ? text : oneLine(text, room);
    room -= shown.length;
    return [kind === 'prose' ? say(shown) : quoteCode(shown, most)];
  });
}

/** A person by name, which mentions them. */
export const user = (id: string): Part => ({ kind: 'user', id });

/** A mention of somebody who should read the rest of the line. */
export const call = (id: string): Part => ({ kind: 'user', id, calls: true });

/** A user group by its name, which mentions everybody in it. */
export const group = (id: string): Part => ({ kind: 'group', id });

/** A channel by its name. A direct message has none, and nobody else can open it. */
export const channel = (id: string): Part =>
  isDirect(id) ? say('a direct message') : { kind: 'channel', id };

/** Whether a conversation is a direct message with the bot. */
export const isDirect = (id: string): boolean => id.startsWith('D');

/** A link with the bot's own words. */
export const link = (url: string, text: string): Part => ({ kind: 'link', url, text });

/** A time in the reader's zone: `15:46` today, otherwise with its date. */
export const time = (atMs: number, nowMs: number): Part => ({
  kind: 'date',
  atMs,
  format: nowMs - atMs < 12 * 3_600_000 ? '{time}' : '{date_short_pretty} {time}',
});

/** The same with `today` or a date: for text that stays without being rendered again. */
export const moment = (atMs: number): Part => ({
  kind: 'date',
  atMs,
  format: '{date_short_pretty} {time}',
});

/** `1 hour ago`, which Slack keeps true. */
export const ago = (atMs: number): Part => ({ kind: 'date', atMs, format: '{ago}' });

/** The same part in bold. */
export const strong = (part: Part): Part =>
  part.kind === 'text' ? { ...part, style: { ...part.style, bold: true } } : part;
