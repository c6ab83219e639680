import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Failed jobs whose last log lines are still to be told. */
export const logTails: Migration = {
  name: '0006-log-tails',
  async up(tx) {
    await sql`create table log_tails (
      id text primary key references launches (id),
      completes text not null,
      ended_at bigint not null,
      attempts integer not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index log_tails_due on log_tails (due_at) where due_at is not null`.execute(
      tx,
    );
  },
};
