import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Where the answer to an undecided request goes, since another process may decide it. */
export const answerPlaces: Migration = {
  name: '0022-answer-places',
  async up(tx) {
    for (const table of ['launches', 'cancels', 'watches']) {
      await sql`alter table ${sql.table(table)} add column answer_place text`.execute(tx);
    }
  },
};
