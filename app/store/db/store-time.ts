// The time in a file that one process owns. It is the wall clock's, so that shown times are right.
// But waits and leases are stored as times, and must last as long as intended. So when the wall
// clock differs from where the monotonic clock says it should be, it was set, and all pending times
// are shifted by the difference, first thing in the transaction that notices.

import { sql, type Kysely } from 'kysely';
import { redate } from './redate.ts';
import type { Schema } from '../schema/schema.ts';

/** A smaller difference comes from reading two clocks in turn, or from slewing. */
const toleranceMs = 500;
/**
 * How often the time is recorded, so that the next process notices if the clock was set back in
 * between.
 */
const heardEveryMs = 5_000;

/** The time at the beginning of a transaction (Unix ms). */
type Begin = (db: Kysely<Schema>) => Promise<number>;

/** Creates the clock. `clock` is the wall clock (Unix ms). */
export function createStoreTime(clock: () => number, monotonic: () => number): Begin {
  /** The wall clock's time at monotonic 0; undefined until the recorded time was read. */
  let zero: number | undefined;
  /**
   * The same as noticed by a transaction that may not have been committed. If it was, the recorded
   * time is `at`.
   */
  let noticed: { readonly zero: number; readonly at: number } | undefined;
  let heardAt = -Infinity;

  const heard = async (db: Kysely<Schema>) =>
    (await db.selectFrom('heard').select('at').where('id', '=', 1).executeTakeFirstOrThrow()).at;

  /** How far the wall clock was moved since the last committed transaction. */
  async function movedBy(db: Kysely<Schema>, now: number, nextZero: number): Promise<number> {
    if (noticed !== undefined) {
      if ((await heard(db)) === noticed.at) zero = noticed.zero;
      noticed = undefined;
    }
    // How long no process ran is unknown, so a clock that is ahead is believed.
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
