// Which jobs a cancel of many is about: live, seen by the requester, and cancelled by nobody yet.

import { type Bulk, type BulkFilter, mostInBulk } from '../../domain/bulk/bulk.ts';
import type { ListTurn } from '../../domain/job/list-filter.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { mayCancelNow } from '../cancel/may-cancel.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { seenOf } from '../permission/see.ts';
import type { CardQuery } from '../ports/store/cards.ts';
import type { Store, Tx } from '../ports/store/store.ts';

/** Cards are long, so a thousand aren't read in one transaction. */
const pageSize = 100;

type Matching = {
  /** Newest first. */
  readonly cards: readonly CardView[];
  /** How many match. */
  readonly total: number;
};

/** The jobs that match, page by page, at most as many as a question takes. */
export async function findMatching(
  store: Store,
  viewer: Viewer,
  requester: Requester,
  filter: BulkFilter,
): Promise<Matching> {
  const found = new Map<string, CardView>();
  let [total, turn]: [number, ListTurn | undefined] = [0, undefined];
  while (found.size < mostInBulk) {
    const from = turn;
    const page = await store.transaction(async (tx) => {
      const query = { ...bulkQuery(viewer, requester, filter, tx.now), limit: pageSize };
      const { cards, total: all } = await tx.cards.list({ ...query, turn: from });
      return { all, cards, seen: await seenOf(tx, viewer, cards) };
    });
    total = page.all;
    for (const card of page.seen) found.set(card.launch.id, card);
    const last = page.cards.at(-1)?.launch;
    if (last === undefined || page.cards.length < pageSize) break;
    turn = { to: 'older', requestedAt: last.requestedAt, id: last.id };
  }
  return { cards: [...found.values()].slice(0, mostInBulk), total };
}

/**
 * Jobs that match by now, weren't in the set and may be cancelled by who asked: the newest few, and
 * how many there are. Only the newest page is looked at, since this is answered with the ack; what
 * isn't known of somebody's rights counts as no.
 */
export async function newcomersOf(
  tx: Tx,
  deps: DecideDeps,
  viewer: Viewer,
  { id, filter, requester }: Pick<Bulk, 'id' | 'filter' | 'requester'>,
): Promise<Matching> {
  const query = bulkQuery(viewer, requester, filter, tx.now);
  const page = await tx.cards.list({ ...query, cancellable: { outside: id }, limit: pageSize });
  const cards = (await seenOf(tx, viewer, page.cards)).filter(
    ({ launch, guarded }) => mayCancelNow(deps, requester, launch, guarded)?.allowed === true,
  );
  return { cards: cards.slice(0, mostNamed), total: cards.length };
}

const mostNamed = 5;

function bulkQuery(
  viewer: Viewer,
  requester: Requester,
  { scope, states, owner, template, label, olderMs }: BulkFilter,
  now: number,
): Omit<CardQuery, 'limit'> {
  return {
    channel: scope === 'here' ? requester.channel : undefined,
    requesterId: scope === 'mine' ? requester.userId : owner,
    template,
    label,
    state: states ?? 'live',
    until: olderMs === undefined ? undefined : now - olderMs,
    cancellable: {},
    // Outlines neither: what of them matches a filter would say what is in them.
    seenBy: viewer,
  };
}
