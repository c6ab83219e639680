import { withMaxDuration } from '../../domain/budget/check-limits.ts';
import { withGuardTimeout } from '../../domain/launch/guard-timeout.ts';
import type { FilledLaunch } from '../../domain/template/fill-template.ts';
import type { PolicyRules } from '../../domain/permission/policy-rules.ts';

/** A launch with what the policy makes Vertex AI itself end it by. */
export function boundedBy({ limits, guards }: PolicyRules, launch: FilledLaunch): FilledLaunch {
  return withGuardTimeout(guards, withMaxDuration(limits, launch));
}
