// A command copied from where commands are shown as code, in bold or in quotes brings its marks along: they are taken off around words,
// where they can be nothing else. What stands inside a word (`resnet*`) or in quotes stays.

import { readToken } from './tokens.ts';

const fences = /^\s*(```|`)\s*([^`]+?)\s*\1\s*$/;
/** Before an entry of a list that was copied alone. */
const item = /^(?![^\n]*\n[^])\s*(?:[•◦▪*–-]|\d{1,2}[.)])\s+/;
/** Around the whole: ``*`launch hello`*``. */
const around = /^\s*(\*{1,2}|_|~)([^*_~]+)\1\s*$/;
const quotedWhole = /^\s*["“„«]([^"“”„«»]*\s[^"“”„«»]*)["”“»]\s*$/;
/** With no apostrophe within. */
const singlyQuotedWhole = /^\s*['‘‚‹]([^'‘’‚‛‹›]*\s[^'‘’‚‛‹›]*)['‘’›]\s*$/;
/** Around words. */
const marked =
  /(?<=^|\s)(`{1,3}|\*{1,2}|_|~)(?=[^\s`*_~])([^\n`]{0,300}?[^\s`*_~])\1(?=$|[\s,;.!?])/gu;
/** Where names are patterns: not around one, `watch name = *net*`. */
const watches = /^\s*(?:\/\S{1,40}\s+)?(?:un)?watch\s/iu;
const markedButPatterns =
  /(?<=^|\s)(`{1,3}|(?<!\bname\s{0,5}[:=]?\s{0,5})(?:\*{1,2}|_|~))(?=[^\s`*_~])([^\n`]{0,300}?[^\s`*_~])\1(?=$|[\s,;.!?])/giu;
/** A name before its value: `*lr*=0.1`. */
const markedName = /(?<=^|\s)(`{1,3}|\*{1,2}|_|~)([-–—−]{0,2}[a-zA-Z][\w.-]{0,100})\1(?=[=:])/gu;
/** Around a value that can have none: `*0.1*`, `_yes_`; and the comma behind it. */
const markedValue = /^(`{1,3}|\*{1,2}|_|~)(.+)\1$/s;

/** What was typed for a value of a kind that has no marks and no comma at its end: a number, a choice, a place. */
export function bareValue(text: string): string {
  return text.trim().replace(/[,;]$/, '').replace(markedValue, '$2').replace(/[,;]$/, '').trim();
}

/** A command as it would have been typed: without code marks, bold, italics, quotes around the whole, and the mark of a quotation or of a list’s entry before it. */
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
    // A mark that begins or ends within a word in quotes was typed there.
    const isOutside = quoted.every(
      ([from, to]) => end <= from || at >= to || (at < from && end >= to),
    );
    return isOutside ? inside : match;
  });
}

/** Where words stand that have quotes in them. */
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
