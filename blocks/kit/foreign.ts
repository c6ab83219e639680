// The one way foreign text (names, labels, parameters, errors, log lines) gets into a message: as text that can't ping, link,
// format, reorder or hide what stands around it.

import { hidePieces } from '../../app/domain/template/hide-secrets.ts';
import { shapedSecrets } from '../../app/domain/secret/redact.ts';

// Bidirectional controls reorder the text around them; other controls and line separators break lines or vanish.
// The zero-width joiner (200d) stays: emoji are made of it.
const invisible = /[\p{Cc}\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** So much more of a text is looked at than is shown: a secret might begin in the one and end in the other. UTF-16 units. */
const margin = 4_000;

/** What is a secret by its own looks stands in no message, wherever it comes from. */
function withoutSecrets(text: string, most: number): string {
  const begin = text.slice(0, most + margin);
  return hidePieces(begin, shapedSecrets(begin));
}

/** Foreign text as one line: controls shown as `�`, line breaks and tabs as spaces, cut to `most`; nothing reads `(empty)`. */
export function oneLine(text: string, most: number): string {
  return clip(shown(withoutSecrets(text, most).replace(/[\r\n\t]+/g, ' ')), most);
}

/** Foreign text that may have several lines, tabs as spaces, cut to `most`. */
export function manyLines(text: string, most: number): string {
  const visible = withoutSecrets(text, most).replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
  return clip(shown(visible), most);
}

function shown(text: string): string {
  const visible = text.replace(invisible, (control) => (control === '\n' ? control : '\ufffd'));
  return visible.trim() === '' ? '(empty)' : visible;
}

/** Cuts to `most` UTF-16 units (what Slack's limits may count at worst), never through a character, and shows that it did. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const joiner = '\u2060';

/**
 * Text for a mrkdwn object (used with `verbatim: true`) and for the plain-text fallback: entities as Slack asks for, and a word
 * joiner where a character would format, make an emoji or a link, so that what looks like markup stays what it looks like.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, `$&${joiner}`)
    .replace(/:(?=[\w+-]+:)|:(?=\/\/)(?<=https?:)/g, `$&${joiner}`);
}
