import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { indexEvidence } from '../evidence/by-launch.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { channel, thread, notice, noticeThread, tellSucceeded } from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkDepartures } from './departures.ts';
import { checkRun } from './check-run.ts';

const toldDirectly = {
  ...noticeThread,
  digest: '{"kind":"direct","notice":{"kind":"told","threadId":"th1","key":"key3"}}',
};
const gathered = {
  ...noticeThread,
  digest:
    '{"kind":"direct","notice":{"kind":"gathered","items":[{"threadId":"th1","key":"key3"}]}}',
};
const departures = [{ user: 'U0ANA', channel, at: 1_003_500 }];

const fine: readonly (readonly [string, Evidence])[] = [
  [
    'a launcher who left and was told',
    buildEvidence({ departures, direct: [notice], rows: { threads: [thread, toldDirectly] } }),
  ],
  [
    'a launcher who left and was told of several ends at once',
    buildEvidence({ departures, direct: [notice], rows: { threads: [thread, gathered] } }),
  ],
];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

test('finds nothing in a failure that made way for the next attempt', () => {
  const updates = [{ ...tellSucceeded, key: 'r1:job:2' }];
  const evidence = buildEvidence({ departures, rows: { updates } });
  expect(checkDepartures(indexEvidence(evidence))).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'a launcher who left and was not told',
    'lost',
    /U0ANA has left C0MLJOBS, and is not told key3/,
    buildEvidence({ departures }),
  ],
  [
    'a launcher who was told twice',
    'repeated',
    /th1\/key3 is told directly 2 times/,
    buildEvidence({
      direct: [notice],
      rows: { threads: [thread, toldDirectly, { ...gathered, id: 'th4' }] },
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
