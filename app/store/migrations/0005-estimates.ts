import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** What a launch costs by the hour, as it was when it was asked for. */
export const estimates: Migration = {
  name: '0005-estimates',
  async up(tx) {
    await sql`alter table launches add column estimate text`.execute(tx);
  },
};
