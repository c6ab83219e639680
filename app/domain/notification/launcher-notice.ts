// What whoever launched a job has to hear of it wherever they are: its thread mentions them, and a mention reaches nobody outside its channel.

import { endOf } from './digest.ts';
import { ownerOf, type Launch } from '../launch/launch.ts';
import type { TrackedJob } from '../job/tracked-job.ts';
import { mayBothRun } from '../launch/duplicate.ts';
import type { Update, UpdateKind } from './update.ts';

/** Vertex fills the reason of a failure in about a minute after the end; told without it nobody would learn it here. */
const reasonPatienceMs = 2 * 60_000;

/** Ends and questions of a launch that has no job. */
const ofLaunches: readonly UpdateKind[] = ['launch-unknown', 'launch-cancelled', 'launch-dropped'];

/** Whether an update is an end, or a question that only a person can answer. */
export function concernsLauncher(update: Update): boolean {
  if (update.kind === 'launch-late') {
    return update.sides === undefined || mayBothRun(update.sides.own, update.sides.other);
  }
  return ofLaunches.includes(update.kind) || endOf(update) !== undefined;
}

/** An end of one's job is told no sooner after the last than this: what ends meanwhile is told with it. */
export const gatherMs = 60_000;
/** How many of those are named. */
export const mostGathered = 20;

/** Whether it may wait for others of its kind: an end, and no question that only a person can answer. */
export function isGathered(update: Update): boolean {
  return endOf(update) !== undefined;
}

/** Who is to be told of an update by direct message if they are not in its channel; undefined: nobody, or who did it themselves. */
export function launcherToTell(
  launch: Launch,
  channel: string,
  update: Update,
): string | undefined {
  // In a direct message they are told anyway; a channel that only watches the job is not the one it was launched in.
  if (channel.startsWith('D') || launch.requester.channel !== channel) return undefined;
  const owner = ownerOf(launch);
  return 'by' in update && update.by === owner ? undefined : owner;
}

/** Whether what is told would come without a reason that is about to be known. `since`: when it was told, Unix ms. */
export function awaitsReason(
  update: Update,
  job: TrackedJob | undefined,
  since: number,
  now: number,
): boolean {
  const without = update.kind === 'job' && update.change.errorAwaited;
  return without && job?.errorAwaited === true && now < since + reasonPatienceMs;
}

/** The update with the reason that has come since; none is promised, since nothing follows where this is told. */
export function withReason(update: Update, job: TrackedJob | undefined): Update {
  if (update.kind !== 'job' || !update.change.errorAwaited) return update;
  return { ...update, change: { ...update.change, error: job?.error, errorAwaited: false } };
}
