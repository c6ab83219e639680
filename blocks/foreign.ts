// The one way foreign text (names, labels, parameters, errors, log lines) gets into a message: as text that can't ping, link,
// format, reorder or hide what stands around it.

// Bidirectional controls reorder the text around them; other controls and line separators break lines or vanish.
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Foreign text as one line: controls shown as `�`, line breaks and tabs as spaces, cut to `most` code points. */
export function oneLine(text: string, most: number): string {
  return clip(text.replace(/[\r\n\t]+/g, ' ').replace(invisible, '\ufffd'), most);
}

/** Foreign text that may have several lines, cut to `most` code points. */
export function manyLines(text: string, most: number): string {
  return clip(
    text.replace(/\r\n?/g, '\n').replace(/[^\n]/gu, (c) => c.replace(invisible, '\ufffd')),
    most,
  );
}

/** Cuts to `most` code points, never through one, and shows that it did. */
export function clip(text: string, most: number): string {
  // Code points are at most code units, so a short string needs no splitting.
  if (text.length <= most) return text;
  const points = Array.from(text.slice(0, most * 2 + 2));
  return points.length <= most && text.length <= most * 2 + 2
    ? text
    : `${points.slice(0, most - 1).join('')}…`;
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
