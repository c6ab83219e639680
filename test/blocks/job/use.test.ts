import { expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { ShownUse } from '../../../app/domain/use/shown-use.ts';
import { averageNotes, runUseLine } from '../../../blocks/job/use.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { jobOf, launchOf, t0 } from '../samples.ts';

const update = {
  kind: 'run-use',
  at: 0,
  average: 0.234,
  idleShare: 0.5,
  alike: true,
  completes: 'job:7',
} as const;
const known = { known: true, hourly: 2_000_000_000n } as const;
const ended = { state: 'SUCCEEDED', startTime: t0, endTime: t0 + 3 * 3_600_000 } as const;
const job = jobOf('x', { ...ended, stateSince: ended.endTime });
const card: CardView = {
  launch: launchOf('x', { estimate: { total: known, pools: [known] } }),
  job,
};

test('the use over a run says what the idle time cost, of all that is known', () => {
  const said = (more: object = {}, its = card) =>
    plainText([runUseLine({ ...update, ...more }, its)]);
  expect(said()).toBe(
    'Use of its GPUs over the run: 23% on average; 50% of their time under 5%, for about $3.00 at list price.',
  );
  const unpriced = 'Use of its GPUs over the run: 23% on average; 50% of their time under 5%.';
  expect(said({ alike: false })).toBe(unpriced);
  expect(said({}, { launch: launchOf('x'), job })).toBe(unpriced);
  expect(said({ idleShare: 0 })).toBe(
    'Use of its GPUs over the run: 23% on average; 0% of their time under 5%.',
  );
  expect(said({ average: 0.001, idleShare: 1 })).toContain('&lt;1% on average; 100% of their time');
});

test('notes say what averages are of only where one is known', () => {
  const unknown: ShownUse = { kind: 'not-known', why: { kind: 'no-use-points', isOver: false } };
  const said = (more: { readonly sign?: string } = {}) =>
    plainText(averageNotes([unknown], { now: t0, ...more })).split('\n');
  expect(said()).toEqual([expect.stringMatching(/no points of it yet/)]);
  expect(said({ sign: '–' })).toEqual([
    'GPU use –: not known.',
    expect.stringMatching(/no points of it/),
  ]);
});
