import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Rows that prove that rows can be made, and the store's time when it last moved on. */
export const proofs: Migration = {
  name: '0017-proofs',
  async up(tx) {
    await sql`create table proofs (id text primary key, filler text not null)`.execute(tx);
    // One row. Seeded with the newest time that anything in an older file bears: a wall clock behind it was set back meanwhile.
    await sql`create table heard (id integer primary key check (id = 1), at bigint not null)`.execute(
      tx,
    );
    await sql`insert into heard (id, at) select 1, coalesce(max(last_good_poll_at), 0) from targets`.execute(
      tx,
    );
  },
};
