import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Locks on launches, the row at which they take turns, and what a refused launch met. */
export const locks: Migration = {
  name: '0027-locks',
  async up(tx) {
    await sql`create table locks (
      number integer primary key,
      scope text not null,
      reason text not null,
      by_user text not null,
      channel text not null,
      at bigint not null,
      until bigint,
      ended_at bigint,
      ended_by text
    )`.execute(tx);
    await sql`create table lock_turns (id integer primary key, last integer not null)`.execute(tx);
    await sql`insert into lock_turns (id, last) values (1, 0)`.execute(tx);
    await sql`alter table launches add column locked text`.execute(tx);
  },
};
