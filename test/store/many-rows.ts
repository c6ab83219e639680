// Many launches over half a year, as many as a busy team makes, to read query plans on.

import { sql, type Kysely } from 'kysely';
import type { DialectName } from '../../app/store/db/migrate.ts';
import type { Schema } from '../../app/store/schema/schema.ts';

const day = 86_400_000;

/** A launch and its job every so often until `now`, with threads, updates, cancels, votes, a watch's jobs and audit rows. */
export async function insertMany(
  db: Kysely<Schema>,
  dialect: DialectName,
  { count, now }: { readonly count: number; readonly now: number },
): Promise<void> {
  const n = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})`;
  const id = sql`cast(i as text)`;
  const at = sql`${sql.lit(now - 200 * day)} + cast(i as bigint) * ${sql.lit(Math.floor((200 * day) / count))}`;
  const body = sql.lit(`{"displayName":"x","jobSpec":{"args":["${'long '.repeat(400)}"]}}`);
  const statements = [
    sql`insert into launches (id, request_key, handle, state, template_name, template_version, parameters,
        target_project, target_location, name_key, body, asker_user, asker_team, asker_channel, requested_at,
        submitted_at, attempts, job_project_number, job_location, job_id)
      ${n} select ${id}, 'r' || ${id}, 'h' || ${id}, 'bound', 't' || cast(i % 50 as text), 'v' || cast(i % 99 as text), '{}',
        'p', 'l', 'x', ${body}, 'U' || cast(i % 40 as text), 'T', 'C', ${at}, ${at}, 1, '1', 'l', ${id} from n`,
    sql`insert into launch_labels (launch_id, key, value)
      ${n} select ${id}, 'team', 'team-' || cast(i % 200 as text) from n`,
    sql`insert into jobs (project_number, location, id, launch_id, target_project, target_location, name, handle,
        display_name, state, state_since, version, create_time, start_time, end_time, error_awaited, restarts,
        misses, gone, observed_at, open, live)
      ${n} select '1', 'l', ${id}, ${id}, 'p', 'l', ${id}, ${id}, 'x', 'SUCCEEDED', ${at}, 1, ${at}, ${at}, ${at},
        0, 0, 0, 0, ${at}, 0, 0 from n`,
    sql`insert into threads (id, channel, launch_id, requester, root_ts, roots, card_wanted, card_shown, attempts,
        parked_told, last_seq, urgent)
      ${n} select ${id}, 'C', ${id}, 'U', '1.0', 1, 0, 0, 0, 0, 3, 0 from n`,
    sql`insert into updates (thread_id, seq, key, payload, urgent, told_at, sent_ts)
      ${n} select ${id}, 1, 'k', '{}', 0, ${at}, '1.0' from n`,
    sql`insert into cancels (id, request_key, state, handle, launch_id, asker_user, asker_team, asker_channel, requested_at, attempts)
      ${n} select ${id}, ${id}, 'done', ${id}, ${id}, 'U', 'T', 'C', ${at}, 1 from n`,
    sql`insert into votes (id, request_key, state, verdict, launch_id, handle, spec_hash, asker_user, asker_team,
        asker_channel, at_home, requested_at)
      ${n} select ${id}, ${id}, 'done', 'approved', ${id}, ${id}, 'x', 'U', 'T', 'C', 0, ${at} from n`,
    sql`insert into watches (id, request_key, state, criterion, asker_user, asker_team, asker_channel, at_home, requested_at,
        since, begun, unseen, told, attempts)
      ${n} select ${id}, ${id}, 'ended', '{}', 'U', 'T', 'C', 0, ${at}, 0, 1, '[]', 0, 0 from n`,
    sql`insert into watch_jobs (watch_id, target_project, target_location, project_number, location, id, state, create_time, seen)
      ${n} select ${id}, 'p', 'l', '1', 'l', ${id}, 'left', 0, '{}' from n`,
    sql`insert into audit (key, at, actor, verb, subject, channel, detail, outcome, completed_at)
      ${n} select ${id}, ${at}, 'U', 'launch', ${id}, 'C', '{}', 'x', ${at} from n`,
  ];
  for (const statement of statements) await statement.execute(db);
  if (dialect === 'postgres') await sql`analyze`.execute(db);
}
