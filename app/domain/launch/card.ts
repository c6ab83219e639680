import type { GuardedJob } from '../guard/guarded-job.ts';
import type { Cancel } from './cancel.ts';
import type { Launch, LaunchChoices } from './launch.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** Another launch that a card refers to. */
export type RelatedLaunch = LaunchChoices & {
  readonly handle: string;
  readonly channel: string;
  /** Slack ts of its card; undefined if it has none. */
  readonly rootTs?: string | undefined;
};

/**
 * Who set the watch, and its channel. `called`: whom the policy file wants called by a label of the
 * job, if they can see it there. They own nothing by it.
 */
type WatchedView = {
  readonly by: string;
  readonly channel: string;
  readonly called?: string | undefined;
};

/** What a launch that waits for an approval is compared with. */
export type LastRun = RelatedLaunch & Pick<Launch, 'body'>;

/** What may be done to a launch that waits for an approval. `decide`: approve or deny it. */
export type WaitingAct = 'decide' | 'withdraw';

/** Everything that a card shows, read in one transaction when it is rendered. */
export type CardView = {
  readonly launch: Launch;
  readonly job?: TrackedJob | undefined;
  /** The newest allowed cancel, in progress or done. */
  readonly cancel?: Cancel | undefined;
  /** Its guard, from when its job is known. */
  readonly guarded?: GuardedJob | undefined;
  /** The launch it is a re-run of. */
  readonly rerunOf?: RelatedLaunch | undefined;
  /**
   * While it waits for an approval: the last run of its template in its channel, if there was one.
   */
  readonly lastRun?: LastRun | undefined;
  /** Whether there was a last run is not for whoever reads it: they aren't in its channel. */
  readonly uncompared?: true;
  /** Set in a thread that a watch began. */
  readonly watched?: WatchedView | undefined;
  /**
   * For people who may know that the job exists and what it costs, but no more (made by
   * `outlineOf`).
   */
  readonly outlined?: true;
  /**
   * What the one person who sees it may not do, of a launch that waits for an approval. Never set
   * for a card in a channel, which is everybody's.
   */
  readonly barred?: readonly WaitingAct[] | undefined;
};

/**
 * Who is mentioned when the job needs a person: whom the policy names by its label, else who set
 * the watch, else who launched the job.
 */
export function calledFor({ launch, watched }: CardView): string {
  return watched?.called ?? watched?.by ?? launch.requester.userId;
}
