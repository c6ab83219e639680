// Answers about watches.

import type { Watch, WatchedJobCounts } from '../watch/watch.ts';

/** A watch, with a count of the jobs it saw by state. */
export type WatchView = { readonly watch: Watch; readonly counts: WatchedJobCounts };

export type WatchAnswer =
  /**
   * `known`: the watch existed already and nothing changed. `carded`: how many of its jobs have a
   * card here.
   */
  | {
      readonly kind: 'watch-begun';
      readonly view: WatchView;
      readonly known: boolean;
      readonly carded?: number | undefined;
    }
  /** More jobs are running than a watch takes in without asking. */
  | { readonly kind: 'watch-asks'; readonly view: WatchView }
  | { readonly kind: 'watch-ended'; readonly watch: Watch }
  /** A channel's watches, oldest first. */
  | { readonly kind: 'watches'; readonly views: readonly WatchView[]; readonly more: number };
