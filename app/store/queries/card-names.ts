// Launches by the beginning of their job's name.

import type { SelectQueryBuilder } from 'kysely';
import type { Place, SeenBy } from '../../usecase/ports/store/cards.ts';
import type { Context } from '../db/context.ts';
import type { Schema } from '../schema/schema.ts';
import { hiddenStates, isLive, isSeenBy } from './card-conditions.ts';
import { stretchOf } from './card-streams.ts';

/** Sorts after everything with the same prefix, byte by byte. */
const last = '\u{10FFFF}';

/** As many names are looked at; more than are shown or asked about. */
const mostLooks = 1_000;

/**
 * The ids of those whose name begins with a key, live ones first, then newest first. Where the index
 * of names has too many, the newest launches are looked at instead, and a few of the others (`cut`).
 */
export async function namedSo(
  context: Context,
  key: string,
  seenBy: SeenBy | undefined,
): Promise<{ readonly ids: readonly string[]; readonly cut: boolean }> {
  const { db } = context;
  const named = () =>
    db
      .selectFrom('launches')
      .where('name_key', '>=', key)
      .where('name_key', '<', key + last);
  const some = named().select('id').orderBy('name_key').limit(mostLooks);
  const further = await some.offset(mostLooks).limit(1).executeTakeFirst();
  const seen = () =>
    named()
      .where('launches.state', 'not in', hiddenStates)
      .where('launches.superseded_by', 'is', null)
      .$if(seenBy !== undefined, (those) =>
        seenBy === undefined ? those : those.where((eb) => isSeenBy(eb, seenBy)),
      );
  const live = await newest(seen().where((eb) => isLive(eb)));
  const found = await newest(seen().where('launches.id', 'in', some));
  if (further === undefined) return { ids: inOrder(live, found), cut: false };
  const { ids } = await stretchOf(context, { states: ['any'] }, mostLooks);
  const recent = await newest(seen().where('launches.id', 'in', ids));
  return { ids: inOrder(live, [...recent, ...found]), cut: true };
}

function newest(query: SelectQueryBuilder<Schema, 'launches', object>): Promise<readonly Place[]> {
  return query
    .select(['launches.id', 'launches.requested_at as requestedAt'])
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(mostLooks)
    .execute();
}

function inOrder(live: readonly Place[], others: readonly Place[]): readonly string[] {
  const sorted = others.toSorted((a, b) => b.requestedAt - a.requestedAt || (a.id < b.id ? -1 : 1));
  return [...new Set([...live, ...sorted].map(({ id }) => id))];
}
