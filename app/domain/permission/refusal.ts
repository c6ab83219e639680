import type { GrantedVerb, PolicyVerb } from './policy-verb.ts';
import type { LimitRefusal } from '../budget/limit-refusal.ts';
import type { Lock } from '../lock/lock.ts';
import type { ApprovalRefusal } from '../approval/approval-refusal.ts';
import type { UnreadGroup } from './group-facts.ts';

/**
 * The part of a policy file that refuses. `channel`: the rules of a channel, of the one where it is
 * asked or of the one where the job was launched. `private`: who sees jobs of other channels.
 */
export type PolicyFactor =
  | { readonly kind: 'grants' }
  | { readonly kind: 'channel'; readonly here: boolean }
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'private' };

/** What the bot needs to post for. */
export type PostingAct = 'launch' | 'watch';

/** Why the bot can't post where it was asked to. */
export type PostingRefusal =
  | { readonly kind: 'archived-here'; readonly act: PostingAct }
  | { readonly kind: 'not-invited'; readonly act: PostingAct; readonly botName: string }
  /** `lacks`: the scope that Slack asks for, if it names one. */
  | {
      readonly kind: 'conversation-hidden';
      readonly act: PostingAct;
      readonly lacks?: string | undefined;
    }
  | { readonly kind: 'between-people'; readonly act: PostingAct };

/** Why something is refused. Blocks have the words. */
export type Refusal =
  | { readonly kind: 'account-deactivated' }
  | { readonly kind: 'no-member'; readonly who: 'guest' | 'bot' | 'outsider' }
  | { readonly kind: 'no-permission'; readonly verb: PolicyVerb }
  /**
   * The policy file gives it to these roles. `unread`: user groups of theirs that Slack doesn't
   * show now.
   */
  | {
      readonly kind: 'not-granted';
      readonly verb: GrantedVerb | 'see-private';
      readonly factor: PolicyFactor;
      readonly roles: readonly string[];
      /** Those of them that the file doesn't name, as a template's own may be. */
      readonly unknown?: readonly string[] | undefined;
      readonly unread: readonly UnreadGroup[];
    }
  /** The policy file lets only these templates be launched there. */
  | {
      readonly kind: 'template-not-here';
      /** Undefined for a spec, which is from no template. */
      readonly template?: string | undefined;
      readonly templates: readonly string[];
    }
  /**
   * Its template is gone, so a re-run counts as one from a spec. `roles`: who may launch that;
   * undefined: workspace admins.
   */
  | {
      readonly kind: 'template-gone';
      readonly template: string;
      readonly roles?: readonly string[] | undefined;
    }
  /** To cancel a job that the bot didn't launch. */
  | { readonly kind: 'nobodys-job' }
  /** No rule allows anything. */
  | { readonly kind: 'nobody-may' }
  /** `why` is what Slack said of the person. */
  | { readonly kind: 'person-not-found'; readonly why: string }
  /** Slack gave no answer for as long as a requester waits. `why` is its error. */
  | {
      readonly kind: 'unanswered';
      readonly act: PostingAct | 'cancel' | 'approve';
      readonly why: string;
    }
  /** The launch that it repeats was settled otherwise. */
  | { readonly kind: 'settled-meanwhile' }
  /** A lock covers what was to be launched. */
  | { readonly kind: 'locked'; readonly lock: Lock }
  | LimitRefusal
  | ApprovalRefusal
  | PostingRefusal;
