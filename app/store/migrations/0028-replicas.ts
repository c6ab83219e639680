import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** The processes that share the database, and the policy file that each goes by. */
export const replicas: Migration = {
  name: '0028-replicas',
  async up(tx) {
    await sql`create table replicas (
      id text primary key,
      policy text,
      seen_at bigint not null
    )`.execute(tx);
  },
};
