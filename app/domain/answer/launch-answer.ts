// Answers to a launch: what it would send, what became of it, and what it asks first.

import type { ApprovalRefusal } from '../approval/approval-refusal.ts';
import type { Approval, ApprovalReason, CalledApprovers } from '../approval/approval.ts';
import type { LimitRefusal } from '../budget/limit-refusal.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { Guard, Outdone } from '../guard/guard.ts';
import type { CustomJobBody, Target } from '../job/job.ts';
import type { Blocking } from '../launch/blocking.ts';
import type { CardView } from '../launch/card.ts';
import type { Ladder } from '../launch/ladder.ts';
import type { Lock } from '../lock/lock.ts';

/** A gcloud config with a field or value that is misspelt or newer than the bot. */
type RefusedUnchecked = {
  /** Whole sentences. */
  readonly problems: readonly string[];
  /** Whether the requester may send it anyway, as far as the policy can tell now. */
  readonly maySend: boolean;
  /** They may, once the form names the channel for the card. */
  readonly lacksChannel?: true | undefined;
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
};

/** What stands in the way of a fallback of a launch that was only previewed. */
export type FallbackStop = Blocking | { readonly kind: 'locked'; readonly lock: Lock };

/** What stands in the way of a launch that was only previewed. The launch itself decides again. */
export type Foreseen =
  | {
      readonly kind: 'refused';
      readonly why:
        | LimitRefusal
        | { readonly kind: 'locked'; readonly lock: Lock }
        | Extract<ApprovalRefusal, { kind: 'nobody-could-approve' }>;
    }
  /** It would wait for an approval, for `expiresMs` at most. */
  | {
      readonly kind: 'needs-approval';
      readonly reasons: readonly ApprovalReason[];
      readonly expiresMs: number;
      /** Who would be asked. Undefined: Slack doesn't say now, for the reason in `unsure`. */
      readonly called?: CalledApprovers | undefined;
      readonly unsure?: string | undefined;
    };

/** A launch that was stored. */
type Stored = {
  readonly handle: string;
  readonly displayName: string;
  /** Cost per hour; undefined if none was estimated. */
  readonly estimate?: Estimate | undefined;
  /** The card's channel, if it isn't the one the launch was requested in. */
  readonly elsewhere?: string | undefined;
  /** What was typed as the most it may cost can't hold, because its price isn't known. */
  readonly costUnheld?: true;
  /** What was typed comes to nothing, because the policy’s limit is stricter. */
  readonly outdone?: readonly Outdone[];
};

export type LaunchAnswer =
  | {
      readonly kind: 'dry-run';
      readonly template: { readonly name: string; readonly version: string };
      readonly target: Target;
      readonly body: CustomJobBody;
      /** The values it was filled with. Their names tell which ones are secret. */
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly estimate: Estimate;
      /** Paths of fields the bot doesn't know, which are sent as they are. */
      readonly unchecked?: readonly string[] | undefined;
      /** It is sent only if somebody with permission asks for that. */
      readonly refused?: RefusedUnchecked | undefined;
      /** What Google accepts but advises against. */
      readonly notes?: readonly string[] | undefined;
      /** What it would fall back on. */
      readonly ladder?: Ladder | undefined;
      /**
       * What would stop each fallback now; undefined: nothing is in its way. None at all if there is
       * nothing to fall back on, or if the launch itself would be refused, so that none is tried.
       */
      readonly stops?: readonly (FallbackStop | undefined)[] | undefined;
      /** The guard that its job would have. */
      readonly guard?: Guard | undefined;
      /** Its own limits that come to nothing, because the policy’s are stricter. */
      readonly outdone?: readonly Outdone[] | undefined;
      /** What would become of it if it were launched now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  | ({ readonly kind: 'launch-stored' } & Stored)
  /** It takes an approval, and waits for it. */
  | ({ readonly kind: 'launch-waits'; readonly approval: Approval } & Stored)
  /** The same launch is live. Nothing starts until the requester confirms a second one. */
  | {
      readonly kind: 'launch-needs-confirmation';
      readonly handle: string;
      readonly duplicate: CardView;
      /** What would become of a second one now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  /**
   * A re-run whose job wasn't named exactly. `handle` is the launch that waits for confirmation;
   * `channel` is where the job's card is.
   */
  | {
      readonly kind: 'rerun-asks';
      readonly handle: string;
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly target: Target;
      readonly estimate?: Estimate | undefined;
      /** What would become of it now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  /** The answer to "Not this one". */
  | { readonly kind: 'not-launched' };
