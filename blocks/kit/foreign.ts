// The only way foreign text (names, labels, parameters, errors, log lines) gets into a message: as
// text that can't ping, link, format, or reorder or hide the text around it.

import { hidePieces } from '../../app/domain/template/secret/hide-secrets.ts';
import { shapedSecrets } from '../../app/domain/secret/redact.ts';

// Bidirectional controls reorder the text around them; other controls and line separators break
// lines or are invisible. The zero-width joiner (200d) stays, since emoji contain it.
const invisible = /[\p{Cc}\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * How much more text is searched for secrets than is shown, since a secret may cross the cut. In
 * UTF-16 units.
 */
const margin = 4_000;

/** A recognisable secret is never shown, wherever it comes from. */
function withoutSecrets(text: string, most: number): string {
  const begin = text.slice(0, most + margin);
  return hidePieces(begin, shapedSecrets(begin));
}

/**
 * Foreign text in one line: controls become `�`, line breaks and tabs spaces; cut to `most`. An
 * empty text reads `(empty)`.
 */
export function oneLine(text: string, most: number): string {
  return clip(shown(withoutSecrets(text, most).replace(/[\r\n\t]+/g, ' ')), most);
}

/** Foreign text with line breaks; tabs become spaces; cut to `most`. */
export function manyLines(text: string, most: number): string {
  const visible = withoutSecrets(text, most).replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
  return clip(shown(visible), most);
}

function shown(text: string): string {
  const visible = text.replace(invisible, (control) => (control === '\n' ? control : '\ufffd'));
  return visible.trim() === '' ? '(empty)' : visible;
}

/**
 * Cuts to `most` UTF-16 units (the strictest way that Slack may count), never inside a character,
 * and marks the cut.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const joiner = '\u2060';

/**
 * Escapes text for a mrkdwn object (with `verbatim: true`) and for plain-text fallbacks: Slack's
 * entities, and a word joiner where a character would format, or make an emoji or a link.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, `$&${joiner}`)
    .replace(/:(?=[\w+-]+:)|:(?=\/\/)(?<=https?:)/g, `$&${joiner}`);
}
