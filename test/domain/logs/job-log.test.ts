import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  longestLine,
  parseReplica,
  tidyLog,
  type LogEntry,
} from '../../../app/domain/logs/job-log.ts';

const entry = (text: string, replica = 'workerpool0-0'): LogEntry => ({
  at: 1,
  severity: 'INFO',
  replica,
  text,
});
const textsOf = (...entries: readonly (string | LogEntry)[]) =>
  tidyLog(
    entries.map((one) => (typeof one === 'string' ? entry(one) : one)),
    100,
  ).map(({ text }) => text);

describe('what a terminal would show is shown', () => {
  test('without colours, titles and links', () => {
    expect(
      textsOf('\u001b[1;31mred\u001b[0m', '\u001b]8;;http://x\u0007link\u001b]8;;\u0007'),
    ).toEqual(['red', 'link']);
    expect(textsOf('\u009b31mred \u001b(Bplain\u001b')).toEqual(['red plain']);
  });

  test('with tabs to their stops, and no line that is empty', () => {
    expect(textsOf('a\tb\n\n \nlong name\tc\r\n')).toEqual(['a       b', 'long name       c']);
  });

  test('a progress bar as it was written last', () => {
    expect(textsOf(' 10%|#   |\r 20%|##  |\r')).toEqual([' 20%|##  |']);
  });

  test('and nothing that reorders or hides', () => {
    expect(textsOf('a\u202eb\u200bc\u0000d\u2066e')).toEqual(['abcde']);
  });
});

test('a line of its own for each of an entry’s, the newest, no longer than a screen or two', () => {
  const entries = [entry('one\ntwo'), entry('three\nfour'), entry('x'.repeat(2_000))];
  expect(tidyLog(entries, 3).map(({ text }) => text.slice(0, 10))).toEqual([
    'three',
    'four',
    'xxxxxxxxxx',
  ]);
  expect(tidyLog(entries, 3).at(-1)?.text).toHaveLength(longestLine);
});

describe('secrets are hidden', () => {
  const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
  const end = ['-----END', 'PRIVATE KEY-----'].join(' ');
  const body = `MIIE${'aB3+'.repeat(15)}`;

  test('after what would break them up is gone', () => {
    expect(textsOf('pass\u200bword=\u001b[31mabc')).toEqual(['password=[redacted]']);
  });

  test('a key that is written a line at a time, between the lines of others', () => {
    expect(textsOf('a', begin, entry('b', 'service'), body, 'cD==', end, 'c')).toEqual([
      'a',
      '[redacted]',
      'b',
      'c',
    ]);
    expect(textsOf(`${begin}\n${body}\n${end}\nc`)).toEqual(['[redacted]', 'c']);
  });

  test('a key of which only a part is there', () => {
    expect(textsOf(body, 'cD==')[0]).toBe('[redacted]');
    expect(textsOf(begin, body, 'It goes on without an end.')).toEqual([
      '[redacted]',
      'It goes on without an end.',
    ]);
    const lines = [begin, ...Array.from({ length: 30 }, () => body), end, 'after'];
    expect(
      tidyLog(
        lines.map((one) => entry(one)),
        5,
      ).map(({ text }) => text),
    ).toEqual(['[redacted]', 'after']);
  });

  test('a checksum is none', () => {
    expect(textsOf('0'.repeat(64))).toEqual(['0'.repeat(64)]);
  });

  test('in a line that is longer than anybody reads, wherever it is cut', () => {
    const secret = `hf_${'a1'.repeat(20)}`;
    fc.assert(
      fc.property(fc.integer({ min: 7_900, max: 8_100 }), (before) => {
        // Hidden, what stands before it takes no room, so that the cut is among what is shown.
        const line = `password=${'a'.repeat(before)} ${secret} ${'x '.repeat(500)}`;
        expect(textsOf(line)[0]).not.toContain('hf_');
      }),
    );
  });
});

test('a log of hostile lines is read in no time', () => {
  const hostile = ['\u001b[', '\u001b]', 'a\r', 'a\n', '\t', ' ', ' \ra', 'x', '=\u200b'];
  const started = performance.now();
  for (const piece of hostile) tidyLog([entry(`${piece.repeat(1_000_000 / piece.length)}a`)], 200);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test.each([
  ['workerpool0-0', 'workerpool0-0'],
  ['WorkerPool1-12', 'workerpool1-12'],
  ['2-3', 'workerpool2-3'],
  ['service', 'service'],
  ['workerpool0', undefined],
  ['workerpool0-0"', undefined],
  ['chief', undefined],
])('replica %s', (word, replica) => {
  expect(parseReplica(word)).toBe(replica);
});
