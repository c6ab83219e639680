import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Acked requests that aren't decided yet, so that none is lost silently when a process dies. */
export const pledges: Migration = {
  name: '0025-pledges',
  async up(tx) {
    await sql`create table pledges (
      id text primary key,
      request_key text not null,
      act text not null,
      subject text not null,
      asker_user text not null,
      asker_team text not null,
      asker_channel text not null,
      response_url text,
      answer_place text,
      at_home integer not null,
      requested_at bigint not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index pledges_request on pledges (request_key)`.execute(tx);
    await sql`create index pledges_due on pledges (due_at) where due_at is not null`.execute(tx);
  },
};
