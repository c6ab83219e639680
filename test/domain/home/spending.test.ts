import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import { spendingOf, type PaidJob } from '../../../app/domain/home/spending.ts';

const hour = 3_600_000;
const until = Date.UTC(2026, 10, 24, 12);
const week = { since: until - 7 * 24 * hour, until };
const twoDollars = { known: true, hourly: 2_000_000_000n } as const;
const estimate: Estimate = { total: twoDollars, pools: [twoDollars] };
const dollars = (count: number) => BigInt(count) * 1_000_000_000n;

const ran = (more: Partial<PaidJob> = {}): PaidJob => ({
  requesterId: 'U1',
  estimate,
  state: 'SUCCEEDED',
  stateSince: until - hour,
  startTime: until - 4 * hour,
  endTime: until - hour,
  restarts: 0,
  gone: false,
  ...more,
});
const sum = (jobs: readonly PaidJob[], person = 'U1') => spendingOf(jobs, person, week);

describe('what a week came to', () => {
  test('is one person’s, and everybody else’s', () => {
    expect(sum([ran(), ran({ requesterId: 'U2' }), ran({ requesterId: 'U3' })])).toEqual({
      ...week,
      mine: { amount: dollars(6), jobs: 1, atMost: false, unknown: 0 },
      others: { amount: dollars(12), jobs: 2, atMost: false, unknown: 0 },
    });
  });

  test('counts what runs up to its end, and of what began before it only the part in it', () => {
    const runs = { state: 'RUNNING', endTime: undefined, stateSince: until - 4 * hour } as const;
    expect(sum([ran(runs)]).mine).toMatchObject({ amount: dollars(8), jobs: 1 });
    const early = ran({ startTime: week.since - 50 * hour, endTime: week.since + hour });
    expect(sum([early]).mine).toMatchObject({ amount: dollars(2) });
  });

  test('leaves out what did not run in it', () => {
    const others = [
      ran({ startTime: undefined, endTime: undefined }),
      ran({ startTime: week.since - 9 * hour, endTime: week.since - hour }),
      ran({ startTime: until + 1, endTime: until + hour }),
    ];
    expect(sum(others).mine).toMatchObject({ amount: 0n, jobs: 0, unknown: 0 });
  });

  test('goes by when the end was seen, where Vertex does not tell it', () => {
    expect(sum([ran({ endTime: undefined })]).mine.amount).toBe(dollars(6));
  });

  test('says how many it does not know the cost of, and counts none of them as nothing', () => {
    const unknown: Estimate = { total: { known: false, why: 'TPUs' }, pools: [] };
    const lost = { state: 'RUNNING', gone: true, endTime: undefined } as const;
    const jobs = [ran(), ran({ estimate: undefined }), ran({ estimate: unknown }), ran(lost)];
    expect(sum(jobs).mine).toMatchObject({ amount: dollars(6), jobs: 1, unknown: 3 });
  });

  test('is an upper bound when one was interrupted', () => {
    expect(sum([ran(), ran({ restarts: 1 })]).mine.atMost).toBe(true);
  });

  test('is never more than the time times the price, and every job is in one of four numbers at most', () => {
    const times = fc.integer({ min: week.since - 99 * hour, max: until + 99 * hour });
    const job = fc.record({ from: times, to: times, mine: fc.boolean(), known: fc.boolean() });
    fc.assert(
      fc.property(fc.array(job), (all) => {
        const { mine, others } = sum(
          all.map(({ from, to, mine: isMine, known }) =>
            ran({
              startTime: from,
              endTime: to,
              requesterId: isMine ? 'U1' : 'U2',
              estimate: known ? estimate : undefined,
            }),
          ),
        );
        const counted = mine.jobs + mine.unknown + others.jobs + others.unknown;
        expect(counted).toBeLessThanOrEqual(all.length);
        const most = BigInt(mine.jobs + others.jobs) * dollars(2 * 7 * 24);
        expect(mine.amount >= 0n && mine.amount + others.amount <= most).toBe(true);
      }),
    );
  });
});
