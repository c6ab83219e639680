import type { LockScope } from './lock.ts';
import type { Sentence } from '../text/sentence.ts';

/** Why a lock can't be set or taken off. */
export type LockProblem =
  /** Nothing that is launched through the bot fits. `near`: what may have been meant. */
  | {
      readonly kind: 'lock-covers-nothing';
      readonly scope: LockScope;
      readonly near?: string | undefined;
    }
  /** The end is in the time zone of the person who sets the lock. */
  | { readonly kind: 'lock-zone-not-told' }
  | { readonly kind: 'no-such-lock'; readonly typed: Sentence };
