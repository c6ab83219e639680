import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** A launch's cost per hour at the time of the request. */
export const estimates: Migration = {
  name: '0005-estimates',
  async up(tx) {
    await sql`alter table launches add column estimate text`.execute(tx);
  },
};
