import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The rules that launches bring along, and how far the rules of a job’s guard have come. */
export const guards: Migration = {
  name: '0038-guards',
  async up(tx) {
    await sql`alter table launches add column guard text`.execute(tx);
    await sql`create table guards (
      id text primary key references launches (id),
      rules text not null,
      progress text not null,
      extensions text not null,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    await sql`create index guards_due on guards (due_at) where due_at is not null`.execute(tx);
  },
};
