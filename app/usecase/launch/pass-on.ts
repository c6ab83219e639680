// An attempt of which nothing was sent, since something stands in its way: the ladder passes on if a
// later one is free, and ends otherwise.

import { formatTarget, type Target } from '../../domain/job/job.ts';
import type { Blocking } from '../../domain/launch/blocking.ts';
import { leftOf, type Rung } from '../../domain/launch/ladder.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { stepDown } from '../poll/step-down.ts';
import type { Lease } from '../ports/store/lease.ts';
import type { Tx } from '../ports/store/store.ts';
import { foresee, whyNot, type AdmitDeps, type Candidate, type Obstacle } from './admit.ts';
import { endingOf, endUnsent } from './end-unsent.ts';

export type PassOnDeps = AdmitDeps & {
  /** Those that the bot is configured for. It follows no job elsewhere. */
  readonly targets: readonly Target[];
};

/** That a launch’s target isn’t the bot’s any more, so that nobody would follow its job. */
export function droppedTarget(
  { targets }: Pick<PassOnDeps, 'targets'>,
  target: Target,
): Blocking | undefined {
  const isThere = targets.some((one) => formatTarget(one) === formatTarget(target));
  return isThere ? undefined : { kind: 'target-not-configured', target };
}

/** Whether a later attempt could be sent now. Asked before any row is written. */
async function hasFreeRung(tx: Tx, deps: PassOnDeps, launch: Launch): Promise<boolean> {
  for (const rung of leftOf(launch.ladder) ?? []) {
    if ((await stopOf(tx, deps, launch, rung)) === undefined) return true;
  }
  return false;
}

/**
 * What would stop an attempt of a launch as things stand; undefined: nothing. `approval`: what the
 * launch has or would wait for, which covers each attempt.
 */
export async function stopOf(
  tx: Tx,
  deps: PassOnDeps,
  { approval, ...launch }: Candidate & { readonly approval?: object | undefined },
  rung: Rung,
): Promise<Blocking | Obstacle | undefined> {
  const dropped = droppedTarget(deps, rung.target);
  if (dropped !== undefined) return dropped;
  return whyNot(await foresee(tx, deps, { ...launch, ...rung }), approval);
}

/**
 * Ends an attempt before its create, or begins the next one. A launch as it was asked isn’t moved
 * elsewhere by a lock or a limit, which would get round it: only its fallbacks are passed over.
 */
export async function endOrPassOn(
  tx: Tx,
  deps: PassOnDeps,
  launch: Launch,
  why: Blocking | Obstacle,
  lease: Lease,
): Promise<void> {
  const { at = 0 } = launch.ladder ?? {};
  const isPassing =
    why.kind === 'target-not-configured' || (at > 0 && !ofTheWhole.includes(why.kind));
  if (
    !isPassing ||
    !(await hasFreeRung(tx, deps, launch)) ||
    (await tx.cancels.isWanted(launch.id))
  )
    return endUnsent(tx, launch, why, lease);
  const { update, ...ending } = endingOf(why, tx.now);
  const ended: Launch = { ...launch, ...ending, failure: undefined };
  if (!(await tx.launches.release(ended, undefined, lease))) return;
  await stepDown(tx, ended, { why: 'blocked', by: update });
}

/** What holds for every attempt, whatever it is. */
const ofTheWhole: readonly string[] = [
  'right-lost',
  'not-approved',
  'spec-changed',
  'settled-meanwhile',
];
