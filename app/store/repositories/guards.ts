import { sql } from 'kysely';
import { z } from 'zod';
import {
  extensionsSchema,
  guardProgressSchema,
  guardRulesSchema,
  type GuardedJob,
} from '../../domain/guard/guarded-job.ts';
import { writeJson } from '../../domain/text/json.ts';
import type { Guards } from '../../usecase/ports/store/guards.ts';
import { forUpdate, type Context } from '../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../db/leases.ts';
import { json, storable } from '../db/rows.ts';

/**
 * A rule that this bot can’t read, such as a newer one’s, is read anew from the policy at the next
 * look. Progress that it can’t read begins anew: a warning that was told counts from then on, so
 * nothing is stopped sooner.
 */
export const guardRow = z
  .object({
    id: z.string(),
    rules: json(guardRulesSchema).catch([]),
    progress: json(guardProgressSchema).catch({}),
    extensions: json(extensionsSchema).catch([]),
  })
  .transform(({ id, ...rest }): GuardedJob => ({ launchId: id, ...rest }));

const columns = ({ launchId, rules, progress, extensions }: GuardedJob) =>
  storable({
    id: launchId,
    rules: writeJson(rules),
    progress: writeJson(progress),
    extensions: writeJson(extensions),
  });

/** The guards table. */
export function createGuards(context: Context): Omit<Guards, 'unheard'> {
  const { db, now } = context;
  return {
    async wake(launchId) {
      const none = { launchId, rules: [], progress: {}, extensions: [] };
      await db
        .insertInto('guards')
        .values({ ...columns(none), ...released(now) })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ due_at: now }))
        .execute();
    },
    async wakeAll() {
      await sql`update guards set due_at = ${now} where exists (
        select 1 from jobs where jobs.launch_id = guards.id and jobs.live = 1
      )`.execute(db);
    },
    async lock(launchId) {
      const query = db.selectFrom('guards').selectAll().where('id', '=', launchId);
      const row = await forUpdate(context, query).executeTakeFirst();
      return row && guardRow.parse(row);
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'guards', row: guardRow, limit, leaseMs }),
    release: (guarded, dueAt, lease) =>
      underLease(
        db
          .updateTable('guards')
          .where('id', '=', guarded.launchId)
          .set({ ...columns(guarded), ...released(dueAt) }),
        lease,
      ),
    async overrule(guarded) {
      await db
        .updateTable('guards')
        .where('id', '=', guarded.launchId)
        .set({ ...columns(guarded), ...released(now) })
        .execute();
    },
    async silentJobs(project) {
      const rows = await db
        .selectFrom('guards')
        .innerJoin('jobs', 'jobs.launch_id', 'guards.id')
        .select(['jobs.id as id', 'jobs.create_time as since'])
        .where('jobs.live', '=', sql.lit(1))
        .where('jobs.target_project', '=', project)
        .where('guards.rules', 'like', '%"kind":"silent"%')
        .execute();
      return z.array(z.object({ id: z.string(), since: z.number() })).parse(rows);
    },
    nextDueAt: () => nextDueAt(context, 'guards'),
  };
}
