import { z } from 'zod';
import { lockSchema, type Lock } from '../../../domain/lock/lock.ts';
import type { Locks } from '../../../usecase/ports/store/locks.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { json, optional, storable } from '../../db/rows.ts';

const lockRow = z
  .object({
    number: z.number(),
    scope: json(lockSchema.shape.scope),
    reason: z.string(),
    by_user: z.string(),
    channel: z.string(),
    at: z.number(),
    until: optional(z.number()),
  })
  .transform(({ by_user: by, ...row }): Lock => ({ ...row, by }));

/** The locks table. Nothing is deleted from it, so a number is never used again. */
export function createLocks(context: Context): Locks {
  const { db, now, rowLocks } = context;
  const turns = () => db.selectFrom('lock_turns').select('last').where('id', '=', 1);
  const inForce = async () => {
    const rows = await db
      .selectFrom('locks')
      .selectAll()
      .where('ended_at', 'is', null)
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
      .orderBy('number')
      .execute();
    return rows.map((row) => lockRow.parse(row));
  };
  return {
    inForce,
    async hold() {
      // Readers share the row, and exclude whoever changes locks.
      if (rowLocks) await turns().forShare().executeTakeFirstOrThrow();
      // At read committed, this statement sees what was committed while it waited.
      return inForce();
    },
    async turn() {
      await forUpdate(context, turns()).executeTakeFirstOrThrow();
    },
    async set(lock) {
      const { last: number } = await db
        .updateTable('lock_turns')
        .set((eb) => ({ last: eb('last', '+', 1) }))
        .where('id', '=', 1)
        .returning('last')
        .executeTakeFirstOrThrow();
      const { scope, reason, by, channel, until } = lock;
      await db
        .insertInto('locks')
        .values(
          storable({
            number,
            scope: JSON.stringify(scope),
            reason,
            by_user: by,
            channel,
            at: now,
            until: until ?? null,
            ended_at: null,
            ended_by: null,
          }),
        )
        .execute();
      return { ...lock, number, at: now };
    },
    async end(number, by) {
      const ended = await db
        .updateTable('locks')
        .set({ ended_at: now, ended_by: by })
        .where('number', '=', number)
        .where('ended_at', 'is', null)
        .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
        .returning('number')
        .executeTakeFirst();
      return ended !== undefined;
    },
  };
}
