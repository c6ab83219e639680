// Streams of launches, newest first: each goes along an index and stops where enough was looked at,
// however much there is.

import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { ListTurn } from '../../domain/job/list-filter.ts';
import { isPending, launchStates } from '../../domain/launch/launch.ts';
import { isTerminal } from '../../domain/job/state.ts';
import type { CardQuery, Place } from '../../usecase/ports/store/cards.ts';
import type { Context } from '../db/context.ts';

/** Rows of a table along one of its indexes, by a condition that they have in common. */
type Stream = {
  readonly table: 'launches' | 'jobs' | 'threads' | 'launch_labels';
  readonly where: RawBuilder<unknown>;
};

/** Streams that together have all that a query asks for, and more. */
export type Way = readonly Stream[];

type Sought = Pick<
  CardQuery,
  'label' | 'requesterId' | 'template' | 'channel' | 'since' | 'until' | 'turn'
> & { readonly states: readonly string[] };

/** What a query can go through: any of them will do, and some are shorter. */
function waysOf({ label, requesterId, template, channel, states }: Sought): readonly Way[] {
  const ofLabel: Way | undefined = label && [
    { table: 'launch_labels', where: sql`key = ${label.key} and value = ${label.value}` },
  ];
  const ofPerson: Way | undefined =
    requesterId === undefined
      ? undefined
      : [{ table: 'launches', where: sql`asker_user = ${requesterId}` }];
  const ofChannel: Way | undefined =
    channel === undefined
      ? undefined
      : [
          { table: 'launches', where: sql`asker_channel = ${channel}` },
          { table: 'threads', where: sql`channel = ${channel} and launch_id is not null` },
        ];
  const ofStates: Way = states.includes('any')
    ? [{ table: 'launches', where: sql`true` }]
    : states.flatMap(inState);
  const ofTemplate = template === undefined ? undefined : fromTemplate(template);
  return [ofLabel, ofPerson, ofTemplate, ofChannel, ofStates].filter((one) => one !== undefined);
}

/** Whatever its case; SQLite lowers the letters of ASCII alone. */
function fromTemplate(name: string): Way {
  const inLower: Stream = {
    table: 'launches',
    where: sql`lower(template_name) = ${name.toLowerCase()}`,
  };
  if (/^[ -~]*$/.test(name)) return [inLower];
  return [inLower, { table: 'launches', where: sql`lower(template_name) = lower(${name})` }];
}

function inState(state: string): Way {
  if (state === 'live') return [{ table: 'launches', where: sql`id in ${liveIds}` }];
  const ofJobs = isTerminal(state) ? sql`state = ${state}` : sql`state = ${state} and gone = 0`;
  return [
    { table: 'jobs', where: ofJobs },
    { table: 'launches', where: sql`state = ${state.toLowerCase()}` },
  ];
}

/** The launches that are pending or whose job may be running: few, however many there are. */
export const liveIds: RawBuilder<string> = sql<string>`(
  select jobs.launch_id from jobs where jobs.live = 1
  union all
  select pending.id from launches as pending
  where pending.state in (${sql.join(launchStates.filter(isPending).map((one) => sql.lit(one)))})
)`;

/** The next so many launches of a way, in order, as places. */
function along(way: Way, sought: Sought, limit: number): RawBuilder<unknown> {
  const parts = way.map(({ table, where }) => {
    const id = table === 'launches' ? 'id' : 'launch_id';
    return sql`select * from (
      select ${sql.ref(id)} as id, requested_at as at from ${sql.table(table)}
      where ${where} and ${within(sought, id)}
      order by requested_at ${order(sought)}, ${sql.ref(id)} ${opposite(sought)} limit ${sql.lit(limit)}
    ) as part`;
  });
  return sql`select id, at from (${sql.join(parts, sql` union `)}) as parts
    order by at ${order(sought)}, id ${opposite(sought)}`;
}

const order = ({ turn }: Sought) => sql.raw(turn?.to === 'newer' ? 'asc' : 'desc');
const opposite = ({ turn }: Sought) => sql.raw(turn?.to === 'newer' ? 'desc' : 'asc');

function within({ since, until, turn }: Sought, id: string): RawBuilder<unknown> {
  const conditions = [
    ...(since === undefined ? [] : [sql`requested_at >= ${since}`]),
    ...(until === undefined ? [] : [sql`requested_at <= ${until}`]),
    ...(turn === undefined ? [] : [beyond(turn, id)]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function beyond({ to, requestedAt, id }: ListTurn, column: string): RawBuilder<unknown> {
  const [time, same] = to === 'older' ? [sql`<=`, sql`>`] : [sql`>=`, sql`<`];
  return sql`requested_at ${time} ${requestedAt}
    and (requested_at != ${requestedAt} or ${sql.ref(column)} ${same} ${id})`;
}

const placeRow = z
  .object({ id: z.string(), at: z.number() })
  .transform(({ id, at }): Place => ({ id, requestedAt: at }));

/** Launches to look at, and where they stop if there are more. */
export type Stretch = { readonly ids: RawBuilder<string>; readonly edge: Place | undefined };

/**
 * The next launches that a query may mean, at most so many: by the way that gets to its end, or else
 * by the one that reaches the furthest.
 */
export async function stretchOf({ db }: Context, sought: Sought, most: number): Promise<Stretch> {
  let furthest: { readonly way: Way; readonly edge: Place } | undefined;
  const idsOf = (way: Way) =>
    sql<string>`(select id from (${along(way, sought, most)} limit ${sql.lit(most)}) as stretch)`;
  for (const way of waysOf(sought)) {
    const { rows } =
      await sql`${along(way, sought, most + 1)} limit 1 offset ${sql.lit(most - 1)}`.execute(db);
    // A whole stretch may be all there is: then the next one is empty.
    const edge = rows[0] === undefined ? undefined : placeRow.parse(rows[0]);
    if (edge === undefined) return { ids: idsOf(way), edge };
    if (furthest === undefined || isFurther(edge, furthest.edge, sought)) furthest = { way, edge };
  }
  if (furthest === undefined) throw new Error('There is always a way.');
  return { ids: idsOf(furthest.way), edge: furthest.edge };
}

function isFurther(a: Place, b: Place, { turn }: Sought): boolean {
  return turn?.to === 'newer' ? a.requestedAt > b.requestedAt : a.requestedAt < b.requestedAt;
}
