import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * Channels' notification levels, suppressed updates, and digests: threads whose root isn't a card.
 */
export const noise: Migration = {
  name: '0009-noise',
  async up(tx) {
    await sql`create table channels (
      id text primary key,
      mode text not null,
      broadcast integer not null,
      digest_minutes integer,
      digest_zone text,
      digested_until bigint,
      set_by text not null,
      set_at bigint not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index channels_due on channels (due_at) where due_at is not null`.execute(tx);
    await sql`alter table threads add column digest text`.execute(tx);
    await sql`create index threads_channel on threads (channel)`.execute(tx);
    await sql`alter table updates add column held_at bigint`.execute(tx);
    await sql`alter table updates add column digest text`.execute(tx);
    await sql`create index updates_told on updates (told_at)`.execute(tx);
    // Suppressed updates aren't open, so claims and counts must not read them.
    await sql`drop index updates_open`.execute(tx);
    await sql`create index updates_open on updates (thread_id, seq)
      where sent_ts is null and held_at is null`.execute(tx);
    await sql`create index updates_held on updates (thread_id, seq) where held_at is not null`.execute(
      tx,
    );
  },
};
