import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Rows that prove that rows can be stored, and the recorded time of the store's clock. */
export const proofs: Migration = {
  name: '0017-proofs',
  async up(tx) {
    await sql`create table proofs (id text primary key, filler text not null)`.execute(tx);
    // One row. Starts with the newest time in an older file: a wall clock behind that was set back.
    await sql`create table heard (id integer primary key check (id = 1), at bigint not null)`.execute(
      tx,
    );
    await sql`insert into heard (id, at) select 1, coalesce(max(last_good_poll_at), 0) from targets`.execute(
      tx,
    );
  },
};
