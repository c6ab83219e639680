import type { Target } from '../job/job.ts';

/** Why something can't be launched, run again or cancelled as somebody asked. */
export type LaunchProblem =
  | { readonly kind: 'no-template-chosen' }
  /** The template is another one by now. */
  | { readonly kind: 'form-outdated'; readonly template: string }
  | { readonly kind: 'preview-outdated'; readonly template: string }
  /** Of the field of a form; the other one of an answer, which has to name it. */
  | { readonly kind: 'duration-unreadable' }
  | { readonly kind: 'max-time-unreadable' }
  | { readonly kind: 'no-channel-chosen' }
  /** It runs in these targets only, and none of them is the bot's. */
  | {
      readonly kind: 'template-elsewhere';
      readonly template: string;
      readonly targets: readonly Target[];
    }
  /** `targets`: those that there are. */
  | {
      readonly kind: 'location-unknown';
      readonly location: string;
      readonly targets: readonly Target[];
    }
  | {
      readonly kind: 'location-ambiguous';
      readonly location: string;
      readonly targets: readonly Target[];
    }
  /** A re-run in the place of the first, which is none of the bot's any more; `targets` are. */
  | {
      readonly kind: 'target-dropped';
      readonly handle: string;
      readonly target: Target;
      readonly targets: readonly Target[];
    }
  /** A re-run with changes, of a version that is not kept any more. */
  | {
      readonly kind: 'version-dropped';
      readonly handle: string;
      readonly template: string;
      readonly version: string;
    }
  /** The same of a form. */
  | { readonly kind: 'rerun-template-gone'; readonly handle: string }
  /** A cancel that names two jobs, by their handles. */
  | { readonly kind: 'two-named'; readonly first: string; readonly second: string };
