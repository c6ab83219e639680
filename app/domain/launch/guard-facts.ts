// What is known of a job when its guard is judged.

import type { CardView } from './card.ts';
import { costSoFar } from './run-cost.ts';
import { runTimeOf } from '../job/run-time.ts';
import type { TrackedJob } from '../job/tracked-job.ts';
import { extendedMsOf, quietUntilOf, type GuardedJob } from '../guard/guarded-job.ts';
import type { GuardFacts } from '../guard/judge-rule.ts';

/** What is read from elsewhere: the use of GPUs and the log. */
export type Readings = Pick<GuardFacts, 'idleFor' | 'lastLogAt'>;

/** The facts of a job that hasn’t ended. */
export function factsOf(
  { launch, job }: Pick<CardView, 'launch' | 'job'> & { readonly job: TrackedJob },
  guarded: Pick<GuardedJob, 'extensions'>,
  readings: Readings,
  now: number,
  maxExtensionMs: number,
): GuardFacts {
  const cost = costSoFar({ launch, job }, now);
  const total = launch.estimate?.total;
  return {
    ...readings,
    state: job.state,
    runMs: runTimeOf(job, now)?.ms ?? 0,
    cost: cost === 'not-run' ? undefined : cost,
    hourly: total?.known === true ? total.hourly : undefined,
    waitingSince: waitingSince(job),
    // What the policy has taken back since doesn’t count.
    extendedMs: Math.min(extendedMsOf(guarded), maxExtensionMs),
    quietUntil: quietUntilOf(guarded),
  };
}

const waiting: readonly string[] = ['QUEUED', 'PENDING'];

/** Since when it has been queued or pending without a break (Unix ms); undefined: it isn’t. */
function waitingSince({ state, stateSince, phases = [] }: TrackedJob): number | undefined {
  if (!waiting.includes(state)) return undefined;
  const before = phases.findLastIndex((phase) => !waiting.includes(phase.state));
  return phases[before + 1]?.since ?? stateSince;
}
