// Whether a launch takes an approval: decided by the rules that fit its template, and by what it may
// cost.

import type { AtMost } from '../cost/at-most.ts';
import type { ApprovalReason } from './approval.ts';
import type { ApprovalRule } from './approval-rule.ts';

export type ApprovalNeed = {
  readonly reasons: readonly [ApprovalReason, ...ApprovalReason[]];
  /** Lists of roles: an approver is in one of each. */
  readonly by: readonly (readonly string[])[];
  /** After how long it is over (ms). */
  readonly expiresMs: number;
};

/** How long an approval is waited for by a rule that doesn't say it. */
const usualExpiryMs = 24 * 3_600_000;

/**
 * The approval that a launch takes; undefined: none. What isn't known to be below a bound counts as
 * above it. `unknownPrice`: the limits want an approval because the price isn't known, for this
 * reason.
 */
export function approvalNeed(
  rules: readonly ApprovalRule[],
  cost: AtMost,
  unknownPrice?: string,
): ApprovalNeed | undefined {
  const asking = rules
    .map((rule) => ({ rule, reasons: reasonsOf(rule, cost) }))
    .filter(({ reasons }) => reasons.length > 0);
  const ofPrice: readonly ApprovalReason[] =
    unknownPrice === undefined ? [] : [{ kind: 'price-unknown', why: unknownPrice }];
  const [first, ...others] = distinct([...asking.flatMap(({ reasons }) => reasons), ...ofPrice]);
  if (first === undefined) return undefined;
  // The shortest counts. A rule that names no time has the usual one.
  const expiries = [
    ...asking.map(({ rule: { expiresMs = usualExpiryMs } }) => expiresMs),
    ...ofPrice.map(() => usualExpiryMs),
  ];
  return {
    reasons: [first, ...others],
    by: asking.flatMap(({ rule: { by } }) => (by === undefined ? [] : [by])),
    expiresMs: Math.min(...expiries),
  };
}

function reasonsOf({ above }: ApprovalRule, cost: AtMost): readonly ApprovalReason[] {
  if (above === undefined) return [{ kind: 'always' }];
  if (!cost.known) return [{ kind: 'price-unknown', why: cost.why }];
  const { total, perHour } = above;
  const { amount, hourly } = cost;
  return [
    ...(total !== undefined && amount > total
      ? [{ kind: 'total', above: total, atMost: amount } as const]
      : []),
    ...(perHour !== undefined && hourly > perHour
      ? [{ kind: 'per-hour', above: perHour, hourly } as const]
      : []),
  ];
}

/** One of each kind: of several bounds, the lowest is the one to tell. */
function distinct(reasons: readonly ApprovalReason[]): readonly ApprovalReason[] {
  const byKind = new Map<ApprovalReason['kind'], ApprovalReason>();
  for (const reason of reasons) {
    const before = byKind.get(reason.kind);
    const isLower =
      before === undefined ||
      !('above' in before) ||
      !('above' in reason) ||
      reason.above < before.above;
    if (before === undefined || ('above' in reason && isLower)) byKind.set(reason.kind, reason);
  }
  return [...byKind.values()];
}
