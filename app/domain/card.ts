import type { Cancel } from './cancel.ts';
import type { Launch } from './launch.ts';
import type { TrackedJob } from './tracked-job.ts';

/** Everything a root card shows, read in one transaction when it is rendered. */
export type CardView = {
  readonly launch: Launch;
  readonly job?: TrackedJob | undefined;
  /** The cancel being followed, if one was asked for and the end is not known. */
  readonly cancel?: Cancel | undefined;
};
