import { sql } from 'kysely';
import { z } from 'zod';
import type { JobKey } from '../../domain/job/job.ts';
import { isOver, type TrackedJob } from '../../domain/job/tracked-job.ts';
import { isOpen } from '../../domain/job/transition.ts';
import type { Jobs } from '../../usecase/ports/store/jobs.ts';
import { forUpdate, type Context } from '../db/context.ts';
import { requestedAt } from '../db/requested-at.ts';
import { flag, json, optional, pieces, storable, toFlag, toJson } from '../db/rows.ts';
import type { JobTable } from '../schema/jobs.ts';
import { newStamp, readOpenJobs } from './open-jobs.ts';

const phase = z.object({
  state: z.string(),
  since: z.number(),
  seen: z.literal(true).optional(),
});
/** A job's phases, as JSON. */
export const phasesColumn = optional(json(z.array(phase)));

export const jobRow = z
  .object({
    project_number: z.string(),
    location: z.string(),
    id: z.string(),
    target_project: z.string(),
    target_location: z.string(),
    name: z.string(),
    handle: z.string(),
    display_name: z.string(),
    state: z.string(),
    state_since: z.number(),
    version: z.number(),
    create_time: z.number(),
    start_time: optional(z.number()),
    end_time: optional(z.number()),
    update_time: optional(z.number()),
    error: optional(json(z.object({ code: z.number(), message: z.string() }))),
    error_awaited: flag,
    restarts: z.number(),
    misses: z.number(),
    gone: flag,
    unreadable: optional(z.string()),
    observed_at: z.number(),
    phases: phasesColumn,
  })
  .transform((row): TrackedJob => ({
    key: keyOf(row),
    target: { project: row.target_project, location: row.target_location },
    name: row.name,
    handle: row.handle,
    displayName: row.display_name,
    state: row.state,
    stateSince: row.state_since,
    version: row.version,
    createTime: row.create_time,
    startTime: row.start_time,
    endTime: row.end_time,
    updateTime: row.update_time,
    error: row.error,
    errorAwaited: row.error_awaited,
    restarts: row.restarts,
    misses: row.misses,
    gone: row.gone,
    unreadable: row.unreadable,
    observedAt: row.observed_at,
    phases: row.phases,
  }));

const keyOf = (row: Pick<JobTable, 'project_number' | 'location' | 'id'>): JobKey => ({
  projectNumber: row.project_number,
  location: row.location,
  id: row.id,
});

function columns(job: TrackedJob): Omit<JobTable, 'launch_id' | 'requested_at'> {
  return storable({
    project_number: job.key.projectNumber,
    location: job.key.location,
    id: job.key.id,
    target_project: job.target.project,
    target_location: job.target.location,
    name: job.name,
    handle: job.handle,
    display_name: job.displayName,
    state: job.state,
    state_since: job.stateSince,
    version: job.version,
    create_time: job.createTime,
    start_time: job.startTime ?? null,
    end_time: job.endTime ?? null,
    update_time: job.updateTime ?? null,
    error: toJson(job.error),
    error_awaited: toFlag(job.errorAwaited),
    restarts: job.restarts,
    misses: job.misses,
    gone: toFlag(job.gone),
    unreadable: job.unreadable ?? null,
    observed_at: job.observedAt,
    phases: toJson(job.phases),
    open: toFlag(isOpen(job)),
    live: toFlag(!isOver(job)),
    stamp: newStamp(),
  });
}

/** The jobs table. */
export function createJobs(context: Context): Jobs {
  const { db } = context;
  const from = () => db.selectFrom('jobs');
  const rows = () => from().selectAll();
  const at = (key: JobKey) =>
    rows()
      .where('project_number', '=', key.projectNumber)
      .where('location', '=', key.location)
      .where('id', '=', key.id);

  /** Reads the rows of many jobs with few statements. */
  async function atKeys<Row>(
    keys: readonly JobKey[],
    read: (query: ReturnType<typeof from>) => Promise<Row[]>,
  ): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (const [projectNumber, location, ids] of byPlace(keys)) {
      for (const some of pieces(ids)) {
        const query = from()
          .where('project_number', '=', projectNumber)
          .where('location', '=', location)
          .where('id', 'in', some);
        found.push(...(await read(query)));
      }
    }
    return found;
  }

  return {
    async lock(key) {
      const row = await forUpdate(context, at(key)).executeTakeFirst();
      return row && jobRow.parse(row);
    },
    open: (target, projectNumber, known = []) =>
      readOpenJobs(context, target, projectNumber, known),
    async launchedSince({ project, location }, since, limit) {
      const launched = await db
        .selectFrom('launches')
        .innerJoin('jobs', 'jobs.launch_id', 'launches.id')
        .select(['jobs.project_number', 'jobs.location', 'jobs.id'])
        .where('launches.requested_at', '>=', since)
        .where('launches.origin', 'is', null)
        .where('launches.target_project', '=', project)
        .where('launches.target_location', '=', location)
        .where('jobs.live', '=', sql.lit(1))
        .orderBy('launches.requested_at', 'desc')
        .orderBy('launches.id')
        .limit(limit)
        .execute();
      return launched.map(keyOf);
    },
    async byKeys(keys) {
      const found = await atKeys(keys, (query) => query.selectAll().execute());
      return found.map((row) => jobRow.parse(row));
    },
    async withStamps(keys) {
      const found = await atKeys(keys, (query) => query.selectAll().execute());
      return found.map((row) => ({ job: jobRow.parse(row), stamp: row.stamp }));
    },
    async createTimes(keys) {
      const found = await atKeys(keys, (query) =>
        query.select(['project_number', 'location', 'id', 'create_time']).execute(),
      );
      return found.map((row) => ({
        key: keyOf(row),
        createTime: z.number().parse(row.create_time),
      }));
    },
    async launchesOf(keys) {
      const found = await atKeys(keys, (query) =>
        query.select(['project_number', 'location', 'id', 'launch_id']).execute(),
      );
      return found.map((row) => ({
        key: keyOf(row),
        launchId: row.launch_id,
      }));
    },
    async insert(job, launchId) {
      await db
        .insertInto('jobs')
        .values(() => ({
          ...columns(job),
          launch_id: launchId,
          requested_at: requestedAt(launchId),
        }))
        .execute();
    },
    async save(job) {
      await db
        .updateTable('jobs')
        .set(columns(job))
        .where('project_number', '=', job.key.projectNumber)
        .where('location', '=', job.key.location)
        .where('id', '=', job.key.id)
        .execute();
    },
    async launchOf(key) {
      return (await at(key).clearSelect().select('launch_id').executeTakeFirst())?.launch_id;
    },
    async countLive() {
      const { count } = await db
        .selectFrom('jobs')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('live', '=', sql.lit(1))
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

/** Groups keys by project and location. A list is of one place, so one statement finds many. */
function byPlace(
  keys: readonly JobKey[],
): readonly (readonly [projectNumber: string, location: string, ids: readonly string[]])[] {
  const places = Map.groupBy(keys, (key) => `${key.projectNumber}/${key.location}`);
  return [...places.values()].flatMap((some) => {
    const [first] = some;
    return first === undefined
      ? []
      : [[first.projectNumber, first.location, some.map(({ id }) => id)] as const];
  });
}
