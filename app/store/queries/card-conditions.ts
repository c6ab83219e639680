// Which launches a query asks for, and which of them somebody sees.

import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import type { LaunchState } from '../../domain/launch/launch.ts';
import { isTerminal } from '../../domain/job/state.ts';
import type { CardQuery, SeenBy } from '../../usecase/ports/store/cards.ts';
import { hasLabel } from '../db/labels.ts';
import type { Schema } from '../schema/schema.ts';
import { liveIds } from './card-streams.ts';
import { mayBeCancelled } from './cancellable.ts';

/** To everybody else, these launches never happened. */
export const hiddenStates: LaunchState[] = ['held', 'refused'];

type Launches = ExpressionBuilder<Schema, 'launches'>;

export type Query<Row> = SelectQueryBuilder<Schema, 'launches', Row>;

export const statesOf = ({ state }: Pick<CardQuery, 'state'>): readonly string[] =>
  typeof state === 'string' ? [state] : (state ?? ['live']);

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
  const states = statesOf({ state });
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
    eb.exists(
      eb
        .selectFrom('threads')
        .select('threads.id')
        .where('threads.channel', '=', channel)
        .whereRef('threads.launch_id', '=', 'launches.id'),
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

/** Whether a launch is pending or its job may be running. */
export function isLive(eb: Launches) {
  return eb('launches.id', 'in', liveIds);
}

/**
 * Whether the job is in a state. A launch without a job counts by its own (`failed` as FAILED). A
 * deleted job isn't running.
 */
function isIn(eb: Launches, state: string) {
  const job = eb
    .selectFrom('jobs')
    .select('jobs.id')
    .whereRef('jobs.launch_id', '=', 'launches.id')
    .where('jobs.state', '=', state);
  if (!isTerminal(state)) return eb.and([isLive(eb), eb.exists(job.where('jobs.gone', '=', 0))]);
  return eb.or([eb('launches.state', '=', state.toLowerCase()), eb.exists(job)]);
}
