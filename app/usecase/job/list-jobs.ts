import type { Answer } from '../../domain/answer/answer.ts';
import type { ListRow, ParkedChannels } from '../../domain/answer/job-answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import { ownerOf, type Requester } from '../../domain/launch/launch.ts';
import type { ListFilter, ListTurn } from '../../domain/job/list-filter.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Request } from '../ports/interactions.ts';
import { seenOf, viewerOf, type SeeDeps } from '../permission/see.ts';
import { targetHealth } from './status.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { CardPage, CardQuery } from '../ports/store/cards.ts';

/** As many as fit into a message whatever their names are; a test in blocks checks that. */
export const pageSize = 20;

/**
 * Answers with matching jobs: the newest ones, or the page next to the one whose button was
 * pressed.
 */
export async function listJobs(
  deps: SeeDeps & { readonly store: Store; readonly targets: readonly Target[] },
  { requester }: Request,
  filter: ListFilter,
  turn?: ListTurn,
): Promise<Answer> {
  const viewer = await viewerOf(deps, requester);
  return deps.store.transaction((tx) =>
    showPage(tx, deps.targets, { requester, viewer }, filter, turn),
  );
}

/** Who asks, with what they may see. */
export type Looking = { readonly requester: Requester; readonly viewer: Viewer };

/** The jobs, with how current each target is: a list must never be silently shorter. */
async function showPage(
  tx: Tx,
  watched: readonly Target[],
  looking: Looking,
  filter: ListFilter,
  turn: ListTurn | undefined,
): Promise<Answer> {
  const { viewer, requester } = looking;
  // An outline doesn't include template and labels, so nobody may learn which outlined jobs match
  // them.
  const tells = filter.template === undefined && filter.label === undefined;
  // People who see outlines miss no job.
  const seenBy = viewer.seesOutlines === true && tells ? undefined : viewer;
  const query = { ...queryOf(filter, requester, tx.now), seenBy };
  const { cards, total, newer, older, hidden, uncounted } = await readPage(tx, query, turn);
  const seen = await seenOf(tx, viewer, cards);
  const threads = await tx.threads.ofLaunches(cards.map(({ launch }) => launch.id));
  const rows = seen.map((card) => rowOf(card, threads, looking, filter));
  const targets = [...watched, ...cards.map(({ launch }) => launch.target)];
  return {
    kind: 'list',
    filter,
    rows,
    total,
    newer,
    older,
    uncounted,
    hidden: tells || filter.scope !== 'all' ? hidden : 'untold',
    targets: await targetHealth(tx, different(targets)),
    parked: parkedChannels(threads, looking),
    turned: turn !== undefined,
  };
}

/**
 * A job with a card that the requester can open, which a watch may have made in another channel.
 */
export function rowOf(
  card: CardView,
  threads: readonly Thread[],
  { requester, viewer }: Looking,
  { scope }: Pick<ListFilter, 'scope'>,
): ListRow {
  if (card.outlined === true) return { card };
  const { id, requester: launcher } = card.launch;
  const open = threads.filter(
    (one) => one.launchId === id && viewer.channels.includes(one.channel),
  );
  const wanted = scope === 'here' ? requester.channel : launcher.channel;
  const isOwn = ownerOf(card.launch) === viewer.userId;
  const other = viewer.channels.includes(wanted) || isOwn ? undefined : open[0];
  const channel = other?.channel ?? wanted;
  const shown = threads.find((one) => one.launchId === id && one.channel === channel);
  return { card, rootTs: shown?.rootTs, channel };
}

/** The requested page. If it no longer exists, or isn't full on the newer side, the newest page. */
async function readPage(tx: Tx, query: CardQuery, turn: ListTurn | undefined): Promise<CardPage> {
  if (turn !== undefined) {
    const page = await tx.cards.list({ ...query, turn });
    const enough =
      turn.to === 'older' ? page.cards.length > 0 || page.older !== undefined : page.newer !== 0;
    if (enough) return page;
  }
  return tx.cards.list(query);
}

function queryOf(
  { scope, states, sinceMs, owner, template, label }: ListFilter,
  requester: Requester,
  now: number,
): CardQuery {
  return {
    channel: scope === 'here' ? requester.channel : undefined,
    requesterId: scope === 'mine' ? requester.userId : owner,
    template,
    label,
    // A period alone asks for everything in it, not only for what is still live.
    state: states ?? (sinceMs === undefined ? undefined : 'any'),
    since: sinceMs === undefined ? undefined : now - sinceMs,
    limit: pageSize,
  };
}

/**
 * Channels are named to people who may see them or launched there, and to admins; for others, even
 * their existence is private.
 */
function parkedChannels(
  threads: readonly Thread[],
  { requester, viewer }: Looking,
): ParkedChannels {
  const named = new Map<string, string>();
  const all = new Set<string>();
  for (const { channel, parked, requesterId } of threads) {
    if (parked === undefined) continue;
    all.add(channel);
    const isOpen = viewer.seesOutlines === true || viewer.channels.includes(channel);
    const concerns = isOpen || requesterId === requester.userId;
    if (concerns) named.set(channel, parked);
  }
  return {
    named: [...named].map(([channel, why]) => ({ channel, why })),
    others: all.size - named.size,
  };
}

/** Each target once. */
export function different(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [formatTarget(target), target])).values()];
}
