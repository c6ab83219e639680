import type { Criterion } from './watch.ts';

/** Why a watch can't begin or end. */
export type WatchProblem =
  | { readonly kind: 'nothing-to-watch'; readonly displayName: string; readonly state: string }
  /** Vertex could not be read when it was asked for, and the job is not there now that it can. */
  | { readonly kind: 'job-gone-meanwhile'; readonly id: string }
  | { readonly kind: 'not-watched-here'; readonly criterion: Criterion };
