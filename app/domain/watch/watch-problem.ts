import type { Criterion } from './watch.ts';

/** Why a watch can't begin or end. */
export type WatchProblem =
  | { readonly kind: 'nothing-to-watch'; readonly displayName: string; readonly state: string }
  /** Vertex AI couldn't be read at the time of the request, and now the job doesn't exist. */
  | { readonly kind: 'job-gone-meanwhile'; readonly id: string }
  | { readonly kind: 'not-watched-here'; readonly criterion: Criterion };
