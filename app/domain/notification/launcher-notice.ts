// What the launcher of a job has to hear wherever they are. The thread mentions them, but a mention
// reaches nobody outside its channel.

import { endOf } from './end.ts';
import { ownerOf, type Launch } from '../launch/launch.ts';
import type { TrackedJob } from '../job/tracked-job.ts';
import { mayBothRun } from '../launch/duplicate.ts';
import type { Update, UpdateKind } from './update.ts';

/**
 * Vertex AI adds a failure's reason about a minute after the end. A direct message waits for it,
 * since it is not completed later.
 */
const reasonPatienceMs = 2 * 60_000;

/** Ends and questions of a launch without a job. */
const ofLaunches: readonly UpdateKind[] = [
  'launch-unknown',
  'launch-locked',
  'approval-decided',
  'launch-blocked',
  'launch-cancelled',
  'launch-dropped',
  'guard-warning',
  'guard-dry-run',
];

/** Whether an update reports an end, or asks a question that only a person can answer. */
export function concernsLauncher(update: Update): boolean {
  if (update.kind === 'cancel-asked') return update.guard !== undefined;
  if (update.kind === 'launch-late') {
    return update.sides === undefined || mayBothRun(update.sides.own, update.sides.other);
  }
  return ofLaunches.includes(update.kind) || endOf(update) !== undefined;
}

/** Ends of a person's jobs within this time of the last message are told together. */
export const gatherMs = 60_000;
/** At most this many of them are named. */
export const mostGathered = 20;

/** Whether it may wait for others like it: an end that asks no question. */
export function isGathered(update: Update): boolean {
  return endOf(update) !== undefined;
}

/**
 * Who gets the update by direct message if they aren't in its channel; undefined: nobody, or the
 * person who did it.
 */
export function launcherToTell(
  launch: Launch,
  channel: string,
  update: Update,
): string | undefined {
  // In a direct message, they see it anyway. A channel with a watch isn't the channel of the
  // launch.
  if (channel.startsWith('D') || launch.requester.channel !== channel) return undefined;
  const owner = ownerOf(launch);
  return 'by' in update && update.by === owner ? undefined : owner;
}

/** Whether the reason is still to come. `since` is when it was told, Unix ms. */
export function awaitsReason(
  update: Update,
  job: TrackedJob | undefined,
  since: number,
  now: number,
): boolean {
  const without = update.kind === 'job' && update.change.errorAwaited;
  return without && job?.errorAwaited === true && now < since + reasonPatienceMs;
}

/**
 * The update with the reason known by now. It promises no later one, since nothing follows a direct
 * message.
 */
export function withReason(update: Update, job: TrackedJob | undefined): Update {
  if (update.kind !== 'job' || !update.change.errorAwaited) return update;
  return { ...update, change: { ...update.change, error: job?.error, errorAwaited: false } };
}
