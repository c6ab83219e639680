import type { Cancel } from './cancel.ts';
import type { Launch, LaunchChoices } from './launch.ts';
import type { TrackedJob } from './tracked-job.ts';

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
};
