// Many launches over half a year, as many as a busy team makes, to read query plans on.

import { sql, type Kysely } from 'kysely';
import type { DialectName } from '../../app/store/db/migrate.ts';
import type { Schema } from '../../app/store/schema/schema.ts';

const day = 86_400_000;

export type Many = {
  readonly count: number;
  /** The newest is of this time, Unix ms. */
  readonly now: number;
  /** The newest ones that are always of the last two weeks, however many there are; undefined: all are spread evenly. */
  readonly recent?: number;
  /** Length of a request body, about. */
  readonly bodyLength?: number;
  /** Says what is inserted, before it is. */
  readonly progress?: (table: string) => void;
};

/**
 * A launch and its job every so often in half a year until `now`, with threads, updates, cancels, votes, a watch's jobs and audit rows.
 * One in twenty failed, one in twenty was cancelled; they are of 40 people, in 20 channels and from 50 templates, and half of the names
 * begin with `train-`.
 */
export async function insertMany(
  db: Kysely<Schema>,
  dialect: DialectName,
  { count, now, recent, bodyLength = 2_000, progress }: Many,
): Promise<void> {
  const n = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})`;
  const id = sql`cast(i as text)`;
  const at = timeOf(count, now, recent);
  const channel = sql`'C' || cast(i % 20 as text)`;
  const name = sql`case when i % 2 = 0 then 'train-' else 'eval-' end || ${id}`;
  const state = sql`case (i / 20) % 20 when 7 then 'FAILED' when 8 then 'CANCELLED' else 'SUCCEEDED' end`;
  const spec = sql.lit(`","jobSpec":{"args":["${'long '.repeat(bodyLength / 5)}"]}}`);
  const statements = [
    sql`insert into launches (id, request_key, handle, state, template_name, template_version, parameters,
        target_project, target_location, name_key, body, asker_user, asker_team, asker_channel, requested_at,
        submitted_at, attempts, job_project_number, job_location, job_id)
      ${n} select ${id}, 'r' || ${id}, 'h' || ${id}, 'bound', 't' || cast(i % 50 as text), 'v' || cast(i % 99 as text), '{}',
        'p', 'l', ${name}, '{"displayName":"' || ${name} || ${spec}, 'U' || cast(i % 40 as text), 'T', ${channel}, ${at}, ${at}, 1,
        '1', 'l', ${id} from n`,
    sql`insert into launch_labels (launch_id, key, value, requested_at)
      ${n} select ${id}, 'team', 'team-' || cast(i % 200 as text), ${at} from n`,
    sql`insert into jobs (project_number, location, id, launch_id, target_project, target_location, name, handle,
        display_name, state, state_since, version, create_time, start_time, end_time, error_awaited, restarts,
        misses, gone, observed_at, open, live, requested_at)
      ${n} select '1', 'l', ${id}, ${id}, 'p', 'l', ${id}, 'h' || ${id}, ${name}, ${state}, ${at}, 1, ${at}, ${at}, ${at},
        0, 0, 0, 0, ${at}, 0, 0, ${at} from n`,
    sql`insert into threads (id, channel, launch_id, requester, root_ts, roots, card_wanted, card_shown, attempts,
        parked_told, last_seq, urgent, requested_at)
      ${n} select ${id}, ${channel}, ${id}, 'U', ${id} || '.0', 1, 0, 0, 0, 0, 3, 0, ${at} from n`,
    sql`insert into updates (thread_id, seq, key, payload, urgent, told_at, sent_ts)
      ${n} select ${id}, 1, 'k', '{"kind":"approval-asked","at":0,"expiresAt":1}', 0, ${at}, '1.0' from n`,
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
    sql`insert into audit (key, at, actor, verb, subject, channel, detail, outcome, completed_at, job, template)
      ${n} select ${id}, ${at}, 'U' || cast(i % 40 as text), 'launch', ${id}, ${channel}, '{}', 'x', ${at}, 'h' || ${id},
        't' || cast(i % 50 as text) from n`,
  ];
  for (const statement of statements) {
    progress?.(/into (\w+)/.exec(statement.compile(db).sql)?.[1] ?? '');
    await statement.execute(db);
  }
  if (dialect === 'postgres') await sql`vacuum analyze`.execute(db);
}

/** When the launch of number `i` was asked for. */
function timeOf(count: number, now: number, recent = 0) {
  const [recentMs, allMs] = [14 * day, 200 * day];
  const spread = (ms: number, among: number) => sql.lit(Math.floor(ms / Math.max(1, among)));
  const age = sql`cast(${sql.lit(count)} - i as bigint)`;
  const old = sql`${sql.lit(now)} - ${sql.lit(recent === 0 ? 0 : recentMs)} - (${age} - ${sql.lit(recent)}) * ${spread(allMs - (recent === 0 ? 0 : recentMs), count - recent)}`;
  const young = sql`${sql.lit(now)} - ${age} * ${spread(recentMs, recent)}`;
  return sql`case when ${age} < ${sql.lit(recent)} then ${young} else ${old} end`;
}
