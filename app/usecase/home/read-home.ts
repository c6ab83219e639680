// What one person's Home shows, read in one transaction. The week's cost is read once for
// everybody.

import { burnSum, mostBurning } from '../../domain/launch/burn.ts';
import type { CardView } from '../../domain/launch/card.ts';
import {
  keptUntil,
  mostOnHome,
  unreadTargets,
  weekBefore,
  type BurningAtHome,
  type HomePage,
  type Listed,
  type Need,
} from '../../domain/home/home.ts';
import { ownerOf } from '../../domain/launch/launch.ts';
import type { Target } from '../../domain/job/job.ts';
import { spendingOf, type PaidJob } from '../../domain/home/spending.ts';
import type { Template } from '../../domain/template/template.ts';
import { cardFor, type Viewer } from '../../domain/permission/viewer.ts';
import type { Home } from '../ports/store/home.ts';
import { waitingFor } from '../approval/waiting-for.ts';
import { ownBudget } from '../permission/show-limits.ts';
import { launchable } from '../permission/launchable.ts';
import { seenOf, viewerOf, type SeeDeps } from '../permission/see.ts';
import { targetHealth } from '../job/status.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

export type ReadHomeDeps = SeeDeps & {
  readonly templates: Templates;
  readonly targets: readonly Target[];
};

const dayMs = 24 * 60 * 60_000;

/**
 * Jobs that ran in a week, by the week's end, which moves only every few minutes and is the same
 * for everybody.
 */
export type PaidJobs = (
  tx: Tx,
  week: { since: number; until: number },
) => Promise<readonly PaidJob[]>;

/** Caches the last week that was read. */
export function createPaidJobs(): PaidJobs {
  let last: { readonly until: number; readonly jobs: readonly PaidJob[] } | undefined;
  return async (tx, { since, until }) => {
    if (last?.until !== until) last = { until, jobs: await tx.homes.paidSince(since) };
    return last.jobs;
  };
}

/** The page for somebody who may see it. */
export async function readHome(
  deps: ReadHomeDeps,
  home: Home,
  paidJobs: PaidJobs,
): Promise<HomePage> {
  const { store, targets } = deps;
  const { userId, teamId, channel } = home;
  const requester = { userId, teamId, channel, atHome: true } as const;
  const { templates, others } = await launchable(deps, requester);
  const viewer = await viewerOf(deps, requester);
  const { cards, unchecked, cut } = await waitingFor(deps, requester);
  const asks = cards.map((card) => cardFor(viewer, card));
  return store.transaction(async (tx) => {
    const needs = await readNeeds(tx, viewer);
    const asked = needs.items.flatMap((need) => (need.kind === 'unknown' ? [need.card] : []));
    const mine = await tx.cards.list({
      requesterId: userId,
      limit: mostOnHome.mine + asked.length,
    });
    const seenBy = viewer.seesOutlines === true ? undefined : viewer;
    const team = await tx.cards.list({ notBy: userId, seenBy, limit: mostOnHome.team });
    const week = weekBefore(tx.now);
    return {
      kind: 'open',
      asks: { ...listed(asks, asks.length, mostOnHome.asks), unchecked, cut },
      needs,
      mine: listed(without(mine.cards, asked), mine.total - asked.length, mostOnHome.mine),
      team: listed(await seenOf(tx, viewer, team.cards), team.total, mostOnHome.team),
      hidden: team.hidden,
      burning: await readBurning(tx, viewer),
      templates: { ...listed<Template>(templates, templates.length, mostOnHome.templates), others },
      spending: spendingOf(await paidJobs(tx, week), userId, week),
      budget: await ownBudget(tx, deps.policy.rules.limits, userId),
      unread: unreadTargets(await targetHealth(tx, targets), tx.now),
      keptUntil: keptUntil(home.openedAt),
    };
  });
}

/** Jobs already listed under needs aren't listed again. */
function without(cards: readonly CardView[], asked: readonly CardView[]): readonly CardView[] {
  const ids = new Set(asked.map(({ launch }) => launch.id));
  return cards.filter(({ launch }) => !ids.has(launch.id));
}

function listed<T>(items: readonly T[], total: number, most: number): Listed<T> {
  const shown = items.slice(0, most);
  return { items: shown, more: Math.max(0, total - shown.length) };
}

/** Of all live jobs that the viewer sees. */
async function readBurning(tx: Tx, viewer: Viewer): Promise<BurningAtHome> {
  const seenBy = viewer.seesOutlines === true ? undefined : viewer;
  const { burners } = await tx.cards.live({ seenBy });
  const cards = await tx.cards.byLaunches(mostBurning(burners, tx.now));
  return {
    sum: burnSum(burners),
    mine: burnSum(burners.filter(({ launch }) => ownerOf(launch) === viewer.userId)),
    dearest: (await seenOf(tx, viewer, cards)).map((card) => ({ card })),
  };
}

async function readNeeds(tx: Tx, viewer: Viewer): Promise<Listed<Need>> {
  const { userId } = viewer;
  const { needs: most } = mostOnHome;
  const since = { failed: tx.now - dayMs, parked: tx.now - 7 * dayMs };
  // Five times as many as are shown, so that a flood is recognised and told as one.
  const rows = await tx.homes.needs(userId, since, 5 * most);
  const ids = [
    ...rows.unknown,
    ...rows.overdue.map(({ launchId }) => launchId),
    ...rows.parked.map(({ launchId }) => launchId),
    ...rows.failed,
  ];
  const cards = await seenOf(tx, viewer, await tx.cards.byLaunches([...new Set(ids)]));
  const byId = new Map(cards.map((card) => [card.launch.id, card]));
  const of = <T>(id: string, make: (card: CardView) => T): readonly T[] => {
    const card = byId.get(id);
    return card === undefined ? [] : [make(card)];
  };
  const all: readonly Need[] = [
    ...rows.unknown.flatMap((id) => of<Need>(id, (card) => ({ kind: 'unknown', card }))),
    ...rows.overdue.flatMap(({ launchId, askedAt }) =>
      of<Need>(launchId, (card) => ({ kind: 'overdue', card, askedAt })),
    ),
    ...rows.parked.flatMap(({ launchId, channel, why }) =>
      of<Need>(launchId, (card) => ({ kind: 'parked', card, channel, why })),
    ),
    ...rows.failed.flatMap((id) => of<Need>(id, (card) => ({ kind: 'failed', card }))),
  ];
  return listed(all, all.length, most);
}
