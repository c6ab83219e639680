// What the bot advises after a failure is only what it would accept: where the template may run, and changes to those who can make them.

import { estimateCost, type Estimate } from '../cost/cost.ts';
import { explainError } from '../error/explain.ts';
import type { JobError, Target } from '../job/job.ts';
import { formatTarget } from '../job/job.ts';
import type { Launch } from '../launch/launch.ts';
import type { PriceList } from '../cost/price-list.ts';
import { type Template } from '../template/template.ts';
import { usableTargets } from '../template/fill-template.ts';
import type { Update } from './update.ts';

/** Where the same can be launched instead, and what an hour of it costs there. */
export type Elsewhere = { readonly target: Target; readonly estimate: Estimate };

export type Advice = {
  readonly elsewhere: readonly Elsewhere[];
  /** Whether who is called can change what the job was made from, and so has a use for the names of its fields. */
  readonly mayEdit: boolean;
};

export const noAdvice: Advice = { elsewhere: [], mayEdit: false };

/** Each has a button. */
const mostElsewhere = 3;

/** The error that an update tells of; the code of a refused call is not Google's rpc code, so it is none. */
export function errorTold(update: Update): JobError | undefined {
  if (update.kind === 'job') return update.change.error;
  return update.kind === 'launch-failed' ? { code: 2, message: update.failure.message } : undefined;
}

/**
 * The other places where a launch's template may run, if that is what its error asks for. `template`: the version it was made from; a job
 * made from none can't be launched elsewhere.
 */
export function elsewhereFor(
  updates: readonly Update[],
  launch: Launch,
  template: Template | undefined,
  configured: readonly Target[],
  prices: PriceList | undefined,
): readonly Elsewhere[] {
  const helping = updates.flatMap((update) => {
    const error = errorTold(update);
    return (error && explainError(error)?.elsewhere) ?? [];
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
