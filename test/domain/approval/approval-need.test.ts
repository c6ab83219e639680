import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalNeed } from '../../../app/domain/approval/approval-need.ts';
import type { ApprovalRule } from '../../../app/domain/approval/approval-rule.ts';
import type { AtMost } from '../../../app/domain/cost/at-most.ts';

const usd = (dollars: number) => BigInt(dollars) * 1_000_000_000n;
const hour = 3_600_000;

/** What it may cost at most, in dollars. */
const costing = (total: number, perHour: number): AtMost => ({
  known: true,
  amount: usd(total),
  hourly: usd(perHour),
  bound: { ms: 10 * hour, from: 'timeout' },
});
const unpriced: AtMost = { known: false, why: 'no price of A3' };
const above = (bounds: {
  total?: number | undefined;
  perHour?: number | undefined;
}): ApprovalRule => ({
  above: {
    total: bounds.total === undefined ? undefined : usd(bounds.total),
    perHour: bounds.perHour === undefined ? undefined : usd(bounds.perHour),
  },
});
const kindsOf = (rules: readonly ApprovalRule[], cost: AtMost) =>
  approvalNeed(rules, cost)?.reasons.map(({ kind }) => kind);

test('without a rule, no launch takes an approval', () => {
  expect(approvalNeed([], costing(1_000_000, 1_000))).toBeUndefined();
  expect(approvalNeed([], unpriced)).toBeUndefined();
});

test('a rule without a bound is about every launch', () => {
  expect(approvalNeed([{}], costing(0, 0))).toEqual({
    reasons: [{ kind: 'always' }],
    by: [],
    expiresMs: 24 * hour,
  });
});

test.for([
  [{ total: 200 }, 200, 50, undefined],
  [{ total: 200 }, 201, 50, ['total']],
  [{ perHour: 30 }, 900, 30, undefined],
  [{ perHour: 30 }, 900, 31, ['per-hour']],
  // Either is enough.
  [{ total: 200, perHour: 30 }, 100, 31, ['per-hour']],
  [{ total: 200, perHour: 30 }, 201, 1, ['total']],
  [{ total: 200, perHour: 30 }, 201, 31, ['total', 'per-hour']],
  [{ total: 200, perHour: 30 }, 200, 30, undefined],
  [{ total: 0 }, 0, 0, undefined],
] as const)('above %j: $%i in all, $%i an hour', ([bounds, total, perHour, kinds]) => {
  expect(kindsOf([above(bounds)], costing(total, perHour))).toEqual(kinds);
});

test('the least that is above a bound counts, and is told with it', () => {
  const cost: AtMost = {
    known: true,
    amount: usd(200) + 1n,
    hourly: 1n,
    bound: { ms: hour, from: 'vertex' },
  };
  expect(approvalNeed([above({ total: 200 })], cost)?.reasons).toEqual([
    { kind: 'total', above: usd(200), atMost: usd(200) + 1n },
  ]);
});

test('a price that isn’t known counts as above each bound', () => {
  const unknown = [{ kind: 'price-unknown', why: 'no price of A3' }];
  for (const rule of [above({ total: 1_000_000 }), above({ perHour: 1_000_000 })]) {
    expect(approvalNeed([rule], unpriced)?.reasons).toEqual(unknown);
  }
  expect(kindsOf([{}], unpriced)).toEqual(['always']);
});

test('the limits may want one for the unknown price alone: of whoever may approve', () => {
  expect(approvalNeed([], unpriced, 'no price of A3')).toEqual({
    reasons: [{ kind: 'price-unknown', why: 'no price of A3' }],
    by: [],
    expiresMs: 24 * hour,
  });
});

test('of several rules, those that fit count together: one of each list, the shortest time', () => {
  const rules: readonly ApprovalRule[] = [
    { ...above({ total: 100 }), by: ['lead'], expiresMs: 8 * hour },
    { ...above({ total: 50 }), by: ['ops'], expiresMs: 4 * hour },
    { ...above({ total: 1_000 }), by: ['boss'], expiresMs: hour },
    { ...above({ perHour: 5 }) },
  ];
  expect(approvalNeed(rules, costing(500, 6))).toEqual({
    reasons: [
      { kind: 'total', above: usd(50), atMost: usd(500) },
      { kind: 'per-hour', above: usd(5), hourly: usd(6) },
    ],
    by: [['lead'], ['ops']],
    expiresMs: 4 * hour,
  });
  // The order in which they are written changes nothing but the order in which it is told.
  const reversed = approvalNeed([...rules].reverse(), costing(500, 6));
  expect(reversed?.expiresMs).toBe(4 * hour);
  expect(reversed?.reasons).toContainEqual({ kind: 'total', above: usd(50), atMost: usd(500) });
});

test('a rule that doesn’t say how long counts with the usual time beside one that says it', () => {
  const long = { ...above({ total: 100 }), expiresMs: 30 * 24 * hour };
  const of = (rules: readonly ApprovalRule[], why?: string) =>
    approvalNeed(rules, costing(500, 6), why)?.expiresMs;
  expect(of([long])).toBe(30 * 24 * hour);
  expect(of([long, {}])).toBe(24 * hour);
  expect(of([{}, long])).toBe(24 * hour);
  // One that doesn't ask now says nothing.
  expect(of([long, above({ total: 1_000 })])).toBe(30 * 24 * hour);
  // The limits want one for an unknown price, and don't say how long.
  expect(of([long], 'no price of A3')).toBe(24 * hour);
  expect(of([{ expiresMs: hour }], 'no price of A3')).toBe(hour);
});

test('of any rules, the time is the shortest of those that ask by themselves', () => {
  const bound = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
  const rule = fc
    .record({
      total: bound,
      perHour: bound,
      expiresMs: fc.option(fc.integer({ min: 60_000, max: 30 * 24 * hour }), { nil: undefined }),
    })
    .map(({ total, perHour, expiresMs }): ApprovalRule => {
      const isBound = total !== undefined || perHour !== undefined;
      return { ...(isBound ? above({ total, perHour }) : {}), expiresMs };
    });
  const cost = fc.oneof(
    fc.constant(unpriced),
    fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
      .map(([total, perHour]) => costing(total, perHour)),
  );
  const price = fc.option(fc.constant('no price of A3'), { nil: undefined });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), cost, price, (rules, costs, why) => {
      const alone = [
        ...rules.map((one) => approvalNeed([one], costs)),
        approvalNeed([], costs, why),
      ].flatMap((need) => (need === undefined ? [] : [need.expiresMs]));
      const all = approvalNeed(rules, costs, why)?.expiresMs;
      expect(all).toBe(alone.length === 0 ? undefined : Math.min(...alone));
    }),
  );
});

test('nobody’s list is a list: it is left to nobody', () => {
  expect(approvalNeed([{ by: [] }], costing(1, 1))?.by).toEqual([[]]);
});

test('another rule never takes an approval, or one of its lists, away', () => {
  const rules = [{}, { by: ['a'] }, above({ total: 5 }), { ...above({ perHour: 5 }), by: ['b'] }];
  const costs = [costing(1, 1), costing(9, 1), costing(1, 9), unpriced];
  for (const one of rules)
    for (const other of rules)
      for (const cost of costs) {
        const [fewer, more] = [approvalNeed([one], cost), approvalNeed([one, other], cost)];
        if (fewer === undefined) continue;
        expect(more?.by).toEqual(expect.arrayContaining([...fewer.by]));
        const kinds = more?.reasons.map(({ kind }) => kind);
        expect(kinds).toEqual(expect.arrayContaining(fewer.reasons.map(({ kind }) => kind)));
      }
});
