import { expect, test } from 'vitest';
import { patternProblem } from '../../../app/domain/text/pattern.ts';
import { readParameters } from '../../../app/domain/template/read/read-parameters.ts';

test.each(['^gs://', String.raw`^[\w./-]{1,300}$`, 'a'.repeat(500)])(
  '%s can be used',
  (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  },
);

test.each([
  ['(a', 'RE2'],
  [String.raw`(a)\1`, 'RE2'],
  ['a{1000}b{1000}c', 'repeats too much'],
  ['(?:a{100}){10}b{1000}', 'repeats too much'],
  ['a'.repeat(501), 'at most 500'],
  ['('.repeat(1_000_000), 'at most 500'],
])('%s can’t', (pattern, why) => {
  expect(patternProblem(pattern)).toContain(why);
});

test('the patterns of a template have a bound together', () => {
  const text = { type: 'string', pattern: '^x{900}$' };
  expect(readParameters({ a: text, b: text }).problems).toEqual([]);
  const { problems } = readParameters({ a: text, b: text, c: text });
  expect(problems).toEqual([
    {
      path: 'parameters.c.pattern',
      message: expect.stringContaining('repeats too much') as string,
    },
  ]);
});
