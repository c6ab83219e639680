import { z } from 'zod';
import type { JobKey, Observation } from '../../domain/job/job.ts';
import { watchedJobStates, type WatchedJob } from '../../domain/watch/watch.ts';
import type { WatchedJobs } from '../../usecase/ports/store/watches.ts';
import type { Context } from '../db/context.ts';
import { json, pieces, storable } from '../db/rows.ts';
import { expiredJobs } from './expiry.ts';

const strings = z.record(z.string(), z.string());

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

const watchedJobRow = z
  .object({
    target_project: z.string(),
    target_location: z.string(),
    state: z.enum(watchedJobStates),
    seen: json(seenSchema),
  })
  .transform(({ state, seen, ...row }): WatchedJob => ({
    target: { project: row.target_project, location: row.target_location },
    seen,
    state,
  }));

/**
 * The part of a reading to keep: not its spec, which may contain secrets, and not its shell links.
 */
function seenJson(seen: Observation): string {
  const kept: Observation = { ...seen, jobSpec: undefined, encryptionSpec: undefined };
  return JSON.stringify({ ...kept, webAccessUris: undefined });
}

/** Jobs that watches saw, each recorded once per watch. */
export function createWatchedJobs(context: Context): WatchedJobs {
  const { db } = context;
  const jobs = (id: string) => db.selectFrom('watch_jobs').where('watch_id', '=', id);
  return {
    async note(id, jobs) {
      const values = jobs.map(({ target, seen, state }) =>
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
      for (const some of pieces(keys)) found.push(...(await expiredJobs(context, some)));
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
      return waiting.map((row) => watchedJobRow.parse(row));
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
    async countCarded(id, channel) {
      const { many } = await db
        .selectFrom('watch_jobs')
        .innerJoin('jobs', (join) =>
          join
            .onRef('jobs.project_number', '=', 'watch_jobs.project_number')
            .onRef('jobs.location', '=', 'watch_jobs.location')
            .onRef('jobs.id', '=', 'watch_jobs.id'),
        )
        .innerJoin('threads', 'threads.launch_id', 'jobs.launch_id')
        .where('watch_jobs.watch_id', '=', id)
        .where('watch_jobs.state', 'in', ['waiting', 'taken'])
        .where('threads.channel', '=', channel)
        .select((eb) => eb.fn.countAll<number>().as('many'))
        .executeTakeFirstOrThrow();
      return many;
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
