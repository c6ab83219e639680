import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Lists of a period are read newest first, a page at a time, in any state. */
export const launchTimes: Migration = {
  name: '0012-launch-times',
  async up(tx) {
    await sql`create index launches_requested on launches (requested_at desc, id)`.execute(tx);
  },
};
