// What the limits of a policy say about one launch by itself. Budgets, which depend on other
// launches, are in fit-budgets.ts.

import { costAtMost, longestRunMs, timeBoundOf, withTimeout } from '../cost/at-most.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { CustomJobBody } from '../job/job.ts';
import type { LimitRefusal } from './limit-refusal.ts';
import type { Limits } from './limits.ts';

type Timed = { readonly body: CustomJobBody; readonly maxTimeMs?: number | undefined };

/**
 * A launch with the longest time that a job may run, if it has none of its own. Vertex AI ends a
 * job after 7 days by itself, so a longer limit changes nothing.
 */
export function withMaxDuration<One extends Timed>(limits: Limits | undefined, launch: One): One {
  const mostMs = limits?.maxDurationMs;
  const isMissing = timeBoundOf(launch.body).from === 'vertex';
  if (mostMs === undefined || mostMs >= longestRunMs || !isMissing) return launch;
  return { ...launch, body: withTimeout(launch.body, mostMs), maxTimeMs: mostMs };
}

type Priced = { readonly body: CustomJobBody; readonly estimate?: Estimate | undefined };

/** Why a launch is over a limit of its own; undefined: it isn't, as far as its price is known. */
export function overLimits(
  { maxDurationMs, perHour }: Limits,
  { body, estimate }: Priced,
): LimitRefusal | undefined {
  const { ms: wantedMs } = timeBoundOf(body);
  if (maxDurationMs !== undefined && wantedMs > maxDurationMs) {
    return { kind: 'runs-too-long', wantedMs, mostMs: maxDurationMs };
  }
  const cost = costAtMost(body, estimate);
  if (perHour !== undefined && cost.known && cost.hourly > perHour) {
    return { kind: 'costs-too-much', hourly: cost.hourly, most: perHour };
  }
  return undefined;
}

export type PriceUnknown = Extract<LimitRefusal, { kind: 'price-unknown' }>;

/**
 * What the limits want if they need a price that isn't known; undefined: nothing. `hasBudget`: the
 * launch belongs to a budget.
 */
export function withoutPrice(
  { perHour, unknown: rule }: Limits,
  { body, estimate }: Priced,
  hasBudget: boolean,
): PriceUnknown | undefined {
  const cost = costAtMost(body, estimate);
  if (cost.known || rule === 'allow' || (perHour === undefined && !hasBudget)) return undefined;
  return { kind: 'price-unknown', why: cost.why, rule };
}
