import { z } from 'zod';
import type { LogTail } from '../../domain/logs/log-tail.ts';
import type { LogTails } from '../../usecase/ports/store/log-tails.ts';
import type { Context } from '../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../db/leases.ts';
import { notAfter } from '../db/redate.ts';

const tailRow = z
  .object({ id: z.string(), completes: z.string(), ended_at: z.number(), attempts: z.number() })
  .transform((row): LogTail => ({
    launchId: row.id,
    completes: row.completes,
    endedAt: row.ended_at,
    attempts: row.attempts,
  }));

/** A table of tails. A row exists only while there is something to read. */
export function createLogTails(context: Context, table: 'log_tails' | 'use_tails'): LogTails {
  const { db, now } = context;
  return {
    async insert({ launchId, completes, endedAt, attempts }) {
      const tail = { id: launchId, completes, attempts };
      await db
        .insertInto(table)
        // Google's clock may be ahead, and pauses are counted from the end.
        .values({ ...tail, ended_at: notAfter(now, endedAt), ...released(now) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    claimDue: (limit, leaseMs) => claimDue(context, { table, row: tailRow, limit, leaseMs }),
    async release({ launchId, attempts }, dueAt, lease) {
      if (dueAt === undefined) {
        return underLease(db.deleteFrom(table).where('id', '=', launchId), lease);
      }
      return underLease(
        db
          .updateTable(table)
          .set({ attempts, ...released(dueAt) })
          .where('id', '=', launchId),
        lease,
      );
    },
    nextDueAt: () => nextDueAt(context, table),
  };
}
