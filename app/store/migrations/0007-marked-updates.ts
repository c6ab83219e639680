import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * Whether the message with an update says that it may be a repetition. A message that completes it
 * must say so, too.
 */
export const markedUpdates: Migration = {
  name: '0007-marked-updates',
  async up(tx) {
    await sql`alter table updates add column possibly_repeated integer not null default 0`.execute(
      tx,
    );
  },
};
