import { expect, test } from 'vitest';
import type { Rows } from './evidence.ts';
import { buildEvidence } from './build-evidence.ts';
import { unfinishedIn } from './unfinished.ts';

const { rows } = buildEvidence();

const open: readonly (readonly [string, Partial<Rows>, RegExp])[] = [
  ['the use of GPUs', { use_tails: [{ id: 'l1', attempts: 2 }] }, /the use of l1/],
  ['the last lines of a log', { log_tails: [{ id: 'l1', attempts: 2 }] }, /last lines of l1/],
  [
    'a notice on its way to somebody',
    { direct_notes: [{ id: 'th1/job:3', user_id: 'U0ANA' }] },
    /U0ANA is not told th1\/job:3/,
  ],
];

test('a run in which all is told is over', () => {
  expect(unfinishedIn(rows)).toEqual([]);
});

test.each(open)('%s is waited for', (_, some, what) => {
  expect(unfinishedIn({ ...rows, ...some })).toEqual([expect.stringMatching(what)]);
});
