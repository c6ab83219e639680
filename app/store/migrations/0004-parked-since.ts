import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Since when a thread is parked; unknown for threads parked before this. */
export const parkedSince: Migration = {
  name: '0004-parked-since',
  async up(tx) {
    await sql`alter table threads add column parked_since bigint`.execute(tx);
  },
};
