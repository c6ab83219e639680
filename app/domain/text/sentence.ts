// A sentence for people, kept as its parts: our prose, what is set as code, and what somebody else wrote. It is put together here and
// taken apart nowhere, so nothing that came from outside can change what the rest of it is.

import { shortened, withoutSecret } from './problem.ts';

/**
 * - `prose`: our own words.
 * - `code`: what is typed, or what a thing is called: ours, or the name of something that exists.
 * - `foreign`: text from outside that is said again: bounded, without secrets, and shown as theirs.
 */
export type SentencePart = {
  readonly kind: 'prose' | 'code' | 'foreign';
  readonly text: string;
};
export type Sentence = readonly SentencePart[];

/** A sentence; as a string it has our own words only. There, what stands between backticks is code. */
export type Said = string | Sentence;

/**
 * Puts a sentence together: `` sentence`Write \`${command} help\`.` ``. Backticks in its own words begin and end code; those in a value are
 * characters like any other. A value that is a sentence goes in as it is, any other as prose or code, by where it stands.
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

/** Neighbours of a kind of ours are one part; foreign text stays apart. */
function add(parts: SentencePart[], part: SentencePart): void {
  if (part.text === '' && part.kind !== 'foreign') return;
  const last = parts.at(-1);
  if (last === undefined || last.kind !== part.kind || part.kind === 'foreign') {
    parts.push(part);
  } else {
    parts[parts.length - 1] = { ...last, text: last.text + part.text };
  }
}

/** What somebody typed, or a name that nobody has checked, to be said again: no more than its beginning, and no secret. */
export function foreign(text: string): Sentence {
  return [{ kind: 'foreign', text: shortened(withoutSecret(text)) }];
}

/** A name, a command or a value of ours set as code. */
export function code(text: string): Sentence {
  return [{ kind: 'code', text }];
}

/** What another program said, in the middle of a sentence of ours: as text. */
export function prose(text: string): Sentence {
  return [{ kind: 'prose', text }];
}

/** One after the other, with a space between. */
export function together(...sentences: readonly Sentence[]): Sentence {
  return sentences
    .filter((one) => one.length > 0)
    .reduce<Sentence>((all, one) => (all.length === 0 ? one : sentence`${all} ${one}`), []);
}

/** `a`, `b` and `c`. */
export function listed(items: readonly Sentence[], last: 'and' | 'or' = 'and'): Sentence {
  return items.reduce<Sentence>((all, item, index) => {
    if (index === 0) return item;
    return index === items.length - 1
      ? sentence`${all} ${last} ${item}`
      : sentence`${all}, ${item}`;
  }, []);
}

/** A sentence in its parts; of one that is a string, what stands between backticks is code. */
export function asSentence(said: Said): Sentence {
  if (typeof said !== 'string') return said;
  return said
    .split(/`([^`]+)`/)
    .map((text, index): SentencePart => ({ kind: index % 2 === 0 ? 'prose' : 'code', text }))
    .filter(({ text }) => text !== '');
}

/** The sentence as plain text, for where nothing can be set as code: what is foreign stands in quotes. */
export function plainSentence(said: Said): string {
  if (typeof said === 'string') return said.replaceAll('`', '');
  return said.map(({ kind, text }) => (kind === 'foreign' ? JSON.stringify(text) : text)).join('');
}
