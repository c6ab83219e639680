// The threads of a channel share its budget of one post per second. Invariant: acts of people and
// alarms go first, then roots, then routine updates; among equals, the thread served longest ago.
// So a busy thread never keeps another one waiting.

import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { budgetKeys, postsPrefix } from '../../../domain/notification/budget-keys.ts';
import type { Thread } from '../../../domain/notification/thread.ts';
import type { Context } from '../../db/context.ts';
import type { ClaimOrder } from '../../db/leases.ts';

/**
 * Whether another thread of the channel that is due and unclaimed has something to post and goes
 * first. One that is still looking for its last delivery doesn't count.
 */
export async function anyAhead({ db, now }: Context, { id, channel }: Thread): Promise<boolean> {
  const { rows } = await sql`
    select other.id from threads as other, threads as own
    where own.id = ${id} and other.channel = ${channel} and other.id <> own.id
      and other.due_at <= ${now} and (other.lease_until is null or other.lease_until <= ${now})
      and other.parked is null and other.delivery is null
      and (other.root_ts is null or exists (
        select 1 from updates
        where thread_id = other.id and sent_ts is null and held_at is null))
      and (${classOf('other')} < ${classOf('own')} or (${classOf('other')} = ${classOf('own')}
        and coalesce(other.served_at, 0) < coalesce(own.served_at, 0)))
    limit 1`.execute(db);
  return rows.length > 0;
}

const turnRow = z.object({
  urgent: z.number(),
  root_ts: z.string().nullable(),
  served_at: z.number().nullable(),
  due_at: z.number(),
});

/** The same order, for claiming threads of all channels. */
export const threadTurns: ClaimOrder = {
  by: sql`${classOf('threads')}, coalesce(served_at, 0), due_at`,
  rank(row) {
    const { urgent, root_ts: rootTs, served_at: servedAt, due_at: dueAt } = turnRow.parse(row);
    return [urgent === 1 ? 0 : rootTs === null ? 1 : 2, servedAt ?? 0, dueAt];
  },
};

/** How many threads may try for one send, since some may turn out to have nothing to say. */
const tries = 4;

/**
 * Whether a thread that is due may be claimed: what it needs next (a post in its channel, or an edit)
 * is allowed now, and it is among the first that wait for that. A thousand others would only be
 * claimed to be refused, each time that one of them may be sent.
 */
export function hasTurn(context: Context): RawBuilder<boolean> {
  const { now } = context;
  return inTurn(context, sql`(lease_until is null or lease_until <= ${now})`);
}

/** What waits for a send, the first of each kind: those `among` the due ones, claimed ones first. */
function inTurn({ now }: Context, among: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`id in (
    select id from (
      select id, budget, row_number() over (
        partition by budget order by claimed desc, class, served, due_at) as nth
      from (
        select id, due_at, ${classOf('threads')} as class, coalesce(served_at, 0) as served,
          case when lease_until > ${now} then 1 else 0 end as claimed,
          case
            when delivery is not null or parked is not null then id
            when root_ts is null or exists (
              select 1 from updates
              where thread_id = threads.id and sent_ts is null and held_at is null)
              then ${postsPrefix} || channel
            else ${budgetKeys.edits} end as budget
        from threads where due_at <= ${now} and ${among}) as waiting
    ) as turns
    left join budgets on budgets.key = turns.budget
    where turns.nth <= ${tries} and coalesce(budgets.free_at, 0) <= ${now})`;
}

/**
 * When a thread is next due and has its turn; for a claimed one, when its lease ends. Those that
 * others of their kind go before are looked at again when one of these is released.
 */
export async function nextTurnAt(context: Context): Promise<number | undefined> {
  const { db, now } = context;
  const { rows } = await sql<{ next: number | null }>`
    select min(next) as next from (
      select min(case when lease_until > due_at then lease_until else due_at end) as next
      from threads where due_at is not null and (due_at > ${now} or lease_until > ${now})
      union all
      select min(due_at) from threads
      where due_at <= ${now} and (lease_until is null or lease_until <= ${now})
        and ${inTurn(context, sql`true`)}
      union all
      select min(free_at) from budgets
      where free_at > ${now} and (key = ${budgetKeys.edits} or key like ${`${postsPrefix}%`})
    ) as nexts`.execute(db);
  return rows[0]?.next ?? undefined;
}

function classOf(name: 'own' | 'other' | 'threads'): RawBuilder<number> {
  return sql`case when ${sql.ref(`${name}.urgent`)} = 1 then 0
    when ${sql.ref(`${name}.root_ts`)} is null then 1 else 2 end`;
}
