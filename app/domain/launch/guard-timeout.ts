import { longestRunMs, timeBoundOf, withTimeout } from '../cost/at-most.ts';
import type { PolicyGuards } from '../guard/policy-guards.ts';
import { usualExtensionMs } from '../guard/policy-guards.ts';
import type { CustomJobBody } from '../job/job.ts';
import { guardInForce } from './guard-in-force.ts';
import type { Launch } from './launch.ts';

/**
 * A launch that Vertex AI itself ends once its guard would have cancelled it at the very latest, so that
 * the limit holds while the bot is down. It can’t be changed later, so all that people may add is in it.
 */
export function withGuardTimeout<
  One extends Pick<Launch, 'guard'> & { readonly body: CustomJobBody },
>(policy: PolicyGuards | undefined, launch: One): One {
  if (policy?.dryRun === true) return launch;
  const rule = guardInForce({ guard: launch.guard }, policy).find(
    ({ kind, act }) => kind === 'duration' && act === 'cancel',
  );
  if (rule?.kind !== 'duration') return launch;
  const ms = rule.ms + (policy?.maxExtensionMs ?? usualExtensionMs) + rule.graceMs;
  if (ms >= Math.min(longestRunMs, timeBoundOf(launch.body).ms)) return launch;
  return { ...launch, body: withTimeout(launch.body, ms) };
}
