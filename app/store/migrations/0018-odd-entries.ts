import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** What of a target's last list could not be read: how many entries, and which. */
export const oddEntries: Migration = {
  name: '0018-odd-entries',
  async up(tx) {
    await sql`alter table targets add column odd text`.execute(tx);
  },
};
