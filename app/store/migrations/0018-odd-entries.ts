import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Entries of a target's last list that couldn't be parsed: how many, and which. */
export const oddEntries: Migration = {
  name: '0018-odd-entries',
  async up(tx) {
    await sql`alter table targets add column odd text`.execute(tx);
  },
};
