// A job that loses its machines and gets them back all the time: its thread is told what it did so far in one line, now and then, so
// that it neither floods its channel nor holds up the others. Nothing is left out: each change is counted in the line that tells it.

import { isTerminal } from '../job/state.ts';
import type { Update } from './update.ts';

/** As many changes in a row are told as one line. */
export const leastFlaps = 6;
/** A thread with as many within this time is folded. */
export const flapWindowMs = 2 * 60_000;
/** Its news waits for as long after its last reply. */
export const foldEveryMs = 60_000;

type JobUpdate = Extract<Update, { kind: 'job' }>;

/** Whether it tells of a state that the job may leave again, by whatever name: between any of these it may go back and forth. */
export function isPassing(update: Update): update is JobUpdate {
  return update.kind === 'job' && update.change.kind === 'state' && !isTerminal(update.change.to);
}

/** The same items in the same order: many passing changes in a row together, everything else by itself. */
export function groupFlaps<T>(
  items: readonly T[],
  updateOf: (item: T) => Update,
): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let open = false;
  for (const item of items) {
    const passes = isPassing(updateOf(item));
    const last = runs.at(-1);
    if (passes && open && last !== undefined) last.push(item);
    else runs.push([item]);
    open = passes;
  }
  return runs.flatMap((run) => (run.length < leastFlaps ? run.map((item) => [item]) : [run]));
}

/**
 * Until when (Unix ms) what waits in a thread is kept to be told together; undefined: it is not. `recent`: its changes within the window;
 * `repliedAt`: when it was last replied in.
 */
export function foldsUntil(
  repliedAt: number | undefined,
  waiting: readonly Update[],
  recent: number,
): number | undefined {
  const waits = recent >= leastFlaps && waiting.every(isPassing);
  return waits && repliedAt !== undefined ? repliedAt + foldEveryMs : undefined;
}
