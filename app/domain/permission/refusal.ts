import type { PolicyVerb } from './policy-verb.ts';

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
  /** To cancel a job that the bot didn't launch. */
  | { readonly kind: 'nobodys-job' }
  /** No rule allows anything. */
  | { readonly kind: 'nobody-may' }
  /** `why` is what Slack said of the person. */
  | { readonly kind: 'person-not-found'; readonly why: string }
  /** Slack gave no answer for as long as a requester waits. `why` is its error. */
  | { readonly kind: 'unanswered'; readonly act: PostingAct | 'cancel'; readonly why: string }
  /** The launch that it repeats was settled otherwise. */
  | { readonly kind: 'settled-meanwhile' }
  | PostingRefusal;
