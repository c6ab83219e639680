import { z } from 'zod';
import { pledgedActs, type Pledge } from '../../../domain/launch/pledge.ts';
import type { Pledges } from '../../../usecase/ports/store/pledges.ts';
import type { Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { requesterColumns, requesterOf, requesterRow, storable } from '../../db/rows.ts';

const pledgeRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    act: z.enum(pledgedActs),
    subject: z.string(),
    ...requesterRow,
    requested_at: z.number(),
  })
  .transform((row): Pledge => ({
    id: row.id,
    requestKey: row.request_key,
    act: row.act,
    subject: row.subject,
    requester: requesterOf(row),
    askedAt: row.requested_at,
  }));

/** The time from keeping a pledge to its answer is never this long. */
const oldAfterMs = 86_400_000;

/**
 * The pledges table. A kept pledge is never due. A claimed one is given up, whatever happens to the
 * worker: its token stays until the requester was told.
 */
export function createPledges(context: Context): Pledges {
  const { db, now } = context;
  return {
    async insert({ id, requestKey, act, subject, requester, askedAt }, dueAt) {
      await db.deleteFrom('pledges').where('request_key', '=', requestKey).execute();
      // A kept pledge whose process died before dropping it is of no use.
      await db
        .deleteFrom('pledges')
        .where('due_at', 'is', null)
        .where('requested_at', '<', now - oldAfterMs)
        .execute();
      await db
        .insertInto('pledges')
        .values({
          ...storable({
            id,
            request_key: requestKey,
            act,
            subject,
            ...requesterColumns(requester, true),
            requested_at: askedAt,
          }),
          ...released(dueAt),
        })
        .execute();
    },
    async keep(requestKey, id) {
      if (id === undefined) {
        await db.deleteFrom('pledges').where('request_key', '=', requestKey).execute();
        return true;
      }
      const { numUpdatedRows } = await db
        .updateTable('pledges')
        .set({ due_at: null })
        .where('id', '=', id)
        .where('lease_token', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await db
        .deleteFrom('pledges')
        .where('request_key', '=', requestKey)
        .where('id', '!=', id)
        .execute();
      return true;
    },
    async drop(id) {
      await db
        .deleteFrom('pledges')
        .where('id', '=', id)
        .where('lease_token', 'is', null)
        .execute();
    },
    async orphan() {
      await db.deleteFrom('pledges').where('due_at', 'is', null).execute();
      await db.updateTable('pledges').set({ due_at: now, lease_until: null }).execute();
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'pledges', row: pledgeRow, limit, leaseMs }),
    async release({ id }, lease) {
      await underLease(db.deleteFrom('pledges').where('id', '=', id), lease);
    },
    nextDueAt: () => nextDueAt(context, 'pledges'),
  };
}
