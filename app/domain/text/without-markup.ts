// Removes the markup that comes along with a command copied from where it is shown as code, bold or
// quoted. Only markup around words is removed; inside a word (`resnet*`) or quotes it stays.

import { readToken } from './tokens.ts';

const fences = /^\s*(```|`)\s*([^`]+?)\s*\1\s*$/;
/** The bullet or number of a single copied list entry. */
const item = /^(?![^\n]*\n[^])\s*(?:[•◦▪*–-]|\d{1,2}[.)])\s+/;
/** Around the whole text: ``*`launch hello`*``. */
const around = /^\s*(\*{1,2}|_|~)([^*_~]+)\1\s*$/;
const quotedWhole = /^\s*["“„«]([^"“”„«»]*\s[^"“”„«»]*)["”“»]\s*$/;
/** Without an apostrophe inside. */
const singlyQuotedWhole = /^\s*['‘‚‹]([^'‘’‚‛‹›]*\s[^'‘’‚‛‹›]*)['‘’›]\s*$/;
/** Around words. */
const marked =
  /(?<=^|\s)(`{1,3}|\*{1,2}|_|~)(?=[^\s`*_~])([^\n`]{0,300}?[^\s`*_~])\1(?=$|[\s,;.!?])/gu;
/** Not where names are patterns: `watch name = *net*`. */
const watches = /^\s*(?:\/\S{1,40}\s+)?(?:un)?watch\s/iu;
const markedButPatterns =
  /(?<=^|\s)(`{1,3}|(?<!\bname\s{0,5}[:=]?\s{0,5})(?:\*{1,2}|_|~))(?=[^\s`*_~])([^\n`]{0,300}?[^\s`*_~])\1(?=$|[\s,;.!?])/giu;
/** Around a name before its value: `*lr*=0.1`. */
const markedName = /(?<=^|\s)(`{1,3}|\*{1,2}|_|~)([-–—−]{0,2}[a-zA-Z][\w.-]{0,100})\1(?=[=:])/gu;
/** Around a value that can't contain markup, `*0.1*`, `_yes_`, and a comma after it. */
const markedValue = /^(`{1,3}|\*{1,2}|_|~)(.+)\1$/s;

/**
 * The typed value without markup and trailing comma, for kinds that can't contain them: a number, a
 * choice, a place.
 */
export function bareValue(text: string): string {
  return text.trim().replace(/[,;]$/, '').replace(markedValue, '$2').replace(/[,;]$/, '').trim();
}

/**
 * A command as it would have been typed: without code marks, bold, italics, quotes around the
 * whole, and a quote's or list's mark before it.
 */
export function withoutMarkup(text: string): string {
  const whole = text
    .replace(/^\s*>\s+/, '')
    .replace(item, '')
    .replace(around, '$2')
    .replace(fences, '$2')
    .replace(quotedWhole, '$1')
    .replace(singlyQuotedWhole, '$1');
  return unmark(unmark(whole, markedName), watches.test(whole) ? markedButPatterns : marked);
}

function unmark(text: string, marks: RegExp): string {
  const quoted = quotedWords(text);
  return text.replace(marks, (match, _, inside: string, at: number) => {
    const end = at + match.length;
    // Markup that begins or ends inside a quoted token was typed.
    const isOutside = quoted.every(
      ([from, to]) => end <= from || at >= to || (at < from && end >= to),
    );
    return isOutside ? inside : match;
  });
}

/** The ranges of tokens that contain quotes. */
function quotedWords(text: string): readonly (readonly [from: number, to: number])[] {
  const words: [number, number][] = [];
  if (!/["“”„‟«»'‘’‚‛‹›]/.test(text)) return words;
  const unclosed = new Set<string>();
  for (let at = 0; ;) {
    const read = readToken(text, at, unclosed);
    if (read.kind !== 'token') return words;
    const { start, end } = read.token;
    at = end;
    if (/\s/.test(text.slice(start, end))) words.push([start, end]);
  }
}
