import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * The labels of launches in rows of their own: what a label's budget adds up, and what a list by a label
 * finds, must not take reading the request bodies of a month. PostgreSQL refuses a row with a NUL
 * or half a character in any text, so escapes are undone first; no label has any.
 *
 * And the request keys of expired cancels, votes and watches, which stay taken.
 */
export const labelsAndRequests: Migration = {
  name: '0037-labels-and-requests',
  async up(tx, dialect) {
    await sql`create table expired_requests (request_key text primary key)`.execute(tx);
    await sql`create table launch_labels (
      launch_id text not null,
      key text not null,
      value text not null,
      primary key (launch_id, key)
    )`.execute(tx);
    await sql`create index launch_labels_value on launch_labels (key, value)`.execute(tx);
    if (dialect === 'postgres') {
      await sql`insert into launch_labels (launch_id, key, value)
        select launches.id, label.key, label.value
        from launches, json_each_text(replace(launches.body, '\\u', '/u')::json -> 'labels') as label`.execute(
        tx,
      );
      return;
    }
    await sql`insert into launch_labels (launch_id, key, value)
      select launches.id, label.key, label.value
      from launches, json_each(launches.body, '$.labels') as label`.execute(tx);
  },
};
