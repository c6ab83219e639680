// Lines of typed parts, rendered twice from the same value: as a rich_text block, whose text elements are never parsed for
// markup, and as the plain-text fallback. What a part says in one it says in the other.

import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import { asSentence, type Said } from '../../app/domain/text/sentence.ts';
import { clip, escapeMrkdwn, manyLines, oneLine } from './foreign.ts';
import { bounds, limits } from './limits.ts';

export type Part =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly style?: { bold?: true; code?: true; italic?: true };
    }
  /** For the eye alone: what it says is said in words beside it, so the plain text goes without. */
  | { readonly kind: 'sign'; readonly text: string }
  /** A block of text in its own lines and a fixed-width font; alone on its line. */
  | { readonly kind: 'preformatted'; readonly text: string }
  /** Somebody else's words, set off from ours; alone on its line. */
  | { readonly kind: 'quotation'; readonly text: string }
  /** `calls`: it begins a sentence said to them, which is complete without it. */
  | { readonly kind: 'user'; readonly id: string; readonly calls?: true }
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'date'; readonly atMs: number; readonly format: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string };

export type Line = readonly Part[];

/** Our own words. */
export const say = (text: string): Part => ({ kind: 'text', text });
export const bold = (text: string): Part => ({ kind: 'text', text, style: { bold: true } });
export const italic = (text: string): Part => ({ kind: 'text', text, style: { italic: true } });
export const sign = (text: string): Part => ({ kind: 'sign', text });

/** Foreign text in one line, bounded. */
export const quote = (text: string, most: number = bounds.word): Part => say(oneLine(text, most));
export const quoteBold = (text: string, most: number = bounds.displayName): Part =>
  bold(oneLine(text, most));
export const quoteCode = (text: string, most: number = bounds.word): Part => ({
  kind: 'text',
  text: oneLine(text, most),
  style: { code: true },
});
/** Foreign text that keeps its line breaks, bounded. */
export const quoteLines = (text: string, most: number = bounds.errorText): Part =>
  say(manyLines(text, most));

/** The same, set off as what somebody else has said. */
export const quotation = (text: string, most: number = bounds.errorText): Part => ({
  kind: 'quotation',
  text: manyLines(text, most),
});

/** Foreign text as it is written (YAML, JSON, a log), bounded. */
export const preformatted = (text: string, most: number): Part => ({
  kind: 'preformatted',
  text: manyLines(text.trimEnd(), most),
});

/** A sentence for the one who asked: what is code or foreign in it is set as code. */
export function sentence(said: Said): Line {
  const parts = asSentence(said);
  if (parts.length === 0) return [quote('')];
  let room: number = bounds.sentence;
  return parts.flatMap(({ kind, text }): Line => {
    if (room <= 0) return [];
    // The space between two words of code is one; anything else of nothing is said to be empty.
    const shown = kind === 'prose' && /^ +$/.test(text) ? text : oneLine(text, room);
    room -= shown.length;
    return [kind === 'prose' ? say(shown) : quoteCode(shown, bounds.sentence)];
  });
}

export const user = (id: string): Part => ({ kind: 'user', id });
/** Somebody who is to read the rest of the line. */
export const call = (id: string): Part => ({ kind: 'user', id, calls: true });
/** A channel by its name; a direct message has none, and is nobody else's to open. */
export const channel = (id: string): Part =>
  isDirect(id) ? say('a direct message') : { kind: 'channel', id };
/** Whether a conversation is a direct message with the bot. */
export const isDirect = (id: string): boolean => id.startsWith('D');
export const link = (url: string, text: string): Part => ({ kind: 'link', url, text });
/** A time in the reader's zone: `15:46` today, with its day otherwise. */
export const time = (atMs: number, nowMs: number): Part => ({
  kind: 'date',
  atMs,
  format: nowMs - atMs < 12 * 3_600_000 ? '{time}' : '{date_short_pretty} {time}',
});

/** The same with its day, as `today` or a date: for what may be shown for long without being rendered anew. */
export const moment = (atMs: number): Part => ({
  kind: 'date',
  atMs,
  format: '{date_short_pretty} {time}',
});

/** One rich_text block of these lines; bounded as a whole. */
export function richText(lines: readonly Line[]): RichTextBlock {
  const elements: RichTextBlockElement[] = [];
  let section: RichTextElement[] = [];
  let room: number = limits.blockText;
  const endSection = (): void => {
    if (section.length > 0) elements.push({ type: 'rich_text_section', elements: section });
    section = [];
  };
  for (const line of lines) {
    const [first] = line;
    if (first?.kind === 'preformatted' || first?.kind === 'quotation') {
      endSection();
      const text = clip(first.text, Math.max(1, room));
      const type = first.kind === 'quotation' ? 'rich_text_quote' : 'rich_text_preformatted';
      elements.push({ type, elements: [{ type: 'text', text }] });
      room -= text.length;
      continue;
    }
    if (section.length > 0) section.push({ type: 'text', text: '\n' });
    for (const part of line) {
      const element = richElement(part, room);
      if (element === undefined) continue;
      section.push(element);
      room -= part.kind === 'text' || part.kind === 'sign' ? part.text.length : 20;
    }
  }
  endSection();
  return { type: 'rich_text', elements };
}

/** The same lines as text; one of signs alone is not among them. */
export function plainText(lines: readonly Line[]): string {
  return lines
    .filter((line) => line.length === 0 || line.some(({ kind }) => kind !== 'sign'))
    .map((line) => line.map(plainPart).join(''))
    .join('\n');
}

function richElement(part: Part, room: number): RichTextElement | undefined {
  switch (part.kind) {
    case 'text': {
      const text = clip(part.text, Math.max(1, room));
      if (text === '') return undefined; // Slack refuses an empty element
      return part.style === undefined
        ? { type: 'text', text }
        : { type: 'text', text, style: { ...part.style } };
    }
    case 'sign':
      return { type: 'text', text: clip(part.text, Math.max(1, room)) };
    case 'preformatted':
    case 'quotation':
      return undefined; // never inside a line
    case 'user':
      return { type: 'user', user_id: part.id };
    case 'channel':
      return { type: 'channel', channel_id: part.id };
    case 'date':
      return {
        type: 'date',
        timestamp: Math.floor(part.atMs / 1000),
        format: part.format,
        fallback: utc(part.atMs),
      };
    case 'link':
      return { type: 'link', url: part.url, text: part.text };
  }
}

function plainPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return escapeMrkdwn(part.text);
    case 'sign':
      return '';
    case 'preformatted':
    case 'quotation':
      return escapeMrkdwn(part.text);
    case 'user':
      return `<@${part.id}>`;
    case 'channel':
      return `<#${part.id}>`;
    case 'date':
      return `<!date^${Math.floor(part.atMs / 1000)}^${part.format}|${utc(part.atMs)}>`;
    case 'link':
      return `<${part.url.replaceAll('&', '&amp;')}|${escapeMrkdwn(part.text)}>`;
  }
}

/** `2026-11-24 15:46 UTC`, for readers whose client can't show a date token. */
export function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
