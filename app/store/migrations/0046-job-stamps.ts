import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * A number of each job that is another after each write, so that a poll reads of ten thousand open
 * jobs only those that were written since. The index has all that it takes to find them.
 */
export const jobStamps: Migration = {
  name: '0046-job-stamps',
  async up(tx) {
    await sql`alter table jobs add column stamp bigint not null default 0`.execute(tx);
    await sql`drop index jobs_open`.execute(tx);
    await sql`drop index jobs_open_place`.execute(tx);
    await sql`create index jobs_open on jobs (target_project, target_location, project_number) where open = 1`.execute(
      tx,
    );
    await sql`create index jobs_open_place on jobs (project_number, location, id, stamp) where open = 1`.execute(
      tx,
    );
  },
};
