// The time of a file that one process owns. It is the wall's, so that what is shown is right; but waits and leases, which are kept as
// moments of it, must last as long as they were meant to. So whenever the wall is not where the monotonic clock says it should be, it was
// set, and what is open is dated anew by as much, in the transaction that notices and before it does anything else.

import { sql, type Kysely } from 'kysely';
import { redate } from './redate.ts';
import type { Schema } from './schema.ts';

/** Less than this is two clocks read one after the other, or one that is slowly slewed. */
const toleranceMs = 500;
/** How often the time is written down, for a next process to see whether the wall was set back while none ran. */
const heardEveryMs = 5_000;

/** The time of a transaction that has just begun (Unix ms). */
type Begin = (db: Kysely<Schema>) => Promise<number>;

/** `clock` is the wall's (Unix ms). */
export function createStoreTime(clock: () => number, monotonic: () => number): Begin {
  /** What the wall shows when the monotonic clock shows 0; undefined until the file has told what it heard. */
  let zero: number | undefined;
  /** The same as a transaction noticed it that may not have been committed: if it was, the file has heard `at`. */
  let noticed: { readonly zero: number; readonly at: number } | undefined;
  let heardAt = -Infinity;

  const heard = async (db: Kysely<Schema>) =>
    (await db.selectFrom('heard').select('at').where('id', '=', 1).executeTakeFirstOrThrow()).at;

  /** By how much the wall was set since the last transaction that was committed. */
  async function movedBy(db: Kysely<Schema>, now: number, nextZero: number): Promise<number> {
    if (noticed !== undefined) {
      if ((await heard(db)) === noticed.at) zero = noticed.zero;
      noticed = undefined;
    }
    // How long nobody ran can't be known: a wall that is ahead is taken at its word.
    if (zero === undefined) return Math.min(0, now - (await heard(db)));
    const moved = Math.round(nextZero - zero);
    return Math.abs(moved) < toleranceMs ? 0 : moved;
  }

  return async (db) => {
    const now = Math.floor(clock());
    const nextZero = now - monotonic();
    const moved = await movedBy(db, now, nextZero);
    if (moved !== 0) await redate(db, now, moved);
    const isNew = zero === undefined || moved !== 0;
    if (isNew || now - heardAt >= heardEveryMs) {
      await db.updateTable('heard').set({ at: now }).where('id', '=', 1).execute();
      heardAt = now;
    }
    if (isNew) noticed = { zero: nextZero, at: now };
    return now;
  };
}

/** PostgreSQL's own time, so that replicas agree. */
export const serverTime: Begin = async (db) => {
  const { rows } = await sql<{ now: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::int8 as now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL did not tell the time.');
  return row.now;
};
