// Answers to Approve and Deny.

import type { ApprovalDecision } from '../approval/approval.ts';
import type { Vote } from '../launch/vote.ts';

export type ApprovalAnswer =
  /** Somebody's Approve or Deny decided a launch. */
  | {
      readonly kind: 'voted';
      readonly verdict: Vote['verdict'];
      readonly handle: string;
      readonly displayName: string;
    }
  /** Somebody else decided before, or time did. */
  | {
      readonly kind: 'decided-before';
      readonly handle: string;
      readonly decision: ApprovalDecision;
    };
