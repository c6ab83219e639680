import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, tokenize } from '../../../app/domain/text/tokens.ts';
import { notClosed } from '../../../app/domain/command/parse/command-problem.ts';
import { written } from './written.ts';
import { anyText } from './any-text.ts';

const sayUnclosed = (at: string) => written(notClosed(at).problem);

function words(text: string): readonly string[] {
  const read = tokenize(cleanText(text));
  if (!read.ok) throw new Error(read.at);
  return read.tokens.map((token) => token.text);
}

function pairs(text: string) {
  const read = tokenize(cleanText(text));
  if (!read.ok) throw new Error(read.at);
  return read.tokens.map(({ pair }) => (pair === undefined ? undefined : [pair.key, pair.value]));
}

describe('words', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    [' \n\t\u00a0\u2003', []],
    ['launch  hello', ['launch', 'hello']],
    ['launch\u00a0hello\nx=1\u202fy=2', ['launch', 'hello', 'x=1', 'y=2']],
    ['"a b" c', ['a b', 'c']],
    ["'a b' c", ['a b', 'c']],
    ['“a b” ‘c d’ «e f» „g h“', ['a b', 'c d', 'e f', 'g h']],
    ['key="a b"', ['key=a b']],
    ['key=”a b”', ['key=a b']],
    ['tags="a","b c"', ['tags=a,b c']],
    ["tags='a','b c'", ['tags=a,b c']],
    ['don’t dogs’ bones', ["don't", "dogs'", 'bones']],
    ['‘it’s fine’', ["it's fine"]],
    ['"it’s “so”"', ['it’s “so”']],
    ['"mixed” x', ['mixed', 'x']],
    [String.raw`"say \"hi\" \\ \d"`, [String.raw`say "hi" \ \d`]],
    [String.raw`tags=a\,b C:\dir`, [String.raw`tags=a\,b`, String.raw`C:\dir`]],
    ['""', ['']],
    ['a\u200b3f9 \u2068b\u2069 \ufeffc\u0000', ['a3f9', 'b', 'c']],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each(['"open', 'x="open', "'open up", '“open', 'a "b" "c', String.raw`"a\"`])(
    'a quote never closed is told: %j',
    (text) => {
      const read = tokenize(cleanText(text));
      expect(read).toMatchObject({ ok: false });
      expect(read.ok ? '' : sayUnclosed(read.at)).toMatch(/^The quote at .+ is never closed/);
    },
  );

  test('the sentence about a quote quotes only its beginning', () => {
    const read = tokenize(`x="${'😀'.repeat(50)}`);
    expect(read.ok ? '' : sayUnclosed(read.at)).toContain(
      `at ${JSON.stringify(`"${'😀'.repeat(19)}`)} is`,
    );
  });
});

describe('pairs', () => {
  test.each<[string, readonly string[] | undefined]>([
    ['lr=0.1', ['lr', '0.1']],
    ['x=', ['x', '']],
    ['x=a=b', ['x', 'a=b']],
    ['--max-time=6h', ['max-time', '6h']],
    ['—max-time=6h', ['max-time', '6h']],
    ['–in=p/l', ['in', 'p/l']],
    ['uri="gs://a?b=c d"', ['uri', 'gs://a?b=c d']],
    ['gs://a?b=c', undefined],
    ['"lr=0.1"', undefined],
    ['"lr"=0.1', ['lr', '0.1']],
    ['"l"r=0.1', undefined],
    ['"a b"=0.1', undefined],
    ['=0.1', undefined],
    ['1r=0.1', undefined],
    ['__proto__=1', undefined],
  ])('%s', (text, expected) => {
    expect(pairs(text)).toEqual([expected]);
  });
});

describe('what Slack did to the text is undone', () => {
  test.each([
    ['a &amp;&amp; b &lt;c&gt;', 'a && b <c>'],
    ['&amp;lt;', '&lt;'],
    ['<https://a.b/c?d=e&amp;f=g>', 'https://a.b/c?d=e&f=g'],
    ['<http://example.com|example.com>', 'example.com'],
    ['<http://example.com/|Example.com>', 'Example.com'],
    ['<https://a.b/job|Console>', 'https://a.b/job'],
    ['<mailto:a@b.c|a@b.c> <mailto:a@b.c>', 'a@b.c a@b.c'],
    ['<tel:4155550100|415-555-0100>', '415-555-0100'],
    ['&lt;https://a.b&gt;', '<https://a.b>'],
    ['a < b > c <@U1>', 'a < b > c <@U1>'],
  ])('%s', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });
});

const foreign = anyText({ maxLength: 60 });
const special = fc.string({
  unit: fc.constantFrom('"', "'", '“', '’', '\\', '=', ' ', 'a', '—', '<', '&amp;', '\u00a0', '😀'),
  maxLength: 20,
});

describe('whatever is typed', () => {
  test('quoted text comes out as it went in', () => {
    fc.assert(
      fc.property(fc.oneof(foreign, special), fc.constantFrom('"', "'"), (text, quote) => {
        const written =
          quote +
          text.replaceAll(/["'\\]/g, (c) => (c === quote || c === '\\' ? `\\${c}` : c)) +
          quote;
        const read = tokenize(`${written} end`);
        // An apostrophe before a letter closes nothing, so only its escaped form is inside: the closing one stands before a space.
        expect(read).toMatchObject({ ok: true, tokens: [{ text, quoted: true }, { text: 'end' }] });
      }),
    );
  });

  test('a value in quotes comes out under its key', () => {
    fc.assert(
      fc.property(fc.oneof(foreign, special), (value) => {
        const read = tokenize(`key="${value.replaceAll(/["\\]/g, '\\$&')}"`);
        expect(read).toMatchObject({ ok: true, tokens: [{ pair: { key: 'key', value } }] });
      }),
    );
  });

  test('words lie in order and cover all that is no space', () => {
    fc.assert(
      fc.property(fc.oneof(foreign, special), (text) => {
        const clean = cleanText(text);
        const read = tokenize(clean);
        if (!read.ok) return;
        let at = 0;
        for (const { start, end } of read.tokens) {
          expect(clean.slice(at, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(clean.slice(at).trim()).toBe('');
      }),
    );
  });
});
