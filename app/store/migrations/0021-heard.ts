import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Messages that were handled, so that none is handled twice. */
export const heard: Migration = {
  name: '0021-heard',
  async up(tx) {
    await sql`create table said_messages (
      key text primary key,
      at bigint not null,
      done integer not null
    )`.execute(tx);
    await sql`create index said_messages_at on said_messages (at)`.execute(tx);
  },
};
