import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** A launch that waits for an approval is compared with the last run of its template there. */
export const lastRuns: Migration = {
  name: '0036-last-runs',
  async up(tx) {
    await sql`create index launches_last_run on launches (template_name, asker_channel, requested_at)`.execute(
      tx,
    );
  },
};
