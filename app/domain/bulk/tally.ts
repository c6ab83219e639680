// How far a cancel of many has got, and how its jobs ended.

import { z } from 'zod';
import type { Cancel } from '../launch/cancel.ts';
import { isPending, type LaunchState } from '../launch/launch.ts';
import type { Usd } from '../cost/money.ts';
import { isTerminal } from '../job/state.ts';
import type { BulkJob, BulkJobState } from './bulk.ts';

/**
 * What became of a job so far. `other`: an end that this version of the bot doesn't know. `taken`: it
 * ended by or after a cancel that had begun before this one.
 */
export const fates = [
  'cancelled',
  'prevented',
  'succeeded',
  'failed',
  'deleted',
  'other',
  'ended',
  'taken',
  'refused',
  'vertex-refused',
  'open',
] as const;
export type Fate = (typeof fates)[number];

/** A job of the set with its cancel, as stored. */
export type BulkEntry = Pick<BulkJob, 'hourly'> & {
  readonly state: BulkJobState;
  readonly cancel?: Cancel['state'] | undefined;
  readonly launch?: LaunchState | undefined;
  /** The job's state at Vertex AI, as read last. */
  readonly job?: string | undefined;
  readonly gone: boolean;
};

export const fateCounts = z.partialRecord(z.enum(fates), z.number());
export type FateCounts = z.infer<typeof fateCounts>;

export type Tally = {
  readonly counts: FateCounts;
  /** How many haven't ended, or aren't decided on. */
  readonly open: number;
  /** List price per hour of what ended cancelled, as far as it is known. */
  readonly hourly: Usd;
  /** How many of those have no known price. */
  readonly unpriced: number;
};

/** "Cancelled" only after that end was read: asking for it isn't enough. */
export function fateOf({ state, cancel, launch, job, gone }: BulkEntry): Fate {
  if (state === 'shown') return 'open';
  if (state === 'taken') return mayGoOn({ launch, job, gone }) ? 'open' : 'taken';
  if (state !== 'asked') return state;
  if (job === undefined) return launch === 'cancelled' ? 'prevented' : afterCancel(cancel);
  if (gone) return 'deleted';
  if (!isTerminal(job)) return cancel === 'refused' ? 'vertex-refused' : 'open';
  return ends.get(job) ?? 'other';
}

const ends: ReadonlyMap<string, Fate> = new Map([
  ['CANCELLED', 'cancelled'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
]);

/** The fate of a launch that has no job. */
function afterCancel(cancel: BulkEntry['cancel']): Fate {
  return cancel === 'done' || cancel === 'refused' ? 'other' : 'open';
}

/** Whether an earlier cancel's end is awaited still. */
function mayGoOn({ launch, job, gone }: Pick<BulkEntry, 'launch' | 'job' | 'gone'>): boolean {
  if (job === undefined) return launch !== undefined && isPending(launch);
  return !gone && !isTerminal(job);
}

/** Counts the fates of a set. */
export function tallyOf(entries: readonly BulkEntry[]): Tally {
  const counts: FateCounts = {};
  let [hourly, unpriced] = [0n, 0];
  for (const entry of entries) {
    const fate = fateOf(entry);
    counts[fate] = (counts[fate] ?? 0) + 1;
    if (fate !== 'cancelled' && fate !== 'prevented') continue;
    if (entry.hourly === undefined) unpriced++;
    else hourly += entry.hourly;
  }
  return { counts, open: counts.open ?? 0, hourly, unpriced };
}
