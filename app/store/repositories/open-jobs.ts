// The jobs that polls follow: ten thousand in a target, nearly all as they were at the poll before. Each
// has a stamp, a random number that is another after each write. If their sum is as it was, nothing was
// written; else the stamps tell which jobs to read again. They are compared and never ordered, so what
// is committed late is seen once it is committed, whoever wrote it.

import { sql } from 'kysely';
import { z } from 'zod';
import type { OpenJob } from '../../domain/job/difference.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Context } from '../db/context.ts';
import { flag, pieces } from '../db/rows.ts';

const columns = ['project_number', 'location', 'id', 'error_awaited', 'stamp'] as const;

const openRow = z
  .object({
    project_number: z.string(),
    location: z.string(),
    id: z.string(),
    error_awaited: flag,
    stamp: z.number(),
  })
  .transform((row): OpenJob => ({
    key: { projectNumber: row.project_number, location: row.location, id: row.id },
    errorAwaited: row.error_awaited,
    stamp: row.stamp,
  }));

/**
 * A number for a write of a job. Chance makes neither two of them the same nor two sums, and a million
 * of them sum up to less than a bigint.
 */
export function newStamp(): number {
  return Math.floor(Math.random() * 2 ** 40);
}

/** Reads the open jobs of a target. `known` are those that were read before: they, if nothing was written since. */
export async function readOpenJobs(
  { db }: Context,
  target: Target,
  projectNumber: string | undefined,
  known: readonly OpenJob[],
): Promise<readonly OpenJob[]> {
  const places = placesOf(db, target, projectNumber);
  if (known.length === 0) return (await Promise.all(places.map(readAll))).flat();
  if (await isUnchanged(places, known)) return known;
  const before = new Map(known.map((job) => [job.key.id, job]));
  const jobs: OpenJob[] = [];
  for (const place of places) {
    const changed: string[] = [];
    for (const { id, stamp } of await place.select(['id', 'stamp']).execute()) {
      const job = before.get(id);
      if (job?.stamp === stamp) jobs.push(job);
      else changed.push(id);
    }
    for (const some of pieces(changed))
      jobs.push(...(await readAll(place.where('id', 'in', some))));
  }
  return jobs;
}

async function isUnchanged(places: readonly Place[], known: readonly OpenJob[]): Promise<boolean> {
  let count = 0;
  let sum = 0n;
  for (const place of places) {
    const found = await place
      .select([
        sql<number>`count(*)`.as('count'),
        sql<string>`cast(coalesce(sum(stamp), 0) as text)`.as('sum'),
      ])
      .executeTakeFirstOrThrow();
    count += found.count;
    sum += BigInt(found.sum);
  }
  return (
    count === known.length && sum === known.reduce((all, { stamp }) => all + BigInt(stamp), 0n)
  );
}

async function readAll(place: Place): Promise<readonly OpenJob[]> {
  return (await place.select(columns).execute()).map((row) => openRow.parse(row));
}

type Place = ReturnType<typeof placesOf>[number];

/** By the project's number, if it is known, and of the rest those that are configured by its name. */
function placesOf(
  db: Context['db'],
  { project, location }: Target,
  projectNumber: string | undefined,
) {
  // A literal, not a parameter: SQLite uses a partial index only for the exact condition it was made with.
  const open = db.selectFrom('jobs').where('open', '=', sql.lit(1));
  const byTarget = open
    .where('target_project', '=', project)
    .where('target_location', '=', location);
  return projectNumber === undefined
    ? [byTarget]
    : [
        open.where('project_number', '=', projectNumber).where('location', '=', location),
        byTarget.where('project_number', '!=', projectNumber),
      ];
}
