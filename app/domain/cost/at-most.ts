// What a launch may cost at most: this is what it promises to spend until its job has ended.

import { z } from 'zod';
import type { CustomJobBody } from '../job/job.ts';
import type { Estimate } from './estimate.ts';
import { overTime, type Usd } from './money.ts';

/**
 * How long a job may run (ms). `timeout`: its `scheduling.timeout`, which max-time sets. `vertex`:
 * it has none, so Vertex AI ends it after 7 days.
 */
type TimeBound = { readonly ms: number; readonly from: 'timeout' | 'vertex' };

/** By list price, with all replicas for all that time; or why the price isn't known. */
export type AtMost =
  | {
      readonly known: true;
      readonly amount: Usd;
      readonly hourly: Usd;
      readonly bound: TimeBound;
    }
  | { readonly known: false; readonly why: string };

/** Vertex AI’s default for `scheduling.timeout`. */
export const longestRunMs = 7 * 86_400_000;

const timed = z.object({
  scheduling: z.object({ timeout: z.string().regex(/^\d{1,12}(?:\.\d{1,9})?s$/) }),
});

/**
 * How long a job may run. Google documents the timeout as “the maximum job running time”: time in a
 * queue and while it waits for machines isn’t in it (that is `maxWaitDuration`) and costs nothing.
 * Whether a restart begins it anew isn’t documented; here it counts once for all attempts. A
 * timeout of zero, or one that can’t be read, counts as none.
 */
export function timeBoundOf({ jobSpec }: Pick<CustomJobBody, 'jobSpec'>): TimeBound {
  const read = timed.safeParse(jobSpec);
  const ms = read.success ? Number(read.data.scheduling.timeout.slice(0, -1)) * 1000 : 0;
  return ms > 0 ? { ms, from: 'timeout' } : { ms: longestRunMs, from: 'vertex' };
}

/** The body with a `scheduling.timeout` of so long (ms), in whole seconds. */
export function withTimeout(body: CustomJobBody, ms: number): CustomJobBody {
  const before = body.jobSpec['scheduling'];
  const scheduling = typeof before === 'object' ? before : {};
  const timeout = `${Math.floor(ms / 1000)}s`;
  return { ...body, jobSpec: { ...body.jobSpec, scheduling: { ...scheduling, timeout } } };
}

/** What a launch may cost at most. Launches from before there were estimates have no price. */
export function costAtMost(
  body: Pick<CustomJobBody, 'jobSpec'>,
  estimate: Estimate | undefined,
): AtMost {
  const total = estimate?.total ?? {
    known: false,
    why: 'it was launched before there were estimates',
  };
  if (!total.known) return total;
  const bound = timeBoundOf(body);
  return {
    known: true,
    amount: overTime(total.hourly, bound.ms),
    hourly: total.hourly,
    bound,
  };
}
