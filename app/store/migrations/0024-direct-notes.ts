import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Notices on their way to people's direct messages. */
export const directNotes: Migration = {
  name: '0024-direct-notes',
  async up(tx) {
    await sql`create table direct_notes (
      id text primary key,
      user_id text not null,
      notice text not null,
      since bigint not null,
      attempts integer not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index direct_notes_due on direct_notes (due_at) where due_at is not null`.execute(
      tx,
    );
  },
};
