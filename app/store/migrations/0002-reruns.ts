import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** For re-runs: the original launch, and its template's version. */
export const reruns: Migration = {
  name: '0002-reruns',
  async up(tx) {
    await sql`alter table launches add column rerun_of text`.execute(tx);
    await sql`create table template_versions (
      name text not null,
      version text not null,
      origin text not null,
      tree text not null,
      first_used_at bigint not null,
      primary key (name, version)
    )`.execute(tx);
  },
};
