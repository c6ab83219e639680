import { describe, expect, test } from 'vitest';
import { matches, parseFilter } from '../../../../app/sandbox/vertex/base/filter.ts';

/** Evaluates single letters: `a=1` holds when `a` is in the set. */
function holds(filter: string, ...truths: string[]): boolean {
  return matches(parseFilter(filter), ({ field }) => truths.includes(field));
}

describe('precedence', () => {
  test('OR binds tighter than AND', () => {
    expect(holds('a=1 AND b=1 OR c=1', 'c')).toBe(false);
    expect(holds('a=1 AND b=1 OR c=1', 'a', 'c')).toBe(true);
    expect(holds('a=1 OR b=1 AND c=1', 'a')).toBe(false);
    expect(holds('(a=1 AND b=1) OR c=1', 'c')).toBe(true);
  });

  test('NOT and minus apply to one term', () => {
    expect(holds('NOT a=1 OR b=1')).toBe(true);
    expect(holds('NOT a=1 AND b=1', 'b')).toBe(true);
    expect(holds('-a=1 b=1', 'b')).toBe(true);
    expect(holds('NOT (a=1 OR b=1)', 'b')).toBe(false);
  });

  test('terms side by side are both required', () => {
    expect(holds('a=1 b=1', 'a')).toBe(false);
    expect(holds('a=1 b=1', 'a', 'b')).toBe(true);
  });
});

describe('restrictions', () => {
  test.each([
    ['labels.run-id="x y"', 'labels.run-id', '=', 'x y', true],
    ["display_name:'my_*'", 'display_name', ':', 'my_*', true],
    ['labels.k:*', 'labels.k', ':', '*', false],
    ['create_time >= "2026-01-01T00:00:00Z"', 'create_time', '>=', '2026-01-01T00:00:00Z', true],
    ['labels."k"=-1', 'labels.k', '=', '-1', false],
    ['a="say \\"hi\\""', 'a', '=', 'say "hi"', true],
  ])('%s', (text, field, comparator, value, quoted) => {
    expect(parseFilter(text)).toEqual({ kind: 'restriction', field, comparator, value, quoted });
  });

  test('a blank filter matches everything', () => {
    expect(parseFilter('  ')).toBeUndefined();
  });

  test.each([
    'a',
    'a=',
    '=1',
    'a=1 AND',
    '(a=1',
    'a=1)',
    'AND a=1',
    'a="x',
    'a=1 OR',
    '"a"=1',
    'a==1',
  ])('refuses %s', (text) => {
    expect(() => parseFilter(text)).toThrow('Invalid filter');
  });
});
