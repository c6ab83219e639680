// Words for a job that waits for machines, has them, or lost them. They depend on the previous
// state, since a job may wait in several.

import { capital } from '../kit/capital.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { Phase } from '../../app/domain/job/phase.ts';
import type { JobChange } from '../../app/domain/job/tracked-job.ts';

type Change = Omit<JobChange, 'to'> & { readonly to: string };
type Told = { readonly phases?: readonly Phase[] | undefined } | undefined;

/** In these states, a job has its machines. */
const holding: readonly (string | undefined)[] = ['RUNNING', 'UPDATING'];

/** Whether it runs again, after losing its machines or doing something else. */
export function runsAgain(change: Change): boolean {
  const { fromSince, startTime } = change;
  // It had started before the previous state began.
  const hadStarted = startTime !== undefined && fromSince !== undefined && startTime < fromSince;
  return isRestart(change) || hadStarted;
}

/** Whether it has just lost its machines. A job that was waiting already goes on waiting. */
export function isInterrupted({ from, fromSince, startTime }: Change): boolean {
  const ranUnseen = startTime !== undefined && fromSince !== undefined && startTime > fromSince;
  return holding.includes(from) || (from !== undefined && ranUnseen);
}

/** ` after 3 min`: how long it ran before the interruption; empty if it wasn't seen running. */
export function ranWords({ from, fromSince, at }: Change): string {
  return from === 'RUNNING' && fromSince !== undefined
    ? ` after ${formatDuration(at - fromSince)}`
    : '';
}

function isRestart({ from, restarts }: Change): boolean {
  return restarts > 0 && from !== 'CANCELLING' && from !== 'UPDATING';
}

/** Says that it runs, and how long it waited. */
export function runningText(change: Change, job: Told): string {
  const { at, startTime, createTime, restarts } = change;
  if (isRestart(change)) {
    const lostAt = lostMachinesAt(change, job);
    const waited =
      lostAt === undefined ? '' : ` after ${formatDuration(at - lostAt)} without machines`;
    return `Running again${waited} (restart ${restarts}).`;
  }
  if (runsAgain(change)) return 'Running again.';
  return `Running after ${formatDuration((startTime ?? at) - createTime)} of waiting.`;
}

/**
 * Since when it was without machines. It may have waited in several states, and the change has only
 * the last.
 */
function lostMachinesAt({ at, fromSince }: Change, job: Told): number | undefined {
  const before = (job?.phases ?? []).filter(({ since }) => since < at);
  const ran = before.findLastIndex(({ state }) => holding.includes(state));
  return (ran === -1 ? undefined : before[ran + 1]?.since) ?? fromSince;
}

/** What it does until it runs: `Provisioning (queued 40 s).`, or after an interruption, again. */
export function waitingText(change: Change, what: string): string {
  const { from, fromSince, at } = change;
  if (isInterrupted(change)) {
    const ran = ranWords(change);
    return `Interrupted${ran === '' ? '' : `${ran} of running`}: ${what}. Vertex restarts it by itself.`;
  }
  const isQueued = from === 'QUEUED' && fromSince !== undefined;
  return `${capital(what)}${isQueued ? ` (queued ${formatDuration(at - fromSince)})` : ''}.`;
}
