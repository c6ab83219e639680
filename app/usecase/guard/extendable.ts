import { timeBoundOf } from '../../domain/cost/at-most.ts';
import { extendedMsOf, type GuardedJob } from '../../domain/guard/guarded-job.ts';
import { usualExtensionMs } from '../../domain/guard/policy-guards.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { runTimeOf } from '../../domain/job/run-time.ts';
import type { Policy } from '../../domain/permission/policy.ts';

/** How much longer the policy lets one job run in all (ms). */
export function maxExtensionMsOf({ rules: { guards } }: Policy): number {
  return guards?.maxExtensionMs ?? usualExtensionMs;
}

/** How much longer people may let a job run now: by the policy, and until Vertex AI itself ends it (ms). */
export function extendableMsOf(
  policy: Policy,
  guarded: Pick<GuardedJob, 'extensions'>,
  { launch, job }: CardView,
  now: number,
): number {
  const left = maxExtensionMsOf(policy) - extendedMsOf(guarded);
  const ran = job === undefined ? 0 : (runTimeOf(job, now)?.ms ?? 0);
  return Math.max(0, Math.min(left, timeBoundOf(launch.body).ms - ran));
}
