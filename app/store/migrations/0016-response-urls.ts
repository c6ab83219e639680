import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The few rows that have a response_url are found without reading the many that have none any more. */
export const responseUrls: Migration = {
  name: '0016-response-urls',
  async up(tx) {
    for (const table of ['launches', 'cancels', 'watches']) {
      const index = sql.ref(`${table}_response_url`);
      await sql`create index ${index} on ${sql.table(table)} (requested_at) where response_url is not null`.execute(
        tx,
      );
    }
  },
};
