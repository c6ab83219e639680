import { sql } from 'kysely';
import { z } from 'zod';
import type { StoreSizes } from '../../domain/retention/retention.ts';
import type { Context } from '../db/context.ts';

/** More rows are estimated. */
const mostCounted = 1_000;

/** How much the database holds. */
export async function readSizes(
  context: Context,
): Promise<Pick<StoreSizes, 'bytes' | 'launches' | 'audit'>> {
  const { db, dialect } = context;
  const { launches } = await db
    .selectFrom('launches')
    .select(({ fn }) => fn.min<number | null>('requested_at').as('launches'))
    .executeTakeFirstOrThrow();
  const { audit } = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.min<number | null>('at').as('audit'))
    .executeTakeFirstOrThrow();
  const size =
    dialect === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`select page_count * page_size as bytes
          from pragma_page_count(), pragma_page_size()`;
  const { rows } = await size.execute(db);
  return {
    bytes: rows[0]?.bytes ?? 0,
    launches: { ...(await countOf(context, 'launches')), oldestAt: launches ?? undefined },
    audit: { ...(await countOf(context, 'audit')), oldestAt: audit ?? undefined },
  };
}

const countRow = z.object({ count: z.number().nullable() });

/**
 * How many rows a table has; of many, about how many. The oldest rows of these tables go first, so
 * that SQLite's row numbers have few gaps; PostgreSQL estimates when it analyses.
 */
async function countOf({ db, dialect }: Context, name: 'launches' | 'audit') {
  const ask = async (question: typeof counted) =>
    countRow.parse((await question.execute(db)).rows[0]).count ?? 0;
  const table = sql.table(name);
  const counted = sql`select count(*) as count
    from (select 1 from ${table} limit ${sql.lit(mostCounted + 1)}) as some_rows`;
  const count = await ask(counted);
  if (count <= mostCounted) return { count };
  const estimated = await ask(
    dialect === 'postgres'
      ? sql`select reltuples::bigint as count from pg_class where oid = ${name}::regclass`
      : sql`select max(rowid) - (select min(rowid) from ${table}) + 1 as count from ${table}`,
  );
  return { count: Math.max(count, estimated), isAbout: true };
}
