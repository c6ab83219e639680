// The threads of a channel share its budget of one post per second. Invariant: acts of people and
// alarms go first, then roots, then routine updates; among equals, the thread served longest ago.
// So a busy thread never keeps another one waiting.

import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
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

function classOf(name: 'own' | 'other' | 'threads'): RawBuilder<number> {
  return sql`case when ${sql.ref(`${name}.urgent`)} = 1 then 0
    when ${sql.ref(`${name}.root_ts`)} is null then 1 else 2 end`;
}
