// A Home tab is checked every few seconds while its person is probably looking, and published when
// it would look different. Invariant: a page counts as shown only after Slack has confirmed it, so
// a lost publish is repeated at the next check.
//
// The use of GPUs is put on a page that is shown anyway, and is no reason to show it again, but for
// somebody who opens it or presses something. So a page that nobody opened for an hour keeps no one
// reading Cloud Monitoring, and one that is looked at doesn't use up Slack's publishes.

import { backOffMs } from '../../domain/error/back-off.ts';
import { isLookedAt, type HomePage } from '../../domain/home/home.ts';
import { decide, type DecideDeps } from '../permission/decide.ts';
import type { Home, HomePages, PublishOutcome } from '../ports/store/home.ts';
import { createPaidJobs, readHome, type PaidJobs, type ReadHomeDeps } from './read-home.ts';
import { createUseNow, isUseRead, withUse, type UseNow } from './use-at-home.ts';
import type { GpuUse } from '../ports/gpu-use.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';

export type PublishHomeDeps = ReadHomeDeps &
  DecideDeps & {
    readonly pages: HomePages;
    readonly gpuUse: GpuUse;
    readonly settings: { readonly slackTimeoutMs: number };
    /** Monotonic clock, ms. */
    readonly monotonic: () => number;
    /** Waits (ms); rejects when the bot stops. */
    readonly pause: (ms: number) => Promise<void>;
    readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
  };

/** How often a page is checked; also the least time between two publishes, except after a press. */
const lookMs = 3_000;
/** The least time between two publishes for one person, however much they press. */
const apartMs = 1_000;
/**
 * views.publish allows 100 calls a minute for the whole app (tier 4):
 * https://docs.slack.dev/reference/methods/views.publish
 */
const budgetMs = 700;
const budgetKey = 'homes';
/** A shorter wait is made in place; for a longer one, the row is released. */
const shortMs = 2_000;
const appRetryMs = 10_000;

/** Publishes a Home that is due. */
export function createHomePublisher(
  deps: PublishHomeDeps,
): (claimed: Claimed<Home>) => Promise<void> {
  const kept = { paidJobs: createPaidJobs(), useNow: createUseNow(deps.gpuUse) };
  return (claimed) => look(deps, claimed, kept);
}

/** What all pages share. */
type Kept = { readonly paidJobs: PaidJobs; readonly useNow: UseNow };

async function look(
  deps: PublishHomeDeps,
  { value: home, lease }: Claimed<Home>,
  { paidJobs, useNow }: Kept,
): Promise<void> {
  const freeAt = await whenFree(deps, home);
  if ('leave' in freeAt) return release(deps, home, lease, freeAt.leave);
  if (freeAt.wait > 0) await deps.pause(freeAt.wait);
  const bare = await makePage(deps, home, paidJobs);
  // Slack didn't say who this is, and no page is built on a guess.
  if (bare === undefined) return release(deps, home, lease, appRetryMs);
  const isSame = deps.pages.fingerprint(bare) === home.shown;
  const isOpenedSince = (home.publishedAt ?? 0) < home.openedAt;
  if (isSame && !isOpenedSince) return release(deps, home, lease, lookMs);
  const page = await withUse(useNow, bare, freeAt.now);
  const shown = deps.pages.fingerprint(page);
  const isNews = isSame ? isUseRead(page) : shown !== home.shown;
  if (!isNews) return release(deps, home, lease, lookMs);
  const turn = await takeTurn(deps, lease);
  if ('leave' in turn) return release(deps, home, lease, turn.leave);
  const outcome = await deps.pages.publish(home, page);
  await recordOutcome(deps, { home, lease, shown }, outcome);
}

/**
 * When it may be published: not while nobody looks, while the whole app has to wait, or right after
 * another publish.
 */
function whenFree(
  { store }: PublishHomeDeps,
  { openedAt, publishedAt }: Home,
): Promise<{ leave: number | undefined } | { wait: number; now: number }> {
  return store.transaction(async (tx) => {
    if (!isLookedAt(openedAt, tx.now)) return { leave: undefined };
    const free = await tx.rateBudgets.take(budgetKey, 0);
    const byAllMs = free.taken ? 0 : free.freeAt - tx.now;
    if (byAllMs > shortMs) return { leave: byAllMs };
    const byOneMs = publishedAt === undefined ? 0 : publishedAt + apartMs - tx.now;
    const waitMs = Math.max(byAllMs, byOneMs);
    return { wait: waitMs, now: tx.now };
  });
}

/**
 * Takes one publish from the app's budget, or says when to try again (ms). Takes none if the lease
 * leaves no time to use it; otherwise many waiting pages would use up the budget and none would be
 * shown.
 */
async function takeTurn(
  { store, pause, monotonic, settings }: PublishHomeDeps,
  lease: Lease,
): Promise<{ leave: number } | { taken: true }> {
  for (;;) {
    if (lease.deadline - monotonic() <= settings.slackTimeoutMs) return { leave: 0 };
    const waitMs = await store.transaction(async (tx) => {
      const turn = await tx.rateBudgets.take(budgetKey, budgetMs);
      return turn.taken ? 0 : Math.max(1, turn.freeAt - tx.now);
    });
    if (waitMs === 0) return { taken: true };
    if (waitMs > shortMs) return { leave: waitMs };
    await pause(waitMs);
  }
}

async function makePage(
  deps: PublishHomeDeps,
  home: Home,
  paidJobs: PaidJobs,
): Promise<HomePage | undefined> {
  const { userId, teamId, channel } = home;
  const decision = await decide(deps, { userId, teamId, channel }, 'view');
  if ('later' in decision) return undefined;
  return decision.allowed ? readHome(deps, home, paidJobs) : { kind: 'closed', why: decision.why };
}

type Published = { readonly home: Home; readonly lease: Lease; readonly shown: string };

async function recordOutcome(
  deps: PublishHomeDeps,
  { home, lease, shown }: Published,
  outcome: PublishOutcome,
): Promise<void> {
  if (outcome.kind !== 'published') {
    const why = 'why' in outcome ? outcome.why : undefined;
    deps.log.warn('a Home could not be shown', { outcome: outcome.kind, user: home.userId, why });
  }
  const attempts = home.attempts + 1;
  const again: Home = { ...home, shown: undefined, mark: undefined, attempts };
  switch (outcome.kind) {
    case 'published':
      await published(deps, { home, lease, shown }, outcome.mark);
      return;
    case 'conflict':
      return release(deps, again, lease, apartMs);
    case 'in-doubt':
      if (outcome.retryAfterMs !== undefined) await closeFor(deps, outcome.retryAfterMs);
      return release(deps, again, lease, Math.max(outcome.retryAfterMs ?? 0, backOffMs(attempts)));
    case 'page-refused':
      // The same page would be refused again. It is retried when its content changes.
      await published(deps, { home, lease, shown }, home.mark);
      return;
    case 'no-home':
      return release(deps, again, lease, undefined);
    case 'app-refused':
      await closeFor(deps, appRetryMs);
      return release(deps, again, lease, appRetryMs);
  }
}

async function published(
  { store }: PublishHomeDeps,
  { home, lease, shown }: Published,
  mark: string | undefined,
): Promise<void> {
  await store.transaction((tx) =>
    tx.homes.release(
      { ...home, shown, mark, publishedAt: tx.now, attempts: 0 },
      tx.now + lookMs,
      lease,
    ),
  );
}

/** Stores the row; due again after this many ms, or (undefined) when the page is opened. */
async function release(
  { store }: PublishHomeDeps,
  home: Home,
  lease: Lease,
  afterMs: number | undefined,
): Promise<void> {
  await store.transaction((tx) =>
    tx.homes.release(home, afterMs === undefined ? undefined : tx.now + afterMs, lease),
  );
}

/** Slack told the whole app to wait. */
async function closeFor({ store }: PublishHomeDeps, ms: number): Promise<void> {
  await store.transaction((tx) => tx.rateBudgets.close(budgetKey, tx.now + ms));
}
