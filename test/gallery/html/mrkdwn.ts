// The part of Slack's mrkdwn that the bot writes: tokens in angle brackets, *bold* and `code` in confirm dialogs.

import { channelName, dateText, personName, type Directory } from './directory.ts';
import { markup, safeUrl, type Markup } from './markup.ts';

/** A mrkdwn text object. */
export function mrkdwnHtml(text: string, directory: Directory): Markup {
  const pieces = text.split(/(<[^<>\n]*>|\*[^*\n\u2060]+\*(?!\u2060)|`[^`\n\u2060]+`(?!\u2060))/);
  return markup`${pieces.map((piece) => pieceHtml(piece, directory))}`;
}

function pieceHtml(piece: string, directory: Directory): Markup {
  if (piece.startsWith('<')) return tokenHtml(piece.slice(1, -1), directory);
  if (/^\*.+\*$/.test(piece)) return markup`<b>${unescape(piece.slice(1, -1))}</b>`;
  if (/^`.+`$/.test(piece)) return markup`<code>${unescape(piece.slice(1, -1))}</code>`;
  return markup`${unescape(piece)}`;
}

function tokenHtml(token: string, directory: Directory): Markup {
  const text = tokenText(token, directory);
  if (/^[@#]/.test(token)) return markup`<span class="mention">${text}</span>`;
  return token.startsWith('!')
    ? markup`${text}`
    : markup`<a href="${safeUrl(token.split('|')[0] ?? '')}">${text}</a>`;
}

/** The plain-text fallback as a notification shows it, with names in place of tokens. */
export function fallbackText(text: string, directory: Directory): string {
  return unescape(text.replace(/<([^<>\n]*)>/g, (_, token: string) => tokenText(token, directory)));
}

function tokenText(token: string, directory: Directory): string {
  const [head = '', label] = token.split('|');
  if (head.startsWith('@')) return `@${personName(directory, head.slice(1))}`;
  if (head.startsWith('#')) return `#${channelName(directory, head.slice(1))}`;
  if (head.startsWith('!date^')) {
    const [, seconds = '', format = ''] = head.split('^');
    return dateText(Number(seconds) * 1_000, format, directory.now);
  }
  return label ?? head;
}

function unescape(text: string): string {
  return text
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
