// After a failure, the bot suggests only what it would accept: targets that the template allows,
// and changes for people who can make them.

import { estimateCost, type Estimate } from '../cost/estimate.ts';
import { explainError } from '../error/explain.ts';
import { otherPlace } from '../error/other-place.ts';
import type { Bigger } from './bigger.ts';
import { type JobError, type Target, formatTarget } from '../job/job.ts';
import type { Launch } from '../launch/launch.ts';
import type { PriceList } from '../cost/price-list.ts';
import { type Template } from '../template/template.ts';
import { usableTargets } from '../template/fill/choose-target.ts';
import type { Update } from './update.ts';

/** Another target for the same launch, and its cost per hour there. */
export type Elsewhere = { readonly target: Target; readonly estimate: Estimate };

export type Advice = {
  readonly elsewhere: readonly Elsewhere[];
  /** After an end for want of memory. */
  readonly bigger?: Bigger | undefined;
  /** Whether the person mentioned may change the job's template, so that field names help them. */
  readonly mayEdit: boolean;
};

export const noAdvice: Advice = { elsewhere: [], mayEdit: false };

/** Each gets a button. */
const mostElsewhere = 3;

/**
 * The error that an update reports. A refused call has an HTTP code and not an rpc code, so none is
 * passed on.
 */
export function errorTold(update: Update): JobError | undefined {
  if (update.kind === 'job') return update.change.error;
  return update.kind === 'launch-failed' ? { code: 2, message: update.failure.message } : undefined;
}

/** Whether an update warns of a job that waits for too long: elsewhere there may be machines. */
export function tellsOfWaiting(update: Update): boolean {
  return update.kind === 'guard-warning' && update.rule.kind === 'waiting';
}

/**
 * Other targets that the launch's template allows, if its error or its long waiting calls for one. `template` is the
 * version it was made from; a job without a template can't be launched elsewhere.
 */
export function elsewhereFor(
  updates: readonly Update[],
  launch: Launch,
  template: Template | undefined,
  configured: readonly Target[],
  prices: PriceList | undefined,
): readonly Elsewhere[] {
  const helping = updates.flatMap((update) => {
    if (tellsOfWaiting(update)) return 'region';
    const error = errorTold(update);
    const known = error && explainError(error);
    return (known && otherPlace(known)) ?? [];
  });
  if (helping.length === 0 || template === undefined) return [];
  const here = launch.target;
  const helps = (target: Target): boolean =>
    helping.includes('project')
      ? target.project !== here.project
      : formatTarget(target) !== formatTarget(here);
  return usableTargets(template, configured)
    .filter(helps)
    .slice(0, mostElsewhere)
    .map((target) => ({
      target,
      estimate: estimateCost(launch.body.jobSpec, target.location, prices),
    }));
}
