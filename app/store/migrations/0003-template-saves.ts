import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The append-only history of templates kept in Slack. */
export const templateSaves: Migration = {
  name: '0003-template-saves',
  async up(tx) {
    await sql`create table template_saves (
      name text not null,
      number bigint not null,
      action text not null,
      text text not null,
      author text not null,
      saved_at bigint not null,
      note text,
      restored bigint,
      request_key text not null unique,
      primary key (name, number)
    )`.execute(tx);
  },
};
