import { expect, test } from 'vitest';
import type { CardView } from '../../app/domain/card.ts';
import { renderNotice } from '../../blocks/notice.ts';
import { context, jobOf, launchOf, t0 } from './samples.ts';

const about = (card: CardView) =>
  renderNotice(
    { kind: 'parked', channel: 'C1', root: { kind: 'card', card }, why: 'is_archived' },
    context,
  ).text;
const job = (state: string) => ({ launch: launchOf('x'), job: jobOf('x', { state, endTime: t0 }) });

test('a thread that can’t be posted: what is live goes on, what has ended does not', () => {
  expect(about(job('RUNNING'))).toMatch(/It goes on regardless, and is RUNNING since .* now; /);
  expect(about(job('FAILED'))).toMatch(/\nIt is FAILED · ran 0 s; /);
  expect(about({ launch: launchOf('x', { state: 'doubt' }) })).toContain('It goes on regardless');
  expect(about({ launch: launchOf('x', { state: 'failed' }) })).toMatch(/\nIt is NOT STARTED; /);
});
