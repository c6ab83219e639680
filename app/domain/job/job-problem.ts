import type { Target } from './job.ts';

/** Why the job that somebody named can't be found or read. */
export type JobProblem =
  | { readonly kind: 'no-such-job'; readonly typed: string }
  /** The job of a button. */
  | { readonly kind: 'job-forgotten'; readonly handle: string }
  /**
   * It ended too long ago to be kept. `audited`: until when the audit has it, Unix ms; undefined if
   * that has expired, too.
   */
  | {
      readonly kind: 'job-expired';
      readonly handle: string;
      readonly expiredAt: number;
      readonly audited?: number | 'for-ever' | undefined;
    }
  /** A cancel matches several jobs, and none of them is live. */
  | { readonly kind: 'all-ended'; readonly typed: string; readonly jobs: number }
  /** It isn't in a configured target. `place` is as typed. */
  | { readonly kind: 'job-elsewhere'; readonly place: string; readonly targets: readonly Target[] }
  | { readonly kind: 'project-elsewhere'; readonly project: string }
  /** `why` is Vertex AI's message; undefined if there is no such job. */
  | { readonly kind: 'job-not-shown'; readonly id: string; readonly why?: string | undefined }
  | { readonly kind: 'spec-not-told'; readonly id: string };
