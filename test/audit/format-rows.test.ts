import { expect, test } from 'vitest';
import { writers } from '../../app/audit/format-rows.ts';

const row = {
  key: 'command:1',
  at: Date.UTC(2026, 10, 24, 12),
  actor: 'U1',
  verb: 'launch',
  subject: 'a3f9',
  channel: 'C1',
  detail: { template: { name: 'x' } },
};
/** The cells of the last line. */
const lastCell = (reason: string) => {
  const line = writers.csv.row({ ...row, reason });
  const [, cell] = /,C1,launch,a3f9,,,,,(.*),,,,"\{/s.exec(line) ?? [];
  return cell;
};

test('JSON lines have every column, one object a line', () => {
  const line = writers.jsonl.row({ ...row, reason: 'two\nlines' });
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({
    at: '2026-11-24T12:00:00.000Z',
    completedAt: null,
    actor: 'U1',
    surface: null,
    channel: 'C1',
    verb: 'launch',
    subject: 'a3f9',
    job: null,
    template: null,
    verdict: null,
    rule: null,
    reason: 'two\nlines',
    outcome: null,
    specHash: null,
    policy: null,
    detail: { template: { name: 'x' } },
    key: 'command:1',
  });
});

test('a CSV has a heading and as many cells in each row', () => {
  expect(writers.csv.head.trim().split(',')).toHaveLength(17);
  expect(writers.csv.row({ ...row, detail: {} }).split(',')).toHaveLength(17);
});

test('commas, quotes and line breaks stay in their cell', () => {
  expect(lastCell('a, "b"\nc')).toBe('"a, ""b""\nc"');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1'])(
  'a spreadsheet reads %j as text, not as a formula',
  (text) => {
    const [, inside] = /^"?(.*?)"?$/s.exec(lastCell(text) ?? '') ?? [];
    expect(inside).toBe(`'${text}`);
  },
);
