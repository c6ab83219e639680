import type { Target } from '../../job/job.ts';

/** Why a template's text can't be used or kept, besides what its parser says. */
export type TextProblem =
  /** It gives itself another name than the one it is kept under. */
  | { readonly kind: 'named-otherwise'; readonly name: string; readonly itself: string }
  /** A mark stands where a secret was hidden. */
  | { readonly kind: 'still-redacted' }
  /** Searching it for secrets takes too long. */
  | { readonly kind: 'search-too-long' }
  | { readonly kind: 'tells-secret'; readonly where: 'comment' | 'note' }
  /** Its image is the one that a new template begins with. */
  | { readonly kind: 'example-image' }
  | {
      readonly kind: 'runs-elsewhere';
      readonly targets: readonly Target[];
      readonly configured: readonly Target[];
    }
  /** A file has the name of a template kept in Slack, and is used instead. */
  | { readonly kind: 'also-in-file'; readonly name: string; readonly file: string };

/** Such a problem, or a whole sentence by whoever read or parsed the text. */
export type TextTrouble = TextProblem | string;
