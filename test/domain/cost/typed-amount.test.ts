import { expect, test } from 'vitest';
import { parseDollars, writeDollars } from '../../../app/domain/cost/typed-amount.ts';

test.each([
  ['200', 200],
  ['$200', 200],
  [' 1,500 ', 1_500],
  ['1500', 1_500],
  ['$1,234,567.89', 1_234_567.89],
  ['0.5', 0.5],
  ['.05', 0.05],
  ['1,000,000,000', 1e9],
])('%s dollars', (typed, amount) => {
  expect(parseDollars(typed)).toBe(amount);
  expect(parseDollars(writeDollars(amount))).toBe(amount);
});

test.each([
  ...[
    '',
    '$',
    '.',
    ',',
    '0',
    '0.00',
    '0.001',
    '-1',
    '$-1',
    '+1',
    '1,5',
    '1,50,000',
    '15,00',
    ',500',
  ],
  ...[
    '1000000000.01',
    '9'.repeat(400),
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '200/h',
    '200 / h',
    '$ 200',
  ],
  ...['€200', '200€', '£5', '200 EUR', '¥200', '$$200', '200k', '٢٠٠'],
])('%j is no amount', (typed) => {
  expect(parseDollars(typed)).toBeUndefined();
});
