// Deletes launches that are over, with everything that hangs on them. Invariants: a launch goes
// only if nothing can happen to it any more and nobody is still to be told of it, and its cost is in no budget; what is left of
// it is recorded in the same transaction.

import { sql } from 'kysely';
import { z } from 'zod';
import { monthOf } from '../../domain/budget/standing.ts';
import type { LaunchState } from '../../domain/launch/launch.ts';
import type { Reached } from '../../domain/retention/retention.ts';
import { forUpdate, type Context } from '../db/context.ts';
import { keepRequests } from '../db/expired-requests.ts';
import { nextRows, reachedBy, type Step } from './step.ts';

/** Whether a launch in this state may go; one that is bound goes by its job. */
const isOver: Readonly<Record<LaunchState, boolean>> = {
  // A question that nobody answered. Nothing was sent.
  held: true,
  refused: true,
  failed: true,
  locked: true,
  blocked: true,
  denied: true,
  expired: true,
  cancelled: true,
  dropped: true,
  bound: false,
  requested: false,
  waiting: false,
  accepted: false,
  submitting: false,
  doubt: false,
  unknown: false,
};

const statesOver = Object.entries(isOver).flatMap(([state, over]) => (over ? [state] : []));
const statesUnderWay = Object.entries(isOver).flatMap(([state, over]) =>
  over || state === 'bound' ? [] : [state],
);

/** Its job may still turn up, for as long as Vertex AI may run one and some. */
const mayTurnUp = ['dropped', 'failed'] satisfies readonly LaunchState[];
const turnsUpWithinMs = 30 * 86_400_000;

const goingRow = z.object({
  id: z.string(),
  origin: z.string().nullable(),
  handle: z.string(),
  request_key: z.string(),
  job_project_number: z.string().nullable(),
  job_location: z.string().nullable(),
  job_id: z.string().nullable(),
  asker_user: z.string(),
  asker_channel: z.string(),
  requested_at: z.number(),
});
type Going = z.output<typeof goingRow>;

/** One step. */
export async function expireLaunches(context: Context, step: Step): Promise<Reached | undefined> {
  const order = { table: 'launches', at: 'requested_at', id: 'id', idDescends: true };
  const rows = await nextRows(context, step, order);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    // Whoever tells a thread something or gives a job a card locks these first. At read committed,
    // the next statement sees what they committed.
    for (const table of ['threads', 'jobs'] as const) {
      if (!context.rowLocks) break;
      const locked = context.db.selectFrom(table).select('launch_id').where('launch_id', 'in', ids);
      await forUpdate(context, locked).execute();
    }
    await remove(context, await readGoing(context, ids, step.before));
  }
  return reachedBy(rows, step);
}

async function readGoing(
  { db, now }: Context,
  ids: readonly string[],
  before: number,
): Promise<readonly Going[]> {
  // What a job cost counts in the budgets of its month, however soon jobs expire.
  const jobsBefore = Math.min(before, monthOf(now));
  const { rows } = await sql`
    select id, origin, handle, request_key, job_project_number, job_location, job_id, asker_user,
      asker_channel, requested_at
    from launches
    where id in (${sql.join(ids)})
      and due_at is null and (lease_until is null or lease_until <= ${now})
      and coalesce(submitted_at, requested_at) < ${before}
      and (
        (job_id is null and state in (${sql.join(statesOver)})
          and (state not in (${sql.join(mayTurnUp)})
            or coalesce(submitted_at, requested_at) < ${now - turnsUpWithinMs}))
        or (state = 'bound' and exists (
          select 1 from jobs where jobs.launch_id = launches.id
            and jobs.open = 0 and jobs.live = 0 and jobs.observed_at < ${jobsBefore}
        ))
      )
      and not exists (
        select 1 from threads where threads.launch_id = launches.id and (
          threads.due_at is not null or threads.lease_until > ${now}
          or threads.delivery is not null or threads.parked is not null
          or exists (
            select 1 from updates where updates.thread_id = threads.id and (
              updates.told_at >= ${before}
              or (updates.sent_ts is null and updates.held_at is null)
            )
          )
        )
      )
      and not exists (
        select 1 from cancels where cancels.launch_id = launches.id
          and cancels.state in ('requested', 'accepted')
      )
      and not exists (
        select 1 from votes where votes.launch_id = launches.id and votes.state = 'requested'
      )
      and not exists (select 1 from log_tails where log_tails.id = launches.id)
      and not exists (select 1 from use_tails where use_tails.id = launches.id)
      and not exists (select 1 from pledges where pledges.request_key = launches.request_key)
      and not exists (
        select 1 from watch_jobs where watch_jobs.id = launches.job_id
          and watch_jobs.project_number = launches.job_project_number
          and watch_jobs.location = launches.job_location
          and watch_jobs.state in ('asked', 'held', 'waiting')
          and exists (
            select 1 from watches where watches.id = watch_jobs.watch_id
              and watches.state in ('requested', 'asking', 'active')
          )
      )
      and not exists (
        select 1 from launches as later where later.state in (${sql.join(statesUnderWay)})
          and ((later.repeats is not null and later.repeats = launches.id)
            or (later.rerun_of is not null and later.rerun_of = launches.id))
      )`.execute(db);
  return rows.map((row) => goingRow.parse(row));
}

async function remove({ db, now }: Context, going: readonly Going[]): Promise<void> {
  const ids = going.map(({ id }) => id);
  if (ids.length === 0) return;
  const threads = await db
    .selectFrom('threads')
    .select(['id', 'channel', 'launch_id'])
    .where('launch_id', 'in', ids)
    .execute();
  const channelsOf = (one: Going) => [
    ...new Set([
      one.asker_channel,
      ...threads.filter((thread) => thread.launch_id === one.id).map(({ channel }) => channel),
    ]),
  ];
  const left = going.map((one) => ({
    id: one.id,
    handle: one.handle,
    request_key: one.request_key,
    job_project_number: one.job_project_number,
    job_location: one.job_location,
    job_id: one.job_id,
    owner: one.origin === null ? one.asker_user : null,
    channels: JSON.stringify(channelsOf(one)),
    requested_at: one.requested_at,
    expired_at: now,
  }));
  await db.insertInto('expired_launches').values(left).execute();
  const threadIds = threads.map(({ id }) => id);
  if (threadIds.length > 0) {
    await db.deleteFrom('updates').where('thread_id', 'in', threadIds).execute();
    await db.deleteFrom('threads').where('id', 'in', threadIds).execute();
  }
  for (const one of going) await forgetSeen(db, one);
  for (const table of ['votes', 'cancels'] as const) {
    await keepRequests({ db }, table, sql`launch_id in (${sql.join(ids)})`);
  }
  await db.deleteFrom('votes').where('launch_id', 'in', ids).execute();
  await db.deleteFrom('guards').where('id', 'in', ids).execute();
  await db.deleteFrom('cancels').where('launch_id', 'in', ids).execute();
  await db.deleteFrom('jobs').where('launch_id', 'in', ids).execute();
  await db.deleteFrom('launch_labels').where('launch_id', 'in', ids).execute();
  await db.deleteFrom('launches').where('id', 'in', ids).execute();
}

/** From now on, what is left of the launch tells watches that they know its job. */
async function forgetSeen(
  db: Context['db'],
  { job_project_number: projectNumber, job_location: location, job_id: id }: Going,
): Promise<void> {
  if (projectNumber === null || location === null || id === null) return;
  await db
    .deleteFrom('watch_jobs')
    .where('id', '=', id)
    .where('project_number', '=', projectNumber)
    .where('location', '=', location)
    .execute();
}
