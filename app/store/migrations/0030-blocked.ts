import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Why an accepted launch ended before its create, if no lock was the reason. */
export const blocked: Migration = {
  name: '0030-blocked',
  async up(tx) {
    await sql`alter table launches add column blocked text`.execute(tx);
  },
};
