import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Finds the few rows with a response_url without reading the others. */
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
