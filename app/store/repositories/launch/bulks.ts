import { z } from 'zod';
import {
  bulkFilterSchema,
  bulkJobStates,
  bulkStates,
  bulkSumsSchema,
  type Bulk,
  type BulkJob,
} from '../../../domain/bulk/bulk.ts';
import type { BulkEntry } from '../../../domain/bulk/tally.ts';
import { storedAmount } from '../../../domain/cost/stored-amount.ts';
import { cancelStates } from '../../../domain/launch/cancel.ts';
import { launchStates } from '../../../domain/launch/launch.ts';
import { writeJson } from '../../../domain/text/json.ts';
import type { Bulks } from '../../../usecase/ports/store/bulks.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { isExpired } from '../../db/expired-requests.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { notAfter } from '../../db/redate.ts';
import {
  json,
  optional,
  pieces,
  requesterColumns,
  requesterOf,
  requesterRow,
  storable,
} from '../../db/rows.ts';
import type { BulkTable } from '../../schema/bulks.ts';
import type { LeaseColumns } from '../../schema/columns.ts';

const bulkRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    state: z.enum(bulkStates),
    ...requesterRow,
    filter: json(bulkFilterSchema),
    reason: optional(z.string()),
    sums: json(bulkSumsSchema),
    requested_at: z.number(),
    confirmed_at: optional(z.number()),
    open_shown: optional(z.number()),
  })
  .transform((row): Bulk => ({
    id: row.id,
    requestKey: row.request_key,
    state: row.state,
    requester: requesterOf(row),
    filter: row.filter,
    reason: row.reason,
    sums: row.sums,
    askedAt: row.requested_at,
    confirmedAt: row.confirmed_at,
    openShown: row.open_shown,
  }));

const jobRow = z
  .object({ launch_id: z.string(), handle: z.string(), hourly: optional(storedAmount) })
  .transform((row): BulkJob => ({
    launchId: row.launch_id,
    handle: row.handle,
    hourly: row.hourly,
  }));

const entryRow = z
  .object({
    state: z.enum(bulkJobStates),
    hourly: optional(storedAmount),
    cancel: optional(z.enum(cancelStates)),
    launch: optional(z.enum(launchStates)),
    job: optional(z.string()),
    gone: optional(z.number()),
  })
  .transform(({ gone, ...row }): BulkEntry => ({ ...row, gone: gone === 1 }));

/** `now`: for a row that was claimed meanwhile and may have a time that is in the future by now. */
function columns(bulk: Bulk, now = Infinity): Omit<BulkTable, keyof LeaseColumns> {
  return storable({
    id: bulk.id,
    request_key: bulk.requestKey,
    state: bulk.state,
    // It is answered with its ack, so no way to answer is kept.
    ...requesterColumns(bulk.requester, false),
    filter: writeJson(bulk.filter),
    reason: bulk.reason ?? null,
    sums: writeJson(bulk.sums),
    requested_at: notAfter(now, bulk.askedAt),
    confirmed_at: notAfter(now, bulk.confirmedAt) ?? null,
    open_shown: bulk.openShown ?? null,
  });
}

/** The bulks table, and that of their jobs. */
export function createBulks(context: Context): Omit<Bulks, 'countLive'> {
  const { db, now } = context;
  const rows = () => db.selectFrom('bulks').selectAll();
  const write = (id: string) => db.updateTable('bulks').where('id', '=', id);
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && bulkRow.parse(row);
  };
  return {
    async insert(bulk, jobs) {
      if (await isExpired(context, bulk.requestKey)) return false;
      const row = await db
        .insertInto('bulks')
        .values({ ...columns(bulk), ...released(undefined) })
        .onConflict((conflict) => conflict.column('request_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      const numbered = jobs.map(({ launchId, handle, hourly }, nth) => ({
        bulk_id: bulk.id,
        ...{ launch_id: launchId, nth, handle, state: 'shown' },
        hourly: hourly === undefined ? null : String(hourly),
      }));
      for (const some of pieces(numbered)) {
        await db
          .insertInto('bulk_jobs')
          .values([...some])
          .execute();
      }
      return true;
    },
    byRequestKey: (requestKey) => read(rows().where('request_key', '=', requestKey)),
    lock: (id) => read(forUpdate(context, rows().where('id', '=', id))),
    async save(bulk, dueAt) {
      await write(bulk.id)
        .set({ ...columns(bulk), ...released(dueAt) })
        .execute();
    },
    async jobs(id, limit, state) {
      const found = await db
        .selectFrom('bulk_jobs')
        .selectAll()
        .where('bulk_id', '=', id)
        .$if(state !== undefined, (some) => some.where('state', '=', state ?? ''))
        .orderBy('nth')
        .limit(limit)
        .execute();
      return found.map((row) => jobRow.parse(row));
    },
    async mark(id, launchId, state) {
      await db
        .updateTable('bulk_jobs')
        .set({ state })
        .where('bulk_id', '=', id)
        .where('launch_id', '=', launchId)
        .execute();
    },
    async moveTo(launchId, next) {
      await db
        .updateTable('bulk_jobs')
        .set({ launch_id: next })
        .where('launch_id', '=', launchId)
        .execute();
    },
    async entries(id) {
      const found = await db
        .selectFrom('bulk_jobs')
        .leftJoin('cancels', (join) =>
          join
            .onRef('cancels.bulk_id', '=', 'bulk_jobs.bulk_id')
            .onRef('cancels.launch_id', '=', 'bulk_jobs.launch_id'),
        )
        .leftJoin('launches', 'launches.id', 'bulk_jobs.launch_id')
        .leftJoin('jobs', 'jobs.launch_id', 'bulk_jobs.launch_id')
        .select([
          'bulk_jobs.state',
          'bulk_jobs.hourly',
          'cancels.state as cancel',
          'launches.state as launch',
          'jobs.state as job',
          'jobs.gone',
        ])
        .where('bulk_jobs.bulk_id', '=', id)
        .execute();
      return found.map((row) => entryRow.parse(row));
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'bulks', row: bulkRow, limit, leaseMs }),
    release: (bulk, dueAt, lease) =>
      underLease(write(bulk.id).set({ ...columns(bulk, now), ...released(dueAt) }), lease),
    nextDueAt: () => nextDueAt(context, 'bulks'),
  };
}
