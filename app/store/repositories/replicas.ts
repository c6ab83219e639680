import { z } from 'zod';
import type { Replica, Replicas } from '../../usecase/ports/store/replicas.ts';
import type { Context } from '../db/context.ts';
import { optional, storable } from '../db/rows.ts';

const replicaRow = z
  .object({ id: z.string(), policy: optional(z.string()) })
  .transform((row): Replica => row);

/** Longer than any process goes without a report. */
const keptForMs = 86_400_000;

/** The table of replicas. */
export function createReplicas({ db, now, policy }: Context): Replicas {
  return {
    async report(id) {
      const report = { policy: policy ?? null, seen_at: now };
      await db
        .insertInto('replicas')
        .values(storable({ id, ...report }))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(report))
        .execute();
      await db
        .deleteFrom('replicas')
        .where('seen_at', '<', now - keptForMs)
        .execute();
    },
    async leave(id) {
      await db.deleteFrom('replicas').where('id', '=', id).execute();
    },
    async clear() {
      await db.deleteFrom('replicas').execute();
    },
    async since(time) {
      const rows = await db
        .selectFrom('replicas')
        .select(['id', 'policy'])
        .where('seen_at', '>=', time)
        .orderBy('id')
        .execute();
      return rows.map((row) => replicaRow.parse(row));
    },
  };
}
