import type { Target } from './job.ts';

/** How well a target is known: nothing here is shown as if it were fresh when it is not. */
export type TargetHealth = {
  readonly target: Target;
  /** Unix ms of the last complete poll; undefined: never yet. */
  readonly lastGoodPollAt?: number | undefined;
  /** Why the last poll failed, if it did. */
  readonly problem?: string | undefined;
};
