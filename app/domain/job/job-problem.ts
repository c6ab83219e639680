import type { Target } from './job.ts';

/** Why a job that somebody named can't be found or read. */
export type JobProblem =
  | { readonly kind: 'no-such-job'; readonly typed: string }
  /** A cancel of what fits several jobs, none of which is alive. */
  | { readonly kind: 'all-ended'; readonly typed: string; readonly jobs: number }
  /** It is in none of the bot's targets; `place` as it was typed. */
  | { readonly kind: 'job-elsewhere'; readonly place: string; readonly targets: readonly Target[] }
  | { readonly kind: 'project-elsewhere'; readonly project: string }
  /** `why`: what Vertex said; undefined: there is no such job. */
  | { readonly kind: 'job-not-shown'; readonly id: string; readonly why?: string | undefined }
  | { readonly kind: 'spec-not-told'; readonly id: string };
