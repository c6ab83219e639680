// A flapping job keeps losing its machines and getting them back. Its changes are told together, in
// one line from time to time, so that it doesn't flood its channel or delay others. Every change is
// counted in that line.

import { isTerminal } from '../job/state.ts';
import type { Update } from './update.ts';

/** This many changes in a row are told as one line. */
export const leastFlaps = 6;
/** A thread with that many changes in this period is folded. */
export const flapWindowMs = 2 * 60_000;
/** Its updates wait this long after its last reply. */
export const foldEveryMs = 60_000;

type JobUpdate = Extract<Update, { kind: 'job' }>;

/**
 * Whether the update reports a state that isn't final, unknown states included. Only such changes
 * are folded.
 */
export function isPassing(update: Update): update is JobUpdate {
  return update.kind === 'job' && update.change.kind === 'state' && !isTerminal(update.change.to);
}

/** Groups runs of flapping changes; everything else is a group by itself. Keeps the order. */
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
 * Until when (Unix ms) a thread's updates are kept back to be told together; undefined: not at all.
 * `recent` are its changes within the window; `repliedAt` is its last reply.
 */
export function foldsUntil(
  repliedAt: number | undefined,
  waiting: readonly Update[],
  recent: number,
): number | undefined {
  const waits = recent >= leastFlaps && waiting.every(isPassing);
  return waits && repliedAt !== undefined ? repliedAt + foldEveryMs : undefined;
}
