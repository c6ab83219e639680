// The bot's Home: what one person sees when they look at the bot itself. It says no elapsed time, so that it changes only when
// something has changed.

import { isStale, type TargetHealth } from '../job/target-health.ts';
import type { CardView } from '../notification/card.ts';
import type { SharedSpending } from './spending.ts';
import type { Template } from '../template/template.ts';

/** Something only this person can settle, or should know of. */
export type Need =
  /** A launch whose job was never found: launch it once more, or leave it. */
  | { readonly kind: 'unknown'; readonly card: CardView }
  /** A cancel of theirs that has not ended the job yet. */
  | { readonly kind: 'overdue'; readonly card: CardView; readonly askedAt: number }
  /** Their job's thread can't be posted to; `why`: a Slack error code. */
  | {
      readonly kind: 'parked';
      readonly card: CardView;
      readonly channel: string;
      readonly why: string;
    }
  /** A job of theirs that failed lately, and was not launched again. */
  | { readonly kind: 'failed'; readonly card: CardView };

/** The first of them, and how many there are besides. */
export type Listed<T> = { readonly items: readonly T[]; readonly more: number };

export type HomePage =
  /** Somebody who may see nothing here, and why. */
  | { readonly kind: 'closed'; readonly sentence: string }
  | {
      readonly kind: 'open';
      readonly needs: Listed<Need>;
      readonly mine: Listed<CardView>;
      readonly team: Listed<CardView>;
      /** How many of the team's run in channels that this person does not see. */
      readonly hidden?: number | undefined;
      readonly templates: Listed<Template>;
      readonly spending: SharedSpending;
      /** Targets that were not read lately: what is shown of them may be old. */
      readonly unread: readonly TargetHealth[];
      /** Until when it is kept up to date without another look of theirs, Unix ms. */
      readonly keptUntil: number;
    };

/** As many as can be read, and together as few as Slack takes (100 blocks). */
export const mostOnHome = { needs: 10, mine: 12, team: 20, templates: 15 } as const;

const minute = 60_000;
/** Somebody who has not opened it, or pressed something on it, for longer than this is not looking any more. */
const lookedAtMs = 60 * minute;
/** Sums and ends are told to the last ten minutes: else a page with a running job on it would change all the time. */
const stepMs = 10 * minute;
const weekMs = 7 * 24 * 60 * minute;

const stepBefore = (atMs: number): number => Math.floor(atMs / stepMs) * stepMs;

/** Whether a Home that was opened then is likely still looked at. */
export function isLookedAt(openedAt: number, now: number): boolean {
  return now - openedAt < lookedAtMs;
}

/** Until when one that was opened then is kept up to date, at least. */
export function keptUntil(openedAt: number): number {
  return stepBefore(openedAt) + lookedAtMs;
}

/** The week that is summed up now. */
export function weekBefore(now: number): { readonly since: number; readonly until: number } {
  const until = stepBefore(now);
  return { since: until - weekMs, until };
}

/** The targets whose jobs may look different by now. */
export function unreadTargets(
  targets: readonly TargetHealth[],
  now: number,
): readonly TargetHealth[] {
  return targets.filter((one) => isStale(one, now));
}

/** The same page for comparing: what was summed up may differ in cents between replicas, which is no news. */
export function withoutSums(page: HomePage): HomePage {
  if (page.kind === 'closed') return page;
  const { since, until } = page.spending;
  const none = { amount: 0n, jobs: 0, atMost: false, unknown: 0 };
  return { ...page, spending: { since, until, mine: none, others: none } };
}
