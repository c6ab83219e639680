import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Cancels of many: the question with what it showed, and the cancels that come of it. */
export const bulkCancels: Migration = {
  name: '0039-bulk-cancels',
  async up(tx) {
    await sql`create table bulks (
      id text primary key,
      request_key text not null unique,
      state text not null,
      asker_user text not null,
      asker_team text not null,
      asker_channel text not null,
      response_url text,
      answer_place text,
      at_home integer not null,
      filter text not null,
      reason text,
      sums text not null,
      requested_at bigint not null,
      confirmed_at bigint,
      open_shown integer,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index bulks_due on bulks (due_at) where due_at is not null`.execute(tx);
    await sql`create index bulks_requested on bulks (requested_at, id)`.execute(tx);
    await sql`create table bulk_jobs (
      bulk_id text not null,
      launch_id text not null,
      nth integer not null,
      handle text not null,
      state text not null,
      hourly text,
      primary key (bulk_id, launch_id)
    )`.execute(tx);
    await sql`alter table cancels add column bulk_id text`.execute(tx);
    await sql`alter table cancels add column send_at bigint`.execute(tx);
    await sql`alter table cancels add column first_sent_at bigint`.execute(tx);
    await sql`insert into expiry_passes (id, due_at) values ('bulks', 0)`.execute(tx);
    await sql`create index cancels_bulk on cancels (bulk_id, launch_id) where bulk_id is not null`.execute(
      tx,
    );
  },
};
