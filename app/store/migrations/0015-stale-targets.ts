import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** From when what the last good look at a target saw may be old: the schedule decides, and only who looks knows it. */
export const staleTargets: Migration = {
  name: '0015-stale-targets',
  async up(tx) {
    await sql`alter table targets add column stale_from bigint`.execute(tx);
  },
};
