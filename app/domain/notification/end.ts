// How a job ends, as threads and digests tell it.

import { isTerminal, terminalStates } from '../job/state.ts';
import type { Update } from './update.ts';

/** How a launch can end. */
export const endWords = [...terminalStates, 'DELETED', 'NOT STARTED'] as const;

export type EndWord = (typeof endWords)[number];

/** The end that an update reports; undefined if it reports something else. */
export function endOf(update: Update): EndWord | undefined {
  if (update.kind === 'launch-failed') return 'NOT STARTED';
  if (update.kind !== 'job') return undefined;
  const { kind, to } = update.change;
  if (kind === 'gone') return 'DELETED';
  return kind === 'state' && isTerminal(to) ? to : undefined;
}

/** When the reported end was, Unix ms; undefined if the update reports something else. */
export function endedAt(update: Update): number | undefined {
  if (endOf(update) === undefined) return undefined;
  if (update.kind === 'launch-failed') return update.at;
  return update.kind === 'job' ? update.change.at : undefined;
}

/** Whether the job is named in a digest because it ended badly. */
export function isBadEnd(end: EndWord): boolean {
  return end !== 'SUCCEEDED' && end !== 'CANCELLED';
}
