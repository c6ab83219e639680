// A sentence for people, kept in parts: the bot's own prose, code, and foreign text. Parts are
// never merged and parsed again, so foreign text can't change how the rest is shown.

import { shortened, withoutSecret } from './problem.ts';

/**
 * - `prose`: the bot's own words.
 * - `code`: literal input or the name of something that exists.
 * - `foreign`: text from outside, repeated: shortened, without secrets, and shown as a quote.
 */
type SentencePart = {
  readonly kind: 'prose' | 'code' | 'foreign';
  readonly text: string;
};
export type Sentence = readonly SentencePart[];

/** A sentence. A plain string has only the bot's own words, with code between backticks. */
export type Said = string | Sentence;

/**
 * Builds a sentence: `` sentence`Write \`${command} help\`.` ``. Backticks in the template mark
 * code; in a value they are ordinary characters. A value that is a sentence is inserted as it is;
 * any other becomes prose or code, depending on its place.
 */
export function sentence(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Sentence)[]
): Sentence {
  const parts: SentencePart[] = [];
  let kind: 'prose' | 'code' = 'prose';
  for (const [index, own] of words.entries()) {
    for (const [at, text] of own.split('`').entries()) {
      if (at > 0) kind = kind === 'prose' ? 'code' : 'prose';
      add(parts, { kind, text });
    }
    const value = values[index];
    if (value === undefined) continue;
    const within = typeof value === 'object' ? value : [{ kind, text: String(value) }];
    for (const part of within) add(parts, part);
  }
  return parts;
}

/** Merges neighbouring parts of the same kind, except foreign ones. */
function add(parts: SentencePart[], part: SentencePart): void {
  if (part.text === '' && part.kind !== 'foreign') return;
  const last = parts.at(-1);
  if (last === undefined || last.kind !== part.kind || part.kind === 'foreign') {
    parts.push(part);
  } else {
    parts[parts.length - 1] = { ...last, text: last.text + part.text };
  }
}

/** What somebody typed, or an unchecked name, safe to repeat: shortened and without secrets. */
export function foreign(text: string): Sentence {
  return [{ kind: 'foreign', text: shortened(withoutSecret(text)) }];
}

/** A name, command or value of the bot's own, as code. */
export function code(text: string): Sentence {
  return [{ kind: 'code', text }];
}

/** Joins sentences with spaces. */
export const together = (...sentences: readonly Sentence[]): Sentence => allTogether(sentences);

/** The same for any number of them: a file may have 100,000 problems. */
export function allTogether(sentences: readonly Sentence[]): Sentence {
  return joined(
    sentences.filter((one) => one.length > 0),
    () => ' ',
  );
}

/** `a`, `b` and `c`. */
export function listed(items: readonly Sentence[], last: 'and' | 'or' = 'and'): Sentence {
  return joined(items, (index) => (index === items.length - 1 ? ` ${last} ` : ', '));
}

function joined(sentences: readonly Sentence[], between: (index: number) => string): Sentence {
  const parts: SentencePart[] = [];
  for (const [index, one] of sentences.entries()) {
    if (index > 0) add(parts, { kind: 'prose', text: between(index) });
    for (const part of one) add(parts, part);
  }
  return parts;
}

/** A sentence in parts. In a string, backticks mark code. */
export function asSentence(said: Said): Sentence {
  if (typeof said !== 'string') return said;
  return said
    .split(/`([^`]+)`/)
    .map((text, index): SentencePart => ({ kind: index % 2 === 0 ? 'prose' : 'code', text }))
    .filter(({ text }) => text !== '');
}

/** The sentence as plain text, with foreign parts in quotes. */
export function plainSentence(said: Said): string {
  if (typeof said === 'string') return said.replaceAll('`', '');
  return said.map(({ kind, text }) => (kind === 'foreign' ? JSON.stringify(text) : text)).join('');
}
