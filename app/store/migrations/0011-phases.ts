import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The states a job went through, as they were observed; null of jobs from before. */
export const phases: Migration = {
  name: '0011-phases',
  async up(tx) {
    await sql`alter table jobs add column phases text`.execute(tx);
  },
};
