// The rules of writing, checked for everything that the bot can show: nothing depends on a picture or a color, and it reads well aloud.

import { describe, expect, test } from 'vitest';
import { isObject, textIn as string, toJson } from '../../app/sandbox/shared/json.ts';
import { knownStates } from '../../app/domain/job/state.ts';
import { stateWord } from '../../blocks/job/state-words.ts';
import { bareText } from '../../blocks/kit/render-rich.ts';
import type { Message } from '../../blocks/kit/message.ts';
import { allSections } from './gallery.ts';
import { objectsOf } from './objects-of.ts';

const posts = allSections().flatMap(({ name: section, exhibits }) =>
  exhibits.flatMap(({ name, shown }) => {
    if (shown.kind !== 'post') return [];
    const all = [shown.post, ...(shown.replies ?? [])];
    return all.map(({ message }, index) => [`${section}-${name} ${index}`, message] as const);
  }),
);
const windows = allSections().flatMap(({ exhibits }) =>
  exhibits.flatMap(({ name, shown }) => (shown.kind === 'window' ? [[name, shown.view]] : [])),
);

/** The texts of sections: the bot’s own words. Quotes and preformatted text are somebody else’s. */
function ownWords({ blocks }: Message): string {
  const sections = objectsOf(toJson(blocks)).filter(({ type }) => type === 'rich_text_section');
  return sections
    .flatMap((section) => objectsOf(section.elements ?? []))
    .map(({ type, text }) => (type === 'text' || type === 'link' ? string(text) : ' '))
    .join('');
}

const plurals =
  /(?<![\d.,–-])\b1 (?:more |other |live |open )*(?:jobs|updates|lines|restarts|times|replicas|pools|launches|threads|templates|cancels|attempts|minutes|hours|seconds|days|versions|files|others|messages|channels|parameters)\b/;

const stateWords = knownStates.map((state) => bareText(stateWord(state)));

describe.each(posts)('%s', (_, message) => {
  const { text, blocks } = message;
  const words = ownWords(message);

  test('has every state, handle and name in its plain text, too', () => {
    expect(text.trim()).not.toBe('');
    const plain = text.replaceAll('\u2060', '');
    for (const state of stateWords) if (words.includes(state)) expect(plain).toContain(state);
    const codes = objectsOf(toJson(blocks)).filter(
      ({ style }) => isObject(style) && style.code === true,
    );
    for (const code of codes) expect(plain).toContain(escaped(string(code.text)));
  });

  test('writes numbers and times for people', () => {
    expect(words).not.toMatch(plurals);
    expect(text).not.toMatch(plurals);
    expect(words).not.toMatch(/\b\d{3,} ?(?:s|ms|secs?|seconds?)\b/);
    expect(words).not.toMatch(/\d{4}-\d\d-\d\dT\d\d/);
    expect(words).not.toMatch(/\b1[67]\d{8}(?:\d{3})?\b/); // a Unix time
  });

  test('writes typographic apostrophes', () => {
    expect(words).not.toMatch(/[a-z]'(?:t|s|re|ll|ve|m|d)\b/i);
  });

  test('has words on every button and for every picture', () => {
    for (const one of objectsOf(toJson(blocks))) {
      if (one.type === 'button') expect(JSON.stringify(one.text)).toMatch(/[a-z]{3}/i);
      if (one.type === 'image') expect(string(one.alt_text)).toMatch(/[a-z]{3}/i);
    }
  });
});

test('views keep the rules of apostrophes, plurals and pictures, too', () => {
  expect(windows.length).toBeGreaterThan(5);
  for (const [, view] of windows) {
    for (const one of objectsOf(toJson(view))) {
      if (one.type === 'plain_text') {
        expect(string(one.text)).not.toMatch(/[a-z]'(?:t|s|re|ll|ve|m|d)\b/i);
        expect(string(one.text)).not.toMatch(plurals);
      }
      if (one.type === 'image') expect(string(one.alt_text)).toMatch(/[a-z]{3}/i);
    }
  }
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
