import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Watches, the jobs they saw, and launches for external jobs. */
export const watches: Migration = {
  name: '0008-watches',
  async up(tx) {
    await sql`alter table launches add column origin text`.execute(tx);
    await sql`create table watches (
      id text primary key,
      request_key text not null unique,
      state text not null,
      criterion text not null,
      asker_user text not null,
      asker_team text not null,
      asker_channel text not null,
      response_url text,
      at_home integer not null,
      requested_at bigint not null,
      since bigint not null,
      begun integer not null,
      unseen text not null,
      told integer not null,
      asked_until bigint,
      attempts integer not null,
      failure text,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index watches_due on watches (due_at) where due_at is not null`.execute(tx);
    await sql`create index watches_state on watches (state)`.execute(tx);
    await sql`create table watch_jobs (
      watch_id text not null references watches (id),
      target_project text not null,
      target_location text not null,
      project_number text not null,
      location text not null,
      id text not null,
      state text not null,
      create_time bigint not null,
      seen text not null,
      primary key (watch_id, project_number, location, id)
    )`.execute(tx);
    await sql`create index watch_jobs_state on watch_jobs (watch_id, state)`.execute(tx);
  },
};
