import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Since when a thread can't be written to; unknown of those parked before. */
export const parkedSince: Migration = {
  name: '0004-parked-since',
  async up(tx) {
    await sql`alter table threads add column parked_since bigint`.execute(tx);
  },
};
