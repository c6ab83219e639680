import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** What approval a launch takes, and the presses of Approve and Deny. */
export const approvals: Migration = {
  name: '0029-approvals',
  async up(tx) {
    await sql`alter table launches add column approval text`.execute(tx);
    await sql`create table votes (
      id text primary key,
      request_key text not null unique,
      state text not null,
      verdict text not null,
      launch_id text not null,
      handle text not null,
      spec_hash text not null,
      asker_user text not null,
      asker_team text not null,
      asker_channel text not null,
      response_url text,
      answer_place text,
      at_home integer not null,
      reason text,
      requested_at bigint not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index votes_launch on votes (launch_id)`.execute(tx);
    await sql`create index votes_due on votes (due_at) where due_at is not null`.execute(tx);
  },
};
