import { describe, expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { badOf, digestSchema, sumOf } from '../../../app/domain/notification/digest.ts';
import { burstOf, dailyOf } from '../../../app/domain/notification/make-digest.ts';
import { endOf, type EndWord } from '../../../app/domain/notification/end.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { aJob, aLaunch, noon, target } from '../../store/samples.ts';

const many = (count: number, end: EndWord, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ launchId: `${from + index}`, end }));

describe('the end that an update tells', () => {
  const change = {
    at: noon,
    observedAt: noon,
    createTime: noon,
    errorAwaited: false,
    restarts: 0,
  };
  test.each<readonly [Update, EndWord | undefined]>([
    [{ kind: 'job', change: { ...change, kind: 'state', to: 'SUCCEEDED' } }, 'SUCCEEDED'],
    [{ kind: 'job', change: { ...change, kind: 'state', to: 'RUNNING' } }, undefined],
    [{ kind: 'job', change: { ...change, kind: 'reason', to: 'FAILED' } }, undefined],
    [{ kind: 'job', change: { ...change, kind: 'gone', to: 'RUNNING' } }, 'DELETED'],
    [
      { kind: 'launch-failed', at: noon, failure: { kind: 'permanent', message: '' } },
      'NOT STARTED',
    ],
    [{ kind: 'launch-dropped', at: noon, by: 'U1' }, undefined],
  ])('%j', (update, end) => expect(endOf(update)).toBe(end));
});

describe('a burst', () => {
  test('is more than five ends', () => {
    expect(burstOf('all', many(5, 'SUCCEEDED'), noon)).toBeUndefined();
    expect(burstOf('all', many(6, 'SUCCEEDED'), noon)).toEqual({
      kind: 'burst',
      at: noon,
      ends: { SUCCEEDED: 6 },
      failed: [],
    });
  });

  test('names what did not end well, and counts the rest of a flood of them', () => {
    const ended = [...many(7, 'SUCCEEDED'), ...many(25, 'FAILED', 7), ...many(2, 'CANCELLED', 40)];
    const digest = burstOf('all', ended, noon);
    expect(digest?.failed).toHaveLength(20);
    expect(digest?.failed[0]).toBe('7');
    expect(digest && [sumOf(digest.ends), badOf(digest.ends)]).toEqual([34, 25]);
  });

  test('is nothing to a quiet channel, and only with failures to one that hears of those', () => {
    const bad = [...many(6, 'SUCCEEDED'), ...many(1, 'EXPIRED', 6)];
    expect(burstOf('quiet', bad, noon)).toBeUndefined();
    expect(burstOf('failures', many(6, 'SUCCEEDED'), noon)).toBeUndefined();
    expect(burstOf('failures', bad, noon)?.failed).toEqual(['6']);
  });
});

describe('a day', () => {
  const card = (id: string, begun: number, hourly?: bigint): CardView => ({
    launch: aLaunch(id, {
      estimate: {
        total: hourly === undefined ? { known: false, why: '' } : { known: true, hourly },
        pools: [],
      },
    }),
    job: aJob(id, { startTime: begun }),
  });
  const period = { from: noon - 1, to: noon };

  test('has what runs, the longest first, and what that costs as far as it is known', () => {
    const live = [card('1', 30, 5n), card('2', 10), card('3', 20, 7n)];
    expect(dailyOf(period, [], live, [{ target }])).toMatchObject({
      live: ['2', '3', '1'],
      liveCount: 3,
      hourly: '12',
      unpriced: 1,
      unread: 0,
      ends: {},
    });
  });

  test('counts what can’t be read', () => {
    const { job, ...rest } = card('1', 1);
    const unread = { ...rest, ...(job && { job: { ...job, unreadable: '403' } }) };
    expect(dailyOf(period, [], [unread], []).unread).toBe(1);
  });

  test('names ten of each at most, and is stored as it is', () => {
    const live = Array.from({ length: 12 }, (_, index) => card(`${index}`, index));
    const digest = dailyOf(period, many(12, 'FAILED'), live, [
      { target, lastGoodPollAt: noon, problem: 'down' },
    ]);
    expect([digest.failed.length, digest.live.length, digest.liveCount]).toEqual([10, 10, 12]);
    expect(digestSchema.parse(JSON.parse(JSON.stringify(digest)))).toEqual(digest);
  });
});
