import type { Result } from '../../domain/error/failure.ts';
import type { OddEntries } from '../../domain/job/target-health.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../../domain/job/job.ts';

/**
 * What one LIST saw, to its last page. Entries that could not be read are `odd`: with any of them, what is missing may be one of them.
 * `serverTime` is Google's own clock (the Date header of the first page), Unix ms.
 */
export type Listing = {
  readonly jobs: readonly Observation[];
  readonly odd?: OddEntries | undefined;
  readonly serverTime: number;
};

/**
 * What the bot asks of Vertex AI. Reads are retried inside, for a while; create and cancel take effect at most once and return
 * within one time limit, token included.
 */
export interface Vertex {
  /**
   * Creates a CustomJob. A failure of kind `in-doubt` may have started it (billing begins at once): find out with
   * `findLaunch`, never send again blindly.
   */
  create(target: Target, body: CustomJobBody): Promise<Result<Observation>>;
  /** Reads one whole job. `httpStatus` 404 in the failure: it is not there. */
  get(key: JobKey): Promise<Result<Observation>>;
  /**
   * Asks for a cancel: best effort and asynchronous, only a later read tells the end. `user`: the job has ended or is gone, a
   * read tells which. `in-doubt`: may be sent again.
   */
  cancel(key: JobKey): Promise<Result<undefined>>;
  /** Every job that is not finished, whatever its state's name, and every job created since `createdSince` (Unix ms). All pages or a failure. */
  listUnfinished(target: Target, createdSince: number): Promise<Result<Listing>>;
  /** Every job that bears this launch id as its label. All pages or a failure. */
  findLaunch(target: Target, launchId: string): Promise<Result<Listing>>;
  /** Google's clock less this machine's, as of the last answer, to about a second; undefined before the first. */
  clockSkewMs(): number | undefined;
}
