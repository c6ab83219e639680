import { sql } from 'kysely';
import type { StoreSizes } from '../../domain/retention/retention.ts';
import type { Context } from '../db/context.ts';

/** How much the database holds. Counts all rows, so only `doctor` asks. */
export async function readSizes({
  db,
  dialect,
}: Context): Promise<Pick<StoreSizes, 'bytes' | 'launches' | 'audit'>> {
  const launches = await db
    .selectFrom('launches')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min<number | null>('requested_at').as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  const audit = await db
    .selectFrom('audit')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min<number | null>('at').as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  const size =
    dialect === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`select page_count * page_size as bytes
          from pragma_page_count(), pragma_page_size()`;
  const { rows } = await size.execute(db);
  return {
    bytes: rows[0]?.bytes ?? 0,
    launches: { count: launches.count, oldestAt: launches.oldest ?? undefined },
    audit: { count: audit.count, oldestAt: audit.oldest ?? undefined },
  };
}
