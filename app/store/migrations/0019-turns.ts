import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * When a thread last had its channel's turn and last got a reply: threads take turns, and a
 * flapping one is folded.
 */
export const turns: Migration = {
  name: '0019-turns',
  async up(tx) {
    await sql`alter table threads add column served_at bigint`.execute(tx);
    await sql`alter table threads add column replied_at bigint`.execute(tx);
  },
};
