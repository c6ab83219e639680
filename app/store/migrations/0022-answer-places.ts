import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Where the answer to what is not decided yet belongs: whoever decides it gives it, which may be another process than was asked. */
export const answerPlaces: Migration = {
  name: '0022-answer-places',
  async up(tx) {
    for (const table of ['launches', 'cancels', 'watches']) {
      await sql`alter table ${sql.table(table)} add column answer_place text`.execute(tx);
    }
  },
};
