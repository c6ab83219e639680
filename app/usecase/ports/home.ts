// What Homes need of the database and of Slack, in the domain's words.

import type { HomePage } from '../../domain/home/home.ts';
import type { PaidJob } from '../../domain/home/spending.ts';
import type { Claimed, Lease } from './lease.ts';

/** Somebody's Home, as it was shown last. */
export type Home = {
  readonly userId: string;
  readonly teamId: string;
  /** The person's direct messages with the bot, which Home is the front page of. */
  readonly channel: string;
  /** When they last opened it or pressed something on it, Unix ms. */
  readonly openedAt: number;
  /** What it shows, as a fingerprint; undefined: nothing, or not known. */
  readonly shown?: string | undefined;
  /** Slack's mark of what it shows, to tell whether somebody else has changed it. */
  readonly mark?: string | undefined;
  readonly publishedAt?: number | undefined;
  /** Tries that failed in a row. */
  readonly attempts: number;
};

export type HomeOpened = Pick<Home, 'userId' | 'teamId' | 'channel' | 'mark'>;

/** What needs one person, by launch; each kind newest first. */
export type NeedRows = {
  readonly unknown: readonly string[];
  readonly overdue: readonly { readonly launchId: string; readonly askedAt: number }[];
  readonly parked: readonly {
    readonly launchId: string;
    readonly channel: string;
    readonly why: string;
  }[];
  readonly failed: readonly string[];
};

/** Homes that were ever opened. */
export interface Homes {
  /** Somebody has it before them: due at once. Without `mark` Slack shows none; whoever holds the row has lost it. */
  open(opened: HomeOpened): Promise<void>;
  /** Something was done on it, so it is looked at: due at once. One never opened stays unknown. */
  touch(userId: string): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Home>[]>;
  /** Writes what is shown and gives the lease back; undefined: not due before it is opened again. False: the lease was lost, nothing changed. */
  release(home: Home, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
  /** What needs this person: failed since then, unpostable since then (Unix ms); at most `limit` of each kind. */
  needs(
    userId: string,
    since: { readonly failed: number; readonly parked: number },
    limit: number,
  ): Promise<NeedRows>;
  /** Jobs of everybody that ran at or after this, the ones still running included. */
  paidSince(since: number): Promise<readonly PaidJob[]>;
}

/** How showing a Home ended. Whatever it was, the next look mends it. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly mark?: string | undefined }
  /** It shows something else by now than was thought. */
  | { readonly kind: 'conflict' }
  /** Nobody knows what it shows: a lost answer, a busy Slack. */
  | { readonly kind: 'in-doubt'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** Slack does not take this page. */
  | { readonly kind: 'page-refused'; readonly why: string }
  /** There is no such Home: the person is gone, or the app has no Home tab. */
  | { readonly kind: 'no-home'; readonly why: string }
  /** Refused for the whole app (token revoked): a person has to mend that. */
  | { readonly kind: 'app-refused'; readonly why: string };

/** Homes in Slack. */
export interface HomePages {
  /** The same for pages that look the same, however often they are made. */
  fingerprint(page: HomePage): string;
  /** Shows a page to one person, unless their Home has another mark by now. One request, sent once; never throws. */
  publish(home: Home, page: HomePage): Promise<PublishOutcome>;
}
