import { expect, test } from 'vitest';
import { fateOf, tallyOf, type BulkEntry } from '../../../app/domain/bulk/tally.ts';

const asked: BulkEntry = { state: 'asked', cancel: 'accepted', launch: 'bound', gone: false };

test.each<[string, Partial<BulkEntry>]>([
  ['open', { state: 'shown' }],
  ['open', { job: 'RUNNING' }],
  ['open', { job: 'CANCELLING' }],
  ['open', { job: 'SOMETHING_NEW' }],
  ['open', { launch: 'doubt' }],
  ['cancelled', { job: 'CANCELLED' }],
  ['cancelled', { job: 'CANCELLED', cancel: 'done' }],
  ['succeeded', { job: 'SUCCEEDED' }],
  ['failed', { job: 'FAILED' }],
  ['other', { job: 'EXPIRED' }],
  ['deleted', { job: 'RUNNING', gone: true }],
  ['prevented', { launch: 'cancelled', cancel: 'done' }],
  ['other', { launch: 'failed', cancel: 'done' }],
  ['vertex-refused', { job: 'RUNNING', cancel: 'refused' }],
  ['cancelled', { job: 'CANCELLED', cancel: 'refused' }],
  ['ended', { state: 'ended', job: 'SUCCEEDED' }],
  ['taken', { state: 'taken', job: 'CANCELLED' }],
  ['taken', { state: 'taken', job: 'CANCELLING', gone: true }],
  ['taken', { state: 'taken', launch: 'cancelled' }],
  ['open', { state: 'taken', job: 'CANCELLING' }],
  ['open', { state: 'taken', launch: 'submitting' }],
  ['refused', { state: 'refused', job: 'RUNNING' }],
])('%s: %j', (fate, entry) => {
  expect(fateOf({ ...asked, ...entry })).toBe(fate);
});

test('money is that of what ended cancelled; what has no price is counted, not taken as nothing', () => {
  const tally = tallyOf([
    { ...asked, job: 'CANCELLED', hourly: 5n },
    { ...asked, job: 'CANCELLED' },
    { ...asked, job: 'SUCCEEDED', hourly: 7n },
    { ...asked, job: 'RUNNING', hourly: 9n },
  ]);
  expect(tally).toEqual({
    counts: { cancelled: 2, succeeded: 1, open: 1 },
    open: 1,
    hourly: 5n,
    unpriced: 1,
  });
});
