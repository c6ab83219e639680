import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Who may see a job depends on the channels that jobs are in. */
export const launchChannels: Migration = {
  name: '0023-launch-channels',
  async up(tx) {
    await sql`create index launches_channel on launches (asker_channel)`.execute(tx);
  },
};
