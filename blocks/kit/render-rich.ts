// Renders lines of parts, as rich text and as plain text.

import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import { clip, escapeMrkdwn } from './foreign.ts';
import { limits } from './limits.ts';
import type { Part, Line } from './rich.ts';

/** One rich_text block of these lines, limited as a whole. */
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

/** The same lines as text, without lines that are only decoration. */
export function plainText(lines: readonly Line[]): string {
  return lines
    .filter((line) => line.length === 0 || line.some(({ kind }) => kind !== 'sign'))
    .map((line) => line.map(plainPart).join(''))
    .join('\n');
}

/** A line for a plain_text object, which takes text as it is and has no markup. */
export function bareText(line: Line): string {
  return line.map((part) => ('text' in part ? part.text : plainPart(part))).join('');
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
    case 'group':
      return { type: 'usergroup', usergroup_id: part.id };
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
    case 'group':
      return `<!subteam^${part.id}>`;
    case 'channel':
      return `<#${part.id}>`;
    case 'date':
      return `<!date^${Math.floor(part.atMs / 1000)}^${part.format}|${utc(part.atMs)}>`;
    case 'link':
      return `<${part.url.replaceAll('&', '&amp;')}|${escapeMrkdwn(part.text)}>`;
  }
}

/** `2026-11-24 15:46 UTC`, for clients that can't show a date token. */
export function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
