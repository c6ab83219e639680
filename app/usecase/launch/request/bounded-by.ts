import { withMaxDuration } from '../../../domain/budget/check-limits.ts';
import { withGuardTimeout } from '../../../domain/launch/guard-timeout.ts';
import type { Filled, FilledLaunch } from '../../../domain/template/fill/fill-template.ts';
import type { PolicyRules } from '../../../domain/permission/policy-rules.ts';

/** A launch with what the policy makes Vertex AI itself end it by. */
export function boundedBy({ limits, guards }: PolicyRules, launch: FilledLaunch): FilledLaunch {
  const bounded = <One extends Filled>(one: One): One =>
    withGuardTimeout(guards, withMaxDuration(limits, { ...one, guard: launch.guard }));
  const { fallback } = launch;
  return { ...bounded(launch), ...(fallback && { fallback: fallback.map(bounded) }) };
}
