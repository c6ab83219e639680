import { sql } from 'kysely';
import { z } from 'zod';
import type { Target } from '../../domain/job/job.ts';
import type { Targets, TargetState } from '../../usecase/ports/store/targets.ts';
import { forUpdate, type Context } from '../db/context.ts';
import { underLease } from '../db/leases.ts';
import { json, optional, storable, toJson } from '../db/rows.ts';

const pace = z.object({
  everyMs: z.number(),
  tickMs: z.number(),
  jobs: z.number(),
  reads: z.number(),
  share: z.number(),
  slowMs: z.number().optional(),
});

const targetRow = z
  .object({
    project: z.string(),
    location: z.string(),
    project_number: optional(z.string()),
    created_since: optional(z.number()),
    last_good_poll_at: optional(z.number()),
    stale_from: optional(z.number()),
    problem: optional(z.string()),
    odd: optional(json(z.object({ count: z.number(), names: z.array(z.string()) }))),
    next_poll_at: optional(z.number()),
    single_reads: optional(z.number()),
    pace: optional(json(pace)),
  })
  .transform((row): TargetState => ({
    target: { project: row.project, location: row.location },
    projectNumber: row.project_number,
    createdSince: row.created_since,
    lastGoodPollAt: row.last_good_poll_at,
    staleFrom: row.stale_from,
    problem: row.problem,
    odd: row.odd,
    nextPollAt: row.next_poll_at,
    singleReads: row.single_reads,
    pace: row.pace,
  }));

/** The targets table. */
export function createTargets(context: Context): Targets {
  const { db, now, newLease } = context;
  const update = ({ project, location }: Target) =>
    db.updateTable('targets').where('project', '=', project).where('location', '=', location);

  return {
    async claim(target, leaseMs) {
      const lease = newLease(leaseMs);
      await db
        .insertInto('targets')
        .values({ project: target.project, location: target.location })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await update(target)
        .set({ lease_token: lease.token, lease_until: now + Math.ceil(leaseMs) })
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .where((eb) => eb.or([eb('next_poll_at', 'is', null), eb('next_poll_at', '<=', now)]))
        .returningAll()
        .executeTakeFirst();
      return row && { value: targetRow.parse(row), lease };
    },
    async isPutOff({ project, location }) {
      const row = await db
        .selectFrom('targets')
        .select('project')
        .where('project', '=', project)
        .where('location', '=', location)
        .where('next_poll_at', '>', now)
        .executeTakeFirst();
      return row !== undefined;
    },
    async addReads(target, reads) {
      await update(target)
        .set({ single_reads: sql`coalesce(single_reads, 0) + ${reads}` })
        .execute();
    },
    async holds({ project, location }, lease) {
      const query = db
        .selectFrom('targets')
        .select('project')
        .where('project', '=', project)
        .where('location', '=', location)
        .where('lease_token', '=', lease.token);
      return (await forUpdate(context, query).executeTakeFirst()) !== undefined;
    },
    async release(state, lease) {
      const settled = update(state.target).set({
        // Others may have counted more meanwhile.
        single_reads: sql`coalesce(single_reads, 0) - ${state.singleReads ?? 0}`,
        ...storable({
          project_number: state.projectNumber ?? null,
          created_since: state.createdSince ?? null,
          last_good_poll_at: state.lastGoodPollAt ?? null,
          stale_from: state.staleFrom ?? null,
          problem: state.problem ?? null,
          odd: toJson(state.odd),
          next_poll_at: state.nextPollAt ?? null,
          pace: toJson(state.pace),
          lease_token: null,
          lease_until: null,
        }),
      });
      return underLease(settled, lease);
    },
    async list() {
      const rows = await db
        .selectFrom('targets')
        .selectAll()
        .orderBy('project')
        .orderBy('location')
        .execute();
      return rows.map((row) => targetRow.parse(row));
    },
  };
}
