import { z } from 'zod';
import { writeJson } from '../../../domain/text/json.ts';
import { noticeSchema, type DirectNote } from '../../../domain/notification/notice.ts';
import type { DirectNotes } from '../../../usecase/ports/store/direct-notes.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { notAfter } from '../../db/redate.ts';
import { json } from '../../db/rows.ts';

const noteRow = z
  .object({
    id: z.string(),
    user_id: z.string(),
    notice: json(noticeSchema),
    since: z.number(),
    attempts: z.number(),
  })
  .transform((row): DirectNote => ({
    id: row.id,
    userId: row.user_id,
    notice: row.notice,
    since: row.since,
    attempts: row.attempts,
  }));

/** The notices table. A row exists until the outbox has taken over, or nobody needs to be told. */
export function createDirectNotes(context: Context): DirectNotes {
  const { db, now } = context;
  return {
    async insert({ id, userId, notice, since, attempts }) {
      await db
        .insertInto('direct_notes')
        .values({
          id,
          user_id: userId,
          notice: writeJson(notice),
          since: notAfter(now, since),
          attempts,
          ...released(now),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'direct_notes', row: noteRow, limit, leaseMs }),
    async release({ id, attempts }, dueAt, lease) {
      if (dueAt === undefined) {
        return underLease(db.deleteFrom('direct_notes').where('id', '=', id), lease);
      }
      return underLease(
        db
          .updateTable('direct_notes')
          .set({ attempts, ...released(dueAt) })
          .where('id', '=', id),
        lease,
      );
    },
    async ofPerson(userId, limit) {
      const rows = await forUpdate(
        context,
        db
          .selectFrom('direct_notes')
          .selectAll()
          .where('user_id', '=', userId)
          .orderBy('since')
          .orderBy('id')
          .limit(limit),
      ).execute();
      return rows.map((row) => noteRow.parse(row));
    },
    async countBefore({ id, since }) {
      const { count } = await db
        .selectFrom('direct_notes')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .where((eb) =>
          eb.or([eb('since', '<', since), eb.and([eb('since', '=', since), eb('id', '<', id)])]),
        )
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async forget(id) {
      await db.deleteFrom('direct_notes').where('id', '=', id).execute();
    },
    nextDueAt: () => nextDueAt(context, 'direct_notes'),
  };
}
