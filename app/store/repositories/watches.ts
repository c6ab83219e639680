import { z } from 'zod';
import { watchStates, type Criterion, type Watch } from '../../domain/watch/watch.ts';
import type { Watches } from '../../usecase/ports/store/watches.ts';
import { isExpired } from '../db/expired-requests.ts';
import { forUpdate, type Context } from '../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../db/leases.ts';
import {
  requesterColumns,
  requesterOf,
  requesterRow,
  failureSchema,
  flag,
  json,
  optional,
  storable,
  toFlag,
  toJson,
} from '../db/rows.ts';
import type { LeaseColumns } from '../schema/columns.ts';
import type { WatchTable } from '../schema/watches.ts';
import { createWatchedJobs } from './watch-jobs.ts';

const strings = z.record(z.string(), z.string());

const criterionSchema: z.ZodType<Criterion> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('job'),
    project: z.string(),
    location: z.string(),
    id: z.string(),
  }),
  z.object({ kind: z.literal('fit'), labels: strings, name: z.string().optional() }),
]);

const watchRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    state: z.enum(watchStates),
    criterion: json(criterionSchema),
    ...requesterRow,
    requested_at: z.number(),
    since: z.number(),
    begun: flag,
    unseen: json(z.array(z.object({ project: z.string(), location: z.string() }))),
    told: flag,
    asked_until: optional(z.number()),
    attempts: z.number(),
    failure: optional(json(failureSchema)),
  })
  .transform((row): Watch => ({
    id: row.id,
    requestKey: row.request_key,
    state: row.state,
    criterion: row.criterion,
    requester: requesterOf(row),
    requestedAt: row.requested_at,
    since: row.since,
    begun: row.begun,
    unseen: row.unseen,
    told: row.told,
    askedUntil: row.asked_until,
    attempts: row.attempts,
    failure: row.failure,
  }));

/**
 * Whether an answer is still due: not if it was refused, ended before it began, or its requester
 * was told.
 */
const isWaiting = ({ state, told }: Watch): boolean =>
  !told && state !== 'refused' && state !== 'ended';

function columns(watch: Watch): Omit<WatchTable, keyof LeaseColumns> {
  return storable({
    id: watch.id,
    request_key: watch.requestKey,
    state: watch.state,
    criterion: JSON.stringify(watch.criterion),
    ...requesterColumns(watch.requester, isWaiting(watch)),
    requested_at: watch.requestedAt,
    since: watch.since,
    begun: toFlag(watch.begun),
    unseen: JSON.stringify(watch.unseen),
    told: toFlag(watch.told),
    asked_until: watch.askedUntil ?? null,
    attempts: watch.attempts,
    failure: toJson(watch.failure),
  });
}

/** The watches table. */
export function createWatches(context: Context): Watches {
  const { db, now } = context;
  const rows = () => db.selectFrom('watches').selectAll();
  const write = (id: string) => db.updateTable('watches').where('id', '=', id);
  const open = () => rows().where('state', 'in', ['asking', 'active']);
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && watchRow.parse(row);
  };
  const readAll = async (query: ReturnType<typeof rows>) =>
    (await query.execute()).map((row) => watchRow.parse(row));

  /** Asked after the row was written and so locked, so no poll can record anything in between. */
  async function dueIfWaiting(id: string): Promise<void> {
    await db
      .updateTable('watches')
      .set({ due_at: now })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .where((eb) =>
        eb.exists(
          db
            .selectFrom('watch_jobs')
            .select('id')
            .where('watch_id', '=', id)
            .where('state', '=', 'waiting'),
        ),
      )
      .execute();
  }

  return {
    async insert(watch, dueAt) {
      if (await isExpired(context, watch.requestKey)) return false;
      const row = await db
        .insertInto('watches')
        .values({ ...columns(watch), ...released(dueAt) })
        .onConflict((conflict) => conflict.column('request_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    byRequestKey: (requestKey) => read(rows().where('request_key', '=', requestKey)),
    lock: (id) => read(forUpdate(context, rows().where('id', '=', id))),
    ofChannel: (channel) =>
      readAll(open().where('asker_channel', '=', channel).orderBy('requested_at').orderBy('id')),
    open: () => readAll(open().orderBy('id')),
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'watches', row: watchRow, limit, leaseMs }),
    async release(watch, dueAt, lease) {
      const isOurs = await underLease(
        write(watch.id).set({ ...columns(watch), ...released(dueAt) }),
        lease,
      );
      if (!isOurs) return false;
      if (dueAt === undefined) await dueIfWaiting(watch.id);
      return true;
    },
    async markDue(watch) {
      await write(watch.id)
        .set({ ...columns(watch), due_at: now })
        .execute();
    },
    async overrule(watch, dueAt) {
      await write(watch.id)
        .set({ ...columns(watch), ...released(dueAt) })
        .execute();
    },
    nextDueAt: () => nextDueAt(context, 'watches'),
    ...createWatchedJobs(context),
  };
}
