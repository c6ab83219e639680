import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** What launches fall back on, and which attempt took over from which. */
export const ladders: Migration = {
  name: '0041-ladders',
  async up(tx) {
    await sql`alter table launches add column ladder text`.execute(tx);
    await sql`alter table launches add column superseded_by text`.execute(tx);
  },
};
