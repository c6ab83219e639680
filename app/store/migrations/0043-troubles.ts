import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Troubles of the bot itself that are told in the ops channel. */
export const troubles: Migration = {
  name: '0043-troubles',
  async up(tx) {
    await sql`create table troubles (
      id text primary key,
      trouble text not null,
      since bigint,
      channel text not null,
      at bigint not null,
      thread_id text not null
    )`.execute(tx);
  },
};
