import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** How a target is polled so that all replicas together keep within a share of Google's reads. */
export const pollPace: Migration = {
  name: '0044-poll-pace',
  async up(tx) {
    await sql`alter table targets add column next_poll_at bigint`.execute(tx);
    await sql`alter table targets add column single_reads bigint`.execute(tx);
    await sql`alter table targets add column pace text`.execute(tx);
  },
};
