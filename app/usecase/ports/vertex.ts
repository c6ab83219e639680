import type { Result } from '../../domain/error/failure.ts';
import type { OddEntries } from '../../domain/job/target-health.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../../domain/job/job.ts';

/**
 * The result of one LIST, all pages. `odd` entries couldn't be parsed: a job that seems to be
 * missing may be one of them. `serverTime` is Google's clock (the first page's Date header), Unix
 * ms.
 */
export type Listing = {
  readonly jobs: readonly Observation[];
  readonly odd?: OddEntries | undefined;
  readonly serverTime: number;
};

/**
 * What the bot needs of Vertex AI. Reads are retried internally for a while. Create and cancel take
 * effect at most once and return within one time limit, token included.
 */
export interface Vertex {
  /**
   * Creates a CustomJob. A failure of kind `in-doubt` may have started it (and billing): find out
   * with `findLaunch`, never send again blindly.
   */
  create(target: Target, body: CustomJobBody): Promise<Result<Observation>>;
  /** Reads one whole job. `httpStatus` 404 in the failure: it doesn't exist. */
  get(key: JobKey): Promise<Result<Observation>>;
  /**
   * Asks to cancel a job: best effort and asynchronous; only a later read tells the end. `user`:
   * the job has ended or is gone; a read tells which. `in-doubt`: may be sent again.
   */
  cancel(key: JobKey): Promise<Result<undefined>>;
  /**
   * Every job in an unfinished state, known or not, and every job created since `createdSince`
   * (Unix ms). All pages, or a failure.
   */
  listUnfinished(target: Target, createdSince: number): Promise<Result<Listing>>;
  /**
   * The finished jobs that were created within a span of time (Unix ms), page by page, each read
   * when it is asked for: up to a hundred jobs, in no promised order. Nothing follows a failure. A list
   * may lag, so a job that isn't in it may have ended all the same.
   */
  listEnded(
    target: Target,
    created: { readonly from: number; readonly to: number },
  ): AsyncIterable<Result<readonly Observation[]>>;
  /** Every job with this launch id as its label. All pages, or a failure. */
  findLaunch(target: Target, launchId: string): Promise<Result<Listing>>;
  /**
   * Google's clock minus this machine's as of the last answer, exact to about a second; undefined
   * before the first.
   */
  clockSkewMs(): number | undefined;
  /**
   * How many requests that read jobs were sent to a target since this was last asked, repetitions
   * included.
   */
  takeReads(target: Target): number;
}
