// Invariant: a total is complete or absent. If any part is unknown, the result is a reason, never a
// partial sum.

import type { Usd } from './money.ts';

/**
 * List price per hour, or why it isn't known: completes "cost not known: …" and may contain foreign
 * text.
 */
export type Cost =
  { readonly known: true; readonly hourly: Usd } | { readonly known: false; readonly why: string };

/** Completes "cost not known: …". */
export const notKnown = (why: string): Cost => ({ known: false, why });

/** The sum, or the first reason why a part isn't known. */
export function sum(costs: readonly Cost[]): Cost {
  let hourly: Usd = 0n;
  for (const cost of costs) {
    if (!cost.known) return cost;
    hourly += cost.hourly;
  }
  return costs.length === 0 ? notKnown('it has no worker pool') : { known: true, hourly };
}
