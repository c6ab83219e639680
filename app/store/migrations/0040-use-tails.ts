import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Jobs whose use of GPUs is still to be told. */
export const useTails: Migration = {
  name: '0040-use-tails',
  async up(tx) {
    await sql`create table use_tails (
      id text primary key references launches (id),
      completes text not null,
      ended_at bigint not null,
      attempts integer not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index use_tails_due on use_tails (due_at) where due_at is not null`.execute(
      tx,
    );
  },
};
