// Answers to a cancel, of one job or of many.

import type { Bulk, BulkFilter } from '../bulk/bulk.ts';
import type { CardView } from '../launch/card.ts';

export type CancelAnswer =
  /**
   * Not certain enough to act at once; one press confirms it. `channel` is where the job's card is,
   * for people who may see it.
   */
  | {
      readonly kind: 'cancel-asks';
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly reason?: string | undefined;
    }
  /** The answer to "Let it run". */
  | { readonly kind: 'let-run'; readonly card: CardView }
  | {
      readonly kind: 'cancel-stored';
      readonly handle: string;
      readonly displayName: string;
      /** It waited for an approval, and has ended. */
      readonly withdrawn?: true;
    }
  /** There is nothing to cancel: the job has ended. */
  | { readonly kind: 'already-finished'; readonly card: CardView }
  | {
      readonly kind: 'already-cancelling';
      readonly card: CardView;
      readonly by: string;
      readonly askedAt: number;
    }
  /** Whether to cancel many. `cards`: the first of the jobs. */
  | { readonly kind: 'bulk-asks'; readonly bulk: Bulk; readonly cards: readonly CardView[] }
  /** No job matches. `unsure`: Slack didn't say all that the requester may see. */
  | {
      readonly kind: 'bulk-none';
      readonly filter: BulkFilter;
      readonly unsure: boolean;
      /** They know of jobs that a cancel of many leaves out. */ readonly leftOut: boolean;
    }
  /**
   * It is confirmed. `ended`: how many of its jobs have ended since they were shown; `newcomers`:
   * jobs that match by now, which it doesn't take.
   */
  | {
      readonly kind: 'bulk-begun';
      readonly bulk: Bulk;
      readonly ended: number;
      readonly newcomers: { readonly cards: readonly CardView[]; readonly total: number };
    }
  /** It was confirmed before, at `confirmedAt` (Unix ms). */
  | { readonly kind: 'bulk-confirmed'; readonly bulk: Bulk; readonly confirmedAt: number };
