import type { Cancel } from '../launch/cancel.ts';
import type { Launch, LaunchChoices } from '../launch/launch.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** Another launch, as far as a card points at it. */
export type RelatedLaunch = LaunchChoices & {
  readonly handle: string;
  readonly channel: string;
  /** Slack ts of its card; undefined while it has none. */
  readonly rootTs?: string | undefined;
};

/** Everything a root card shows, read in one transaction when it is rendered. */
export type CardView = {
  readonly launch: Launch;
  readonly job?: TrackedJob | undefined;
  /** The newest cancel that was allowed, still followed or done. */
  readonly cancel?: Cancel | undefined;
  /** What it is a re-run of. */
  readonly rerunOf?: RelatedLaunch | undefined;
  /** The thread it is shown in, where a watch began that: who set the watch, and in which channel. */
  readonly watched?: { readonly by: string; readonly channel: string } | undefined;
  /** For somebody who may know that the job is there and what it costs, and nothing of what it is (`outlineOf` made it). */
  readonly outlined?: true;
};

/** Who is called when the job needs a person: who set the watch that shows it, else who launched it. */
export function calledFor({ launch, watched }: CardView): string {
  return watched?.by ?? launch.requester.userId;
}
