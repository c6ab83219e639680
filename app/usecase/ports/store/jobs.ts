import type { JobKey, Target } from '../../../domain/job/job.ts';
import type { OpenJob } from '../../../domain/job/difference.ts';
import type { Created } from '../../../domain/job/mass-end.ts';
import type { TrackedJob } from '../../../domain/job/tracked-job.ts';

export interface Jobs {
  /** Reads the row and, on PostgreSQL, locks it until the transaction ends. */
  lock(key: JobKey): Promise<TrackedJob | undefined>;
  /**
   * Jobs of a target that can still change (see `isOpen`). With the project's number, also those
   * followed while the target was configured by its other name. Of the jobs `known` from before, only
   * those that were written since are read again.
   */
  open(
    target: Target,
    projectNumber?: string,
    known?: readonly OpenJob[],
  ): Promise<readonly OpenJob[]>;
  /**
   * The open jobs of launches in a target that were asked for since (Unix ms): the newest, at most
   * `limit`.
   */
  launchedSince(target: Target, since: number, limit: number): Promise<readonly JobKey[]>;
  /** Whole jobs, each with its stamp as of the same statement. */
  withStamps(
    keys: readonly JobKey[],
  ): Promise<readonly { readonly job: TrackedJob; readonly stamp: number }[]>;
  byKeys(keys: readonly JobKey[]): Promise<readonly TrackedJob[]>;
  /** When many jobs were created. */
  createTimes(keys: readonly JobKey[]): Promise<readonly Created[]>;
  insert(job: TrackedJob, launchId: string): Promise<void>;
  save(job: TrackedJob): Promise<void>;
  /** The launch a job is bound to. */
  launchOf(key: JobKey): Promise<string | undefined>;
  /** The launches of many jobs at once. */
  launchesOf(
    keys: readonly JobKey[],
  ): Promise<readonly { readonly key: JobKey; readonly launchId: string }[]>;
  /** How many jobs are live in all targets, for metrics. */
  countLive(): Promise<number>;
}
