// The card of what waits for an approval, or ended without one, never says that somebody launched it.

import { expect, test } from 'vitest';
import { cardLines } from '../../../blocks/job/card.ts';
import { jobLine } from '../../../blocks/job/job-line.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { asked } from '../../gallery/exhibits/approval-cards.ts';
import { context } from '../../gallery/exhibits/samples.ts';

const decision = { by: 'U0BO', at: 0 };
const maxTimeMs = 7_200_000;
const text = (launch: ReturnType<typeof asked>): string =>
  plainText(cardLines({ launch }, context));

test.each([
  [
    'denied',
    asked({ state: 'denied', maxTimeMs }, { decision: { verdict: 'denied', ...decision } }),
  ],
  ['expired', asked({ state: 'expired', maxTimeMs }, { decision: { verdict: 'expired', at: 0 } })],
  [
    'withdrawn',
    asked({ state: 'cancelled', maxTimeMs }, { decision: { verdict: 'withdrawn', ...decision } }),
  ],
  ['blocked while it waited', asked({ state: 'blocked', maxTimeMs })],
])('%s', (_, launch) => {
  expect(text(launch)).toContain(' · asked for by ');
  expect(text(launch)).not.toMatch(/launched by|by itself/);
  expect(plainText([jobLine({ launch }, context.now)])).toMatch(/ · asked for .* ago/);
});

test('while it waits, it says how long it may run, and when the approval expires', () => {
  const said = text(asked({ maxTimeMs }));
  expect(said).toContain(' · for 2h at most\n');
  expect(said).toMatch(/ are asked in the thread\. It expires .* unless it is approved\./);
  expect(said).not.toMatch(/launched by|by itself/);
});

test('what was withdrawn says so, and by whom', () => {
  const said = text(
    asked({ state: 'cancelled' }, { decision: { verdict: 'withdrawn', ...decision } }),
  );
  expect(said).toContain('Withdrawn');
  expect(said).toContain('Withdrawn by ');
  expect(text(asked({ state: 'cancelled' }))).toContain('Cancelled before it started');
});

test('one that was approved was launched', () => {
  const launch = asked(
    { state: 'accepted', maxTimeMs },
    { decision: { verdict: 'approved', ...decision } },
  );
  expect(text(launch)).toMatch(/launched by .*ends by itself/);
});
