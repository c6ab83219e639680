// The bot's Home tab for one person. It shows no elapsed times, so it changes only when something
// happened.

import type { Standing } from '../budget/standing.ts';
import type { Refusal } from '../permission/refusal.ts';
import { isStale, type TargetHealth } from '../job/target-health.ts';
import type { BurnSum } from '../launch/burn.ts';
import type { CardView } from '../launch/card.ts';
import type { SharedSpending } from './spending.ts';
import type { Template } from '../template/template.ts';
import type { ShownUse } from '../use/shown-use.ts';

/** Something that only this person can resolve, or should know. */
export type Need =
  /** A launch whose job was never found: to be launched again, or left. */
  | { readonly kind: 'unknown'; readonly card: CardView }
  /** A cancel they asked for that hasn't ended the job. */
  | { readonly kind: 'overdue'; readonly card: CardView; readonly askedAt: number }
  /** The thread of their job can't be posted to. `why` is a Slack error code. */
  | {
      readonly kind: 'parked';
      readonly card: CardView;
      readonly channel: string;
      readonly why: string;
    }
  /** A job of theirs that failed recently and wasn't launched again. */
  | { readonly kind: 'failed'; readonly card: CardView };

/** The first items, and how many more there are. */
export type Listed<T> = { readonly items: readonly T[]; readonly more: number };

/**
 * Launches that wait for this person's approval. `unchecked`: of so many, Slack doesn't say now
 * whether they may decide. `cut`: there may be others that were not looked at.
 */
export type Asks = Listed<CardView> & {
  readonly unchecked?: number | undefined;
  readonly cut?: boolean | undefined;
};

/** The templates that this person may launch. `others`: how many there are besides. */
export type TemplatesAtHome = Listed<Template> & { readonly others?: number | undefined };

/** A job with machines. No `use`: there is nothing to tell of its GPUs, or nobody has asked yet. */
export type BurningJob = { readonly card: CardView; readonly use?: UseAtHome | undefined };

/** `being-read`: the page doesn't wait for it. */
export type UseAtHome = ShownUse | { readonly kind: 'being-read' };

/** What the live jobs burn that this person sees: all, their own, and the few that burn most. */
export type BurningAtHome = {
  readonly sum: BurnSum;
  readonly mine: BurnSum;
  readonly dearest: readonly BurningJob[];
};

export type HomePage =
  /** Somebody who may see nothing here, with the reason. */
  | { readonly kind: 'closed'; readonly why: Refusal }
  | {
      readonly kind: 'open';
      /** Launches that wait for this person's approval. */
      readonly asks: Asks;
      readonly needs: Listed<Need>;
      readonly mine: Listed<CardView>;
      readonly team: Listed<CardView>;
      /** How many of the team's running jobs are in channels that this person can't see. */
      readonly hidden?: number | undefined;
      readonly burning: BurningAtHome;
      readonly templates: TemplatesAtHome;
      readonly spending: SharedSpending;
      /** Their own budget of this month, if the policy gives them one. */
      readonly budget?: Standing | undefined;
      /** Targets not read recently: their jobs may be shown out of date. */
      readonly unread: readonly TargetHealth[];
      /** Until when the page is kept up to date without being opened again, Unix ms. */
      readonly keptUntil: number;
    };

/** Few enough to read, and within Slack's 100 blocks together. */
export const mostOnHome = { asks: 5, needs: 10, mine: 12, team: 20, templates: 15 } as const;

const minute = 60_000;
/** Somebody who hasn't opened or used the page for this long isn't looking at it. */
const lookedAtMs = 60 * minute;
/**
 * Sums and end times are rounded down to ten minutes; otherwise a page with a running job would
 * change all the time.
 */
const stepMs = 10 * minute;
const weekMs = 7 * 24 * 60 * minute;

const stepBefore = (atMs: number): number => Math.floor(atMs / stepMs) * stepMs;

/** Whether a page opened at that time is probably still being looked at. */
export function isLookedAt(openedAt: number, now: number): boolean {
  return now - openedAt < lookedAtMs;
}

/** Until when a page opened at that time is kept up to date, at least. */
export function keptUntil(openedAt: number): number {
  return stepBefore(openedAt) + lookedAtMs;
}

/** The week that sums cover now. */
export function weekBefore(now: number): { readonly since: number; readonly until: number } {
  const until = stepBefore(now);
  return { since: until - weekMs, until };
}

/** The targets whose jobs may have changed since they were read. */
export function unreadTargets(
  targets: readonly TargetHealth[],
  now: number,
): readonly TargetHealth[] {
  return targets.filter((one) => isStale(one, now));
}

/**
 * The page for comparison, without what is no change: sums, which may differ by cents between
 * replicas, and the use of GPUs, which differs every minute. That it is still being read stays, so
 * that the page is shown again once it is there.
 */
export function comparable(page: HomePage): HomePage {
  if (page.kind === 'closed') return page;
  const { since, until } = page.spending;
  const none = { amount: 0n, jobs: 0, atMost: false, unknown: 0 };
  const budget = page.budget && {
    ...page.budget,
    ...{ spent: 0n, promised: 0n, burning: 0n, unknown: 0 },
  };
  const dearest = page.burning.dearest.map(({ card, use }) =>
    use?.kind === 'being-read' ? { card, use } : { card },
  );
  return {
    ...page,
    budget,
    burning: { ...page.burning, dearest },
    spending: { since, until, mine: none, others: none },
  };
}
