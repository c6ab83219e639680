// Where a launch goes: what its template allows, and the bot is configured for.

import { type Target, formatTarget } from '../../job/job.ts';
import type { FillProblem } from './fill-problem.ts';
import type { Template } from '../template.ts';

/** The template's targets that the bot is configured for. */
export function usableTargets(
  template: Template,
  configured: readonly Target[],
): readonly Target[] {
  return template.targets.length === 0
    ? configured
    : template.targets.filter((target) => includesTarget(configured, target));
}

/** The target, or why there is none. */
export function chooseTarget(
  template: Template,
  wanted: Target | undefined,
  configured: readonly Target[],
): Target | FillProblem {
  const isConfigured = (target: Target) => includesTarget(configured, target);
  const allowed = template.targets.length > 0 ? template.targets : configured;
  const targets = usableTargets(template, configured);
  const { name } = template;
  if (wanted !== undefined) {
    if (!isConfigured(wanted)) return notConfigured([wanted], configured);
    return includesTarget(allowed, wanted)
      ? wanted
      : { kind: 'target-not-allowed', template: name, target: wanted, targets };
  }
  const [only, ...others] = targets;
  if (only === undefined) return notConfigured(template.targets, configured);
  return others.length === 0
    ? only
    : { kind: 'target-not-chosen', template: name, targets: [only, ...others] };
}

function notConfigured(targets: readonly Target[], configured: readonly Target[]): FillProblem {
  return configured.length === 0
    ? { kind: 'nothing-configured' }
    : { kind: 'targets-not-configured', targets, configured };
}

function includesTarget(targets: readonly Target[], target: Target): boolean {
  return targets.some((each) => formatTarget(each) === formatTarget(target));
}
