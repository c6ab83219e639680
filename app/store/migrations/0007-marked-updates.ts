import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Whether an update was told in a message that says it may be a repetition: what completes that message later must say so, too. */
export const markedUpdates: Migration = {
  name: '0007-marked-updates',
  async up(tx) {
    await sql`alter table updates add column possibly_repeated integer not null default 0`.execute(
      tx,
    );
  },
};
