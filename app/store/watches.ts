import { z } from 'zod';
import type { JobKey, Observation } from '../domain/job.ts';
import {
  sightStates,
  watchStates,
  type Criterion,
  type Sight,
  type Watch,
} from '../domain/watch.ts';
import type { Watches } from '../usecase/watches-port.ts';
import { forUpdate, type Context } from './context.ts';
import { claimDue, nextDueAt, released } from './leases.ts';
import {
  askerColumns,
  askerOf,
  askerRow,
  failureSchema,
  flag,
  json,
  optional,
  pieces,
  storable,
  toFlag,
  toJson,
} from './rows.ts';
import type { LeaseColumns, WatchTable } from './schema.ts';

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

const seenSchema: z.ZodType<Observation> = z.object({
  key: z.object({ projectNumber: z.string(), location: z.string(), id: z.string() }),
  name: z.string(),
  displayName: z.string(),
  state: z.string(),
  createTime: z.number(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  updateTime: z.number().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
  labels: strings,
});

const watchRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    state: z.enum(watchStates),
    criterion: json(criterionSchema),
    ...askerRow,
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
    asker: askerOf(row),
    requestedAt: row.requested_at,
    since: row.since,
    begun: row.begun,
    unseen: row.unseen,
    told: row.told,
    askedUntil: row.asked_until,
    attempts: row.attempts,
    failure: row.failure,
  }));

const sightRow = z
  .object({
    target_project: z.string(),
    target_location: z.string(),
    state: z.enum(sightStates),
    seen: json(seenSchema),
  })
  .transform(({ state, seen, ...row }): Sight => ({
    target: { project: row.target_project, location: row.target_location },
    seen,
    state,
  }));

function columns(watch: Watch): Omit<WatchTable, keyof LeaseColumns> {
  return storable({
    id: watch.id,
    request_key: watch.requestKey,
    state: watch.state,
    criterion: JSON.stringify(watch.criterion),
    ...askerColumns(watch.asker),
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

/** What is kept of a reading: neither its spec, which may hold secrets, nor the ways into its machines. */
function seenJson({ jobSpec: _, encryptionSpec: __, webAccessUris: ___, ...seen }: Observation) {
  return JSON.stringify(seen);
}

export function createWatches(context: Context): Watches {
  const { db, now } = context;
  const rows = () => db.selectFrom('watches').selectAll();
  const open = () => rows().where('state', 'in', ['asking', 'active']);
  const jobs = (id: string) => db.selectFrom('watch_jobs').where('watch_id', '=', id);
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && watchRow.parse(row);
  };
  const readAll = async (query: ReturnType<typeof rows>) =>
    (await query.execute()).map((row) => watchRow.parse(row));

  /** Asked after the row was written, and so locked: no sweep puts anything down in between. */
  async function dueIfWaiting(id: string): Promise<void> {
    await db
      .updateTable('watches')
      .set({ due_at: now })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .where((eb) => eb.exists(jobs(id).select('id').where('state', '=', 'waiting')))
      .execute();
  }

  return {
    async insert(watch, dueAt) {
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
    async settle(watch, dueAt, lease) {
      const { numUpdatedRows } = await db
        .updateTable('watches')
        .set({ ...columns(watch), ...released(dueAt) })
        .where('id', '=', watch.id)
        .where('lease_token', '=', lease.token)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      if (dueAt === undefined) await dueIfWaiting(watch.id);
      return true;
    },
    async stir(watch) {
      await db
        .updateTable('watches')
        .set({ ...columns(watch), due_at: now })
        .where('id', '=', watch.id)
        .execute();
    },
    async overrule(watch, dueAt) {
      await db
        .updateTable('watches')
        .set({ ...columns(watch), ...released(dueAt) })
        .where('id', '=', watch.id)
        .execute();
    },
    nextDueAt: () => nextDueAt(context, 'watches'),
    async note(id, sights) {
      const values = sights.map(({ target, seen, state }) =>
        storable({
          watch_id: id,
          target_project: target.project,
          target_location: target.location,
          project_number: seen.key.projectNumber,
          location: seen.key.location,
          id: seen.key.id,
          state,
          create_time: seen.createTime,
          seen: seenJson(seen),
        }),
      );
      for (const some of pieces(values, 100)) {
        await db
          .insertInto('watch_jobs')
          .values([...some])
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
    async known(id, keys) {
      const found: JobKey[] = [];
      for (const some of pieces(keys.map((key) => key.id))) {
        const matching = await jobs(id)
          .select(['project_number', 'location', 'id'])
          .where('id', 'in', some)
          .execute();
        found.push(
          ...matching.map((row) => ({
            projectNumber: row.project_number,
            location: row.location,
            id: row.id,
          })),
        );
      }
      return found;
    },
    async waiting(id, limit) {
      const waiting = await jobs(id)
        .select(['target_project', 'target_location', 'state', 'seen'])
        .where('state', '=', 'waiting')
        .orderBy('create_time')
        .orderBy('id')
        .limit(limit)
        .execute();
      return waiting.map((row) => sightRow.parse(row));
    },
    async moveAll(id, from, to) {
      await db
        .updateTable('watch_jobs')
        .set({ state: to })
        .where('watch_id', '=', id)
        .where('state', '=', from)
        .execute();
    },
    async move(id, key, to) {
      await db
        .updateTable('watch_jobs')
        .set({ state: to })
        .where('watch_id', '=', id)
        .where('project_number', '=', key.projectNumber)
        .where('location', '=', key.location)
        .where('id', '=', key.id)
        .execute();
    },
    async count(id) {
      const counted = await jobs(id)
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const of = (state: string) => counted.find((row) => row.state === state)?.count ?? 0;
      return {
        asked: of('asked'),
        held: of('held'),
        waiting: of('waiting'),
        taken: of('taken'),
        left: of('left'),
      };
    },
  };
}
