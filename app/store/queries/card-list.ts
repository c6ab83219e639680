// Lists of launches with their jobs. A page starts at a job's place in the order and not at an
// offset, so nothing moves between pages when jobs are launched or end meanwhile.

import type { CardView } from '../../domain/launch/card.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { ListTurn } from '../../domain/job/list-filter.ts';
import { isTerminal } from '../../domain/job/state.ts';
import type { CardPage, CardQuery, Place } from '../../usecase/ports/store/cards.ts';
import type { Context } from '../db/context.ts';
import { stretchOf } from './card-streams.ts';
import { type Query, statesOf, matching, isSeenBy } from './card-conditions.ts';

type Assemble = (rows: readonly { readonly id: string }[]) => Promise<CardView[]>;

/** More matching launches aren't counted. */
const mostCounted = 1_000;

/**
 * As many launches are looked at for a page: enough to count a thousand, and more only if so few
 * match that the page wouldn't be full.
 */
const looks = [1_100, 2_200];

/** One page. `assemble` makes cards from rows of launches. */
export function listCards(
  context: Context,
  query: CardQuery,
  assemble: Assemble,
): Promise<CardPage> {
  const states = statesOf(query);
  const isOfFew = states.every((one) => one !== 'any' && !isTerminal(one));
  return isOfFew ? listLive(context, query, assemble) : listNewest(context, query, assemble);
}

/** A page of what is live: few, so that all are read. */
async function listLive(context: Context, query: CardQuery, assemble: Assemble): Promise<CardPage> {
  const { db } = context;
  const count = async (turn?: ListTurn, counted = query): Promise<number> => {
    const some = matching(db.selectFrom('launches'), counted);
    const { total } = await (turn === undefined ? some : beyond(some, turn))
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return total;
  };
  const { turn, limit } = query;
  const those = matching(db.selectFrom('launches').selectAll('launches'), query);
  const from = turn === undefined ? those : beyond(those, turn);
  const reversed = turn?.to === 'newer';
  const rows = await from
    .orderBy('requested_at', reversed ? 'asc' : 'desc')
    .orderBy('id', reversed ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  const cards = await assemble(reversed ? rows.reverse() : rows);
  const first = cards[0]?.launch;
  const newer =
    turn === undefined || first === undefined
      ? 0
      : await count({ to: 'newer', requestedAt: first.requestedAt, id: first.id });
  const total = await count();
  const all = query.seenBy && (await count(undefined, { ...query, seenBy: undefined }));
  const last = cards.at(-1)?.launch;
  const older = newer + cards.length < total && last ? placeOf(last) : undefined;
  return { cards, total, newer, older, hidden: (all ?? total) - total, uncounted: false };
}

const placeOf = ({ requestedAt, id }: Launch): Place => ({ requestedAt, id });

/** A page of what has ended, too: of the newest that may match, so many are looked at. */
async function listNewest(
  context: Context,
  query: CardQuery,
  assemble: Assemble,
): Promise<CardPage> {
  const { turn, limit } = query;
  const newest = await lookThrough(context, { ...query, turn: undefined });
  const { places, edge } = turn === undefined ? newest : await lookThrough(context, query);
  const found = places.slice(0, limit);
  const isBack = turn?.to === 'newer';
  const ids = (isBack ? found.toReversed() : found).map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await rowsOf(context, ids);
  const cards = await assemble(rows);
  const [first, last] = [cards[0]?.launch, cards.at(-1)?.launch];
  const at = newest.places.findIndex(({ id }) => id === first?.id);
  const isMore = isBack || places.length > limit;
  return {
    cards,
    total: Math.min(newest.places.length, mostCounted),
    newer: turn === undefined || first === undefined ? 0 : at < 0 ? undefined : at,
    older: isMore && last !== undefined ? placeOf(last) : isBack ? undefined : edge,
    hidden: Math.min(newest.unseen, mostCounted),
    uncounted: newest.edge !== undefined || newest.places.length > mostCounted,
  };
}

/** The rows of these launches, in order. */
export async function rowsOf({ db }: Context, ids: readonly string[]) {
  const rows = await db.selectFrom('launches').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type Looked = {
  /** What matches, in the direction of the page. */
  readonly places: readonly Place[];
  /** Where the look ended, if there are more. */
  readonly edge: Place | undefined;
  /** How many more match that aren't seen. */
  readonly unseen: number;
};

/** Looks at as many launches as it takes for a full page, within bounds. */
async function lookThrough(context: Context, query: CardQuery): Promise<Looked> {
  let looked: Looked = { places: [], edge: undefined, unseen: 0 };
  for (const most of looks) {
    looked = await lookAt(context, query, most);
    if (looked.edge === undefined || looked.places.length > query.limit) break;
  }
  return looked;
}

async function lookAt(context: Context, query: CardQuery, most: number): Promise<Looked> {
  const { db } = context;
  const { seenBy, turn, ...rest } = query;
  const isBack = turn?.to === 'newer';
  const { ids, edge } = await stretchOf(context, { ...query, states: statesOf(query) }, most);
  const rows = await matching(db.selectFrom('launches'), rest)
    .where('launches.id', 'in', ids)
    .select((eb) => [
      'id',
      'requested_at as requestedAt',
      (seenBy === undefined
        ? eb.lit(1)
        : eb.case().when(isSeenBy(eb, seenBy)).then(1).else(0).end()
      ).as('seen'),
    ])
    .orderBy('requested_at', isBack ? 'asc' : 'desc')
    .orderBy('id', isBack ? 'desc' : 'asc')
    .execute();
  const places = rows.filter(({ seen }) => seen === 1);
  return { places, edge, unseen: rows.length - places.length };
}

/** Only rows on one side of a job; newest first, and by id within the same millisecond. */
function beyond<Row>(query: Query<Row>, { to, requestedAt, id }: ListTurn): Query<Row> {
  const older = to === 'older';
  return query
    .where('requested_at', older ? '<=' : '>=', requestedAt)
    .where((eb) => eb.or([eb('requested_at', '!=', requestedAt), eb('id', older ? '>' : '<', id)]));
}
