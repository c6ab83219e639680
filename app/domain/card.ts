import type { Cancel } from './cancel.ts';
import type { Launch } from './launch.ts';
import type { TrackedJob } from './tracked-job.ts';

/** Everything a root card shows, read in one transaction when it is rendered. */
export type CardView = {
  readonly launch: Launch;
  readonly job?: TrackedJob | undefined;
  /** The newest cancel that was allowed, still followed or done. */
  readonly cancel?: Cancel | undefined;
};
