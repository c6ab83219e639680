import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Who opened Home, so that any replica can keep it up to date; and requests made there. */
export const homes: Migration = {
  name: '0013-homes',
  async up(tx) {
    await sql`create table homes (
      id text primary key,
      team_id text not null,
      channel text not null,
      opened_at bigint not null,
      shown text,
      mark text,
      published_at bigint,
      attempts integer not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index homes_due on homes (due_at) where due_at is not null`.execute(tx);
    for (const table of ['launches', 'cancels']) {
      await sql`alter table ${sql.table(table)} add column at_home integer not null default 0`.execute(
        tx,
      );
    }
    await sql`create index launches_asker on launches (asker_user, requested_at)`.execute(tx);
    await sql`create index launches_rerun on launches (rerun_of) where rerun_of is not null`.execute(
      tx,
    );
    await sql`create index jobs_since on jobs (state_since)`.execute(tx);
    await sql`create index threads_parked_of on threads (requester) where parked is not null`.execute(
      tx,
    );
  },
};
