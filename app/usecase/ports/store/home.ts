// Home tabs in the database and in Slack.

import type { HomePage } from '../../../domain/home/home.ts';
import type { PaidJob } from '../../../domain/home/spending.ts';
import type { Claimed, Lease } from './lease.ts';

/** A person's Home tab as last shown. */
export type Home = {
  readonly userId: string;
  readonly teamId: string;
  /** The person's direct messages with the bot. */
  readonly channel: string;
  /** When they last opened the page or pressed something on it, Unix ms. */
  readonly openedAt: number;
  /** Fingerprint of what it shows; undefined if nothing, or not known. */
  readonly shown?: string | undefined;
  /** Slack's hash of what it shows, to notice changes by others. */
  readonly mark?: string | undefined;
  /** When Slack last took or refused a page of it, Unix ms. */
  readonly publishedAt?: number | undefined;
  /** Failed attempts in a row. */
  readonly attempts: number;
};

export type HomeOpened = Pick<Home, 'userId' | 'teamId' | 'channel' | 'mark'>;

/** What needs one person, as launch ids; each kind newest first. */
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

/** Home tabs that were ever opened. */
export interface Homes {
  /**
   * Somebody opened it: due at once. Without `mark`, Slack shows none, and any worker that has the
   * row loses it.
   */
  open(opened: HomeOpened): Promise<void>;
  /** Somebody used it, so they are looking: due at once. A page never opened stays unknown. */
  touch(userId: string): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Home>[]>;
  /**
   * Stores what is shown and releases the lease. `dueAt` undefined: not due until it is opened.
   * False if the lease was lost; nothing changed.
   */
  release(home: Home, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
  /**
   * What needs this person: failed or unpostable since then (Unix ms); at most `limit` of each
   * kind.
   */
  needs(
    userId: string,
    since: { readonly failed: number; readonly parked: number },
    limit: number,
  ): Promise<NeedRows>;
  /** Everybody's jobs that were running at or after this time. */
  paidSince(since: number): Promise<readonly PaidJob[]>;
}

/** The result of publishing a page. Whatever it is, the next check corrects it. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly mark?: string | undefined }
  /** Slack shows something else than expected. */
  | { readonly kind: 'conflict' }
  /** What it shows is unknown: a lost answer, or Slack is busy. */
  | { readonly kind: 'in-doubt'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** Slack refuses this page. */
  | { readonly kind: 'page-refused'; readonly why: string }
  /** There is no such Home: the person is gone, or the app has no Home tab. */
  | { readonly kind: 'no-home'; readonly why: string }
  /** Slack refuses the app (token revoked): a person has to fix that. */
  | { readonly kind: 'app-refused'; readonly why: string };

/** Home tabs in Slack. */
export interface HomePages {
  /** The same for pages that look the same, however often they are built. */
  fingerprint(page: HomePage): string;
  /**
   * Shows a page to one person, unless its mark has changed. Sends one request, once; never throws.
   */
  publish(home: Home, page: HomePage): Promise<PublishOutcome>;
}
