// What somebody may do in a channel, and by which policy.

import type { LimitsView } from '../budget/limits-view.ts';
import type { ShownApproval } from '../permission/approvals-here.ts';
import type { UnreadGroup } from '../permission/group-facts.ts';
import type { PolicyDecision } from '../permission/policy.ts';
import type { PolicyVerb } from '../permission/policy-verb.ts';
import type { Role } from '../permission/policy-rules.ts';

/** The policy that decides, as it is shown. `default`: no policy file is set. */
export type ShownPolicy =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'file';
      /** The file's name without its folder. */
      readonly name: string;
      readonly hash: string;
      /** Unix ms. */
      readonly since: number;
      /**
       * The file as it is now is not in force. `doctor` says why: the reasons may name channels that
       * not everybody knows.
       */
      readonly isBroken: boolean;
    };

/** `later`: Slack doesn't say enough about the person now. */
export type Verdict = PolicyDecision | { readonly later: true; readonly why: string };

export type PolicyView = {
  readonly policy: ShownPolicy;
  readonly permissions: readonly { readonly verb: PolicyVerb; readonly verdict: Verdict }[];
  /** Patterns of the only templates that may be launched here; undefined: all. */
  readonly templatesHere?: readonly string[] | undefined;
  /** The accounts that jobs launched here may run as, a list for each rule; undefined: any. */
  readonly runAs?: readonly (readonly string[])[] | undefined;
  /** Templates that not every role may launch, by pattern: the first ones of the file. */
  readonly limited: readonly {
    readonly pattern: string;
    readonly roles: readonly string[];
    readonly verdict: Verdict;
  }[];
  /** How many more such patterns there are. */
  readonly moreLimited: number;
  /** Templates whose launches take an approval here, by pattern: the first ones of the file. */
  readonly approvals?: readonly ShownApproval[];
  /** How many more such patterns there are. */
  readonly moreApprovals?: number;
  /** The policy's own roles that are needed for what this person may not do, and to approve. */
  readonly roles: readonly (Role & { readonly name: string })[];
  readonly unread: readonly UnreadGroup[];
  /** Undefined: the policy has none. */
  readonly limits?: LimitsView | undefined;
};
