import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The states of a job as observed; null for earlier jobs. */
export const phases: Migration = {
  name: '0011-phases',
  async up(tx) {
    await sql`alter table jobs add column phases text`.execute(tx);
  },
};
