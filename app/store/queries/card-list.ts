// Lists of launches with their jobs. A page starts at a job's place in the order and not at an
// offset, so nothing moves between pages when jobs are launched or end meanwhile.

import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { CardView } from '../../domain/launch/card.ts';
import { isPending, launchStates, type LaunchState } from '../../domain/launch/launch.ts';
import type { ListTurn } from '../../domain/job/list-filter.ts';
import { isTerminal } from '../../domain/job/state.ts';
import type { CardPage, CardQuery, SeenBy } from '../../usecase/ports/store/cards.ts';
import type { Context } from '../db/context.ts';
import { hasLabel } from '../db/labels.ts';
import type { Schema } from '../schema/schema.ts';
import { mayBeCancelled } from './cancellable.ts';

const pendingStates = launchStates.filter(isPending);
/** To everybody else, these launches never happened. */
export const hiddenStates: LaunchState[] = ['held', 'refused'];

type Launches = ExpressionBuilder<Schema, 'launches'>;
type Query<Row> = SelectQueryBuilder<Schema, 'launches', Row>;

/** One page. `assemble` makes cards from rows of launches. */
export async function listCards(
  context: Context,
  query: CardQuery,
  assemble: (rows: readonly { readonly id: string }[]) => Promise<CardView[]>,
): Promise<CardPage> {
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
  return { cards, total, newer, hidden: (all ?? total) - total };
}

/** Only rows on one side of a job; newest first, and by id within the same millisecond. */
function beyond<Row>(query: Query<Row>, { to, requestedAt, id }: ListTurn): Query<Row> {
  const older = to === 'older';
  return query
    .where('requested_at', older ? '<=' : '>=', requestedAt)
    .where((eb) => eb.or([eb('requested_at', '!=', requestedAt), eb('id', older ? '>' : '<', id)]));
}

/** The launches that a query asks for. */
export function matching<Row>(
  query: Query<Row>,
  {
    channel,
    requesterId: requester,
    notBy,
    template,
    label,
    state,
    ...others
  }: Omit<CardQuery, 'limit' | 'turn'>,
): Query<Row> {
  const { since, until, cancellable, seenBy } = others;
  const states = typeof state === 'string' ? [state] : (state ?? ['live']);
  const all = query
    .where('state', 'not in', hiddenStates)
    .where('superseded_by', 'is', null)
    .$if(!states.includes('any'), (some) =>
      some.where((eb) => eb.or(states.map((one) => (one === 'live' ? isLive(eb) : isIn(eb, one))))),
    )
    .$if(channel !== undefined, (some) => some.where((eb) => isShownIn(eb, channel ?? '')))
    .$if(requester !== undefined, (some) =>
      some.where('asker_user', '=', requester ?? '').where('origin', 'is', null),
    )
    .$if(notBy !== undefined, (some) =>
      some.where((eb) =>
        eb.or([eb('asker_user', '!=', notBy ?? ''), eb('origin', 'is not', null)]),
      ),
    )
    .$if(template !== undefined, (some) => some.where((eb) => isTemplate(eb, template ?? '')))
    .$if(label !== undefined, (some) =>
      some.where((eb) => hasLabel(eb, label?.key ?? '', label?.value ?? '')),
    )
    .$if(since !== undefined, (some) => some.where('requested_at', '>=', since ?? 0))
    .$if(until !== undefined, (some) => some.where('requested_at', '<=', until ?? 0))
    .$if(cancellable !== undefined, (some) =>
      some.where((eb) => mayBeCancelled(eb, cancellable?.outside)),
    );
  return seenBy === undefined ? all : all.where((eb) => isSeenBy(eb, seenBy));
}

/** Whether a launch is from the template with this name, ignoring case. */
function isTemplate(eb: Launches, name: string) {
  return eb.or([
    eb('template_name', '=', name),
    eb(eb.fn<string>('lower', ['template_name']), '=', name.toLowerCase()),
  ]);
}

/** Whether a channel has the launch's thread, or will have it. */
function isShownIn(eb: Launches, channel: string) {
  return eb.or([
    eb('asker_channel', '=', channel),
    eb('launches.id', 'in', (threads) =>
      threads
        .selectFrom('threads')
        .select('threads.launch_id as id')
        .where('threads.channel', '=', channel)
        .$narrowType<{ id: string }>(),
    ),
  ]);
}

/**
 * Whether a person sees a launch: it is theirs, or has or will have a card where they may look.
 * Evaluated per row, cheap conditions first.
 */
export function isSeenBy(eb: Launches, { userId, channels }: SeenBy) {
  const own = eb.and([eb('asker_user', '=', userId), eb('origin', 'is', null)]);
  if (channels.length === 0) return own;
  return eb.or([
    own,
    eb('asker_channel', 'in', channels),
    eb.exists(
      eb
        .selectFrom('threads')
        .select('threads.id')
        .whereRef('threads.launch_id', '=', 'launches.id')
        .where('threads.channel', 'in', channels),
    ),
  ]);
}

/**
 * Whether a launch is pending or its job may be running. Two look-ups, since few rows are live and
 * many exist.
 */
export function isLive(eb: Launches) {
  return eb(
    'launches.id',
    'in',
    eb
      .selectFrom('jobs')
      .select('jobs.launch_id as id')
      .where('jobs.live', '=', sql.lit(1))
      .unionAll(
        eb
          .selectFrom('launches as pending')
          .select('pending.id as id')
          .where('pending.state', 'in', pendingStates),
      ),
  );
}

/**
 * Whether the job is in a state. A launch without a job counts by its own (`failed` as FAILED). A
 * deleted job isn't running.
 */
function isIn(eb: Launches, state: string) {
  const inState = eb
    .selectFrom('jobs')
    .select('jobs.launch_id as id')
    .where('jobs.state', '=', state);
  return eb(
    'launches.id',
    'in',
    (isTerminal(state) ? inState : inState.where('jobs.gone', '=', 0)).unionAll(
      eb
        .selectFrom('launches as own')
        .select('own.id as id')
        .where('own.state', '=', state.toLowerCase()),
    ),
  );
}
