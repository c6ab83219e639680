import { sql } from 'kysely';
import type { Reached } from '../../domain/retention/retention.ts';
import type { Context } from '../db/context.ts';

/** One step of a kind's pass. */
export type Step = {
  /** Only rows older than this (Unix ms) expire. */
  readonly before: number;
  /** Undefined: a new pass begins. */
  readonly reached: Reached | undefined;
  /** How many rows to look at. */
  readonly limit: number;
};

type Order = {
  readonly table: string;
  /** Its columns of the time and of what tells apart rows of the same time. */
  readonly at: string;
  readonly id: string;
  /** The direction of `id` in the index, whose time is ascending. */
  readonly idDescends?: boolean;
};

/**
 * The next rows of a pass, oldest first, by an index: what a step costs doesn't grow with the
 * table. On PostgreSQL they are locked, and rows that somebody is using are left to a later pass.
 */
export async function nextRows(
  { db, rowLocks }: Context,
  { before, reached, limit }: Step,
  { table, at: atName, id: idName, idDescends = false }: Order,
): Promise<readonly Reached[]> {
  const [at, id] = [sql.ref(atName), sql.ref(idName)];
  const beyond = sql.raw(idDescends ? '<' : '>');
  const after =
    reached === undefined
      ? sql``
      : sql`and ${at} >= ${reached.at} and (${at} > ${reached.at} or ${id} ${beyond} ${reached.id})`;
  const { rows } = await sql<Reached>`
    select ${at} as at, ${id} as id from ${sql.table(table)}
    where ${at} < ${before} ${after}
    order by ${at}, ${id} ${sql.raw(idDescends ? 'desc' : 'asc')}
    limit 0 + ${limit}
    ${sql.raw(rowLocks ? 'for update skip locked' : '')}`.execute(db);
  return rows;
}

/** Where the pass has got to: undefined if these were the last. */
export function reachedBy(rows: readonly Reached[], { limit }: Step): Reached | undefined {
  return rows.length < limit ? undefined : rows.at(-1);
}
