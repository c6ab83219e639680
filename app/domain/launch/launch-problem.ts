import type { Target } from '../job/job.ts';

/** Why a launch, re-run or cancel can't be done. */
export type LaunchProblem =
  | { readonly kind: 'no-template-chosen' }
  /** The template has changed since. */
  | { readonly kind: 'form-outdated'; readonly template: string }
  | { readonly kind: 'preview-outdated'; readonly template: string }
  /** A form shows the problem under its field; an answer has to name the parameter. */
  | { readonly kind: 'duration-unreadable' }
  | { readonly kind: 'max-time-unreadable' }
  /** The same for an amount. */
  | { readonly kind: 'amount-unreadable' }
  | { readonly kind: 'max-cost-unreadable' }
  | { readonly kind: 'no-channel-chosen' }
  /** The template runs only in these targets, and the bot has none of them. */
  | {
      readonly kind: 'template-elsewhere';
      readonly template: string;
      readonly targets: readonly Target[];
    }
  /** `targets` are the ones to choose from. */
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
  /** A re-run in the original's target, which is no longer configured; `targets` are. */
  | {
      readonly kind: 'target-dropped';
      readonly handle: string;
      readonly target: Target;
      readonly targets: readonly Target[];
    }
  /** A re-run with changes, whose template version isn't stored any more. */
  | {
      readonly kind: 'version-dropped';
      readonly handle: string;
      readonly template: string;
      readonly version: string;
    }
  /** The same from a form. */
  | { readonly kind: 'rerun-template-gone'; readonly handle: string }
  /** A cancel names two jobs, given by their handles. */
  | { readonly kind: 'two-named'; readonly first: string; readonly second: string };
