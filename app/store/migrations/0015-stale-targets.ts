import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * When a target's last good poll becomes stale. That depends on the schedule, which only the
 * polling process knows.
 */
export const staleTargets: Migration = {
  name: '0015-stale-targets',
  async up(tx) {
    await sql`alter table targets add column stale_from bigint`.execute(tx);
  },
};
