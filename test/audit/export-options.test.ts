import { expect, test } from 'vitest';
import { readExportOptions } from '../../app/audit/export-options.ts';

const now = Date.UTC(2026, 10, 24, 12);
const read = (text: string) => readExportOptions(text.split(' '), now);
const day = 86_400_000;

test('a day, a time, or how long ago', () => {
  const since = (text: string) => {
    const answer = read(`export --since ${text}`);
    return answer.ok ? answer.options.since : answer.problem;
  };
  expect(since('30d')).toBe(now - 30 * day);
  expect(since('2026-11-01')).toBe(Date.UTC(2026, 10, 1));
  expect(since('2026-11-01T18:00+02:00')).toBe(Date.UTC(2026, 10, 1, 16));
  for (const wrong of ['9999d', 'yesterday', '2026-02-30', '2026-13-01', '01.11.2026', '1e3'])
    expect(since(wrong)).toMatch(/^--since must be a day such as 2026-11-01.*\(at most 3650d\)/);
});

test('all of them', () => {
  expect(read('export --since 2d --until 1d --format csv --out x.csv')).toEqual({
    ok: true,
    options: { since: now - 2 * day, until: now - day, format: 'csv', out: 'x.csv' },
  });
});

test.each([
  ['', 'Say export, and since when.'],
  ['import --since 1d', 'Say export, and since when.'],
  ['export', 'Say since when: --since 2026-11-01, or 30d.'],
  ['export --since 1d --until 2d', '--until must be later than --since.'],
  ['export --since 1d --format xml', '--format must be one of jsonl, csv.'],
  ['export --since 1d --all', '--all is no option.'],
  ['export --since', '--since needs a value.'],
  ['export --since 1d --since 2d', '--since can be given only once.'],
  ['export --since 1d --help', undefined],
  ['-h', undefined],
])('%j is refused in a sentence', (text, problem) => {
  expect(read(text)).toEqual({ ok: false, problem });
});
