import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Whether the root says that it may be a repetition. Its later edits must say so, too. */
export const markedRoots: Migration = {
  name: '0014-marked-roots',
  async up(tx) {
    await sql`alter table threads add column root_repeated integer not null default 0`.execute(tx);
  },
};
