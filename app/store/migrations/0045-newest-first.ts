import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Tables that carry the time of their launch. */
const ofLaunches = ['jobs', 'threads', 'launch_labels'] as const;

/**
 * Lists go from the newest back, by whatever they are about, and stop where enough is found. So each
 * index ends with the time at which the launch was requested, and tables that are not about launches
 * themselves carry it, too. Messages are found by their channel and time.
 */
export const newestFirst: Migration = {
  name: '0045-newest-first',
  async up(tx) {
    for (const table of ofLaunches) {
      await sql`alter table ${sql.table(table)} add column requested_at bigint`.execute(tx);
      await sql`update ${sql.table(table)} set requested_at =
        (select launches.requested_at from launches where launches.id = ${sql.ref(`${table}.launch_id`)})`.execute(
        tx,
      );
    }
    for (const index of replaced) await sql`drop index ${sql.ref(index)}`.execute(tx);
    for (const [index, table, columns] of made) {
      await sql`create index ${sql.ref(index)} on ${sql.table(table)} (${sql.raw(columns)})`.execute(
        tx,
      );
    }
  },
};

const replaced = [
  'launches_state',
  'launches_channel',
  'launches_asker',
  'jobs_state',
  'launch_labels_value',
  // The new ones of channels begin with it.
  'threads_channel',
];

const made = [
  ['launches_state', 'launches', 'state, requested_at desc, id'],
  ['launches_channel', 'launches', 'asker_channel, requested_at desc, id'],
  ['launches_asker', 'launches', 'asker_user, requested_at desc, id'],
  ['launches_template', 'launches', 'lower(template_name), requested_at desc, id'],
  ['jobs_state', 'jobs', 'state, requested_at desc, launch_id'],
  ['launch_labels_value', 'launch_labels', 'key, value, requested_at desc, launch_id'],
  ['threads_newest', 'threads', 'channel, requested_at desc, launch_id'],
  ['threads_root', 'threads', 'channel, root_ts'],
  ['audit_template', 'audit', 'lower(template), at, key'],
] as const;
