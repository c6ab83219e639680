import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { burnByOwner, burnOf, burnSum, byBurn } from '../../../app/domain/launch/burn.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { jobOf, launchOf, t0 } from '../../blocks/samples.ts';

const hour = 3_600_000;
const priced = (hourly: bigint): Estimate => ({ total: { known: true, hourly }, pools: [] });
const unpriced: Estimate = { total: { known: false, why: 'x' }, pools: [] };

const card = (
  id: string,
  job: Partial<TrackedJob> | undefined,
  launch: Partial<Launch> = {},
): CardView => ({
  launch: launchOf(id, { id, estimate: priced(5n), ...launch }),
  job: job && jobOf(id, { state: 'RUNNING', startTime: t0, stateSince: t0, ...job }),
});

describe('a job', () => {
  test.each<[string, CardView, object]>([
    ['running', card('x', {}), { kind: 'burns', hourly: 5n }],
    ['updating', card('x', { state: 'UPDATING' }), { kind: 'burns', hourly: 5n }],
    ['being cancelled', card('x', { state: 'CANCELLING' }), { kind: 'burns', hourly: 5n }],
    [
      'cancelled in the queue',
      card('x', { state: 'CANCELLING', startTime: undefined }),
      { kind: 'waits' },
    ],
    ['queued', card('x', { state: 'QUEUED', startTime: undefined }), { kind: 'waits' }],
    ['between two attempts', card('x', { state: 'PENDING' }), { kind: 'waits' }],
    ['paused', card('x', { state: 'PAUSED' }), { kind: 'waits' }],
    ['in a state newer than the bot', card('x', { state: 'DEFROSTING' }), { kind: 'unsure' }],
    ['unpriced', card('x', {}, { estimate: unpriced }), { kind: 'unpriced' }],
    ['from before estimates', card('x', {}, { estimate: undefined }), { kind: 'unpriced' }],
    [
      'unpriced and queued',
      card('x', { state: 'QUEUED' }, { estimate: unpriced }),
      { kind: 'waits' },
    ],
    ['not sent', card('x', undefined, { state: 'accepted' }), { kind: 'waits' }],
    ['not approved', card('x', undefined, { state: 'waiting' }), { kind: 'waits' }],
    ['perhaps sent', card('x', undefined, { state: 'submitting' }), { kind: 'unsure' }],
    ['in doubt', card('x', undefined, { state: 'doubt' }), { kind: 'unsure' }],
    ['never found', card('x', undefined, { state: 'unknown' }), { kind: 'unsure' }],
  ])('%s', (_, one, burn) => {
    expect(burnOf(one)).toEqual(burn);
  });
});

test('who burns most comes first, then who has cost most, then what isn’t known, and no job is lost', () => {
  const cards = [
    card('queued', { state: 'QUEUED', startTime: undefined }),
    card('newer', { state: 'DEFROSTING' }),
    card('unpriced', {}, { estimate: unpriced }),
    card('cheap', {}, { estimate: priced(1n) }),
    card('late', { startTime: t0 + hour }, { estimate: priced(1_000n) }),
    card('early', {}, { estimate: priced(1_000n) }),
    card('dear', {}, { estimate: priced(9_000n) }),
  ];
  expect(byBurn(cards, t0 + 2 * hour).map(({ launch }) => launch.id)).toEqual([
    'dear',
    'early',
    'late',
    'cheap',
    'unpriced',
    'newer',
    'queued',
  ]);
});

test('what isn’t known is counted as a job and never as zero', () => {
  const cards = [
    card('a', {}, { estimate: priced(7n) }),
    card('b', {}, { estimate: unpriced }),
    card('c', undefined, { state: 'doubt' }),
    card('d', { state: 'QUEUED' }),
  ];
  expect(burnSum(cards)).toEqual({ hourly: 7n, burns: 1, unpriced: 1, unsure: 1, waits: 1 });
  expect(burnSum([])).toEqual({ hourly: 0n, burns: 0, unpriced: 0, unsure: 0, waits: 0 });
});

test('each owner has a part, and what was launched elsewhere is nobody’s', () => {
  const of = (userId: string) => ({ requester: { userId, teamId: 'T1', channel: 'C1' } });
  const cards = [
    card('a', {}, of('U0ANA')),
    card('b', {}, of('U0BO')),
    card('c', {}, of('U0BO')),
    card('d', {}, { ...of('U0ANA'), origin: 'watched' }),
    card('e', { state: 'QUEUED' }, of('U0CY')),
  ];
  expect(burnByOwner(cards).map(({ owner, sum }) => [owner, sum.hourly])).toEqual([
    ['U0BO', 10n],
    ['U0ANA', 5n],
    [undefined, 5n],
  ]);
});
