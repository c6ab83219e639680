import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Open jobs by where they are at Google, for those followed under another name of their project. */
export const openJobs: Migration = {
  name: '0042-open-jobs',
  async up(tx) {
    await sql`create index jobs_open_place on jobs (project_number, location) where open = 1`.execute(
      tx,
    );
  },
};
