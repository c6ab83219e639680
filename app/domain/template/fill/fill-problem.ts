import type { Target } from '../../job/job.ts';

/** Why a template can't be filled with what was chosen, besides what the rules for its job say. */
export type FillProblem =
  | {
      readonly kind: 'no-such-parameter';
      readonly template: string;
      readonly typed: string;
      /** A parameter or an option of the command. */
      readonly near: string | undefined;
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'parameters-missing';
      readonly template: string;
      readonly names: readonly string[];
    }
  /** The same, under its field in a form. */
  | { readonly kind: 'parameter-missing'; readonly name: string }
  /** The value that was given looks like a secret. */
  | { readonly kind: 'secret-given'; readonly name: string }
  /** The template doesn't run there; it does in `targets`. */
  | {
      readonly kind: 'target-not-allowed';
      readonly template: string;
      readonly target: Target;
      readonly targets: readonly Target[];
    }
  | {
      readonly kind: 'target-not-chosen';
      readonly template: string;
      readonly targets: readonly [Target, ...Target[]];
    }
  | { readonly kind: 'nothing-configured' }
  | {
      readonly kind: 'targets-not-configured';
      readonly targets: readonly Target[];
      readonly configured: readonly Target[];
    };

/** Such a problem, or a whole sentence about a value or the job. */
export type FillTrouble = FillProblem | string;
