// Deletes what is over apart from launches. None of it is referred to any more.

import { sql } from 'kysely';
import type { Reached } from '../../domain/retention/retention.ts';
import type { Context } from '../db/context.ts';
import { keepRequests } from '../db/expired-requests.ts';
import { nextRows, reachedBy, type Step } from './step.ts';

const free = (now: number) =>
  sql`due_at is null and (lease_until is null or lease_until <= ${now})`;

/** Cancels that were refused or are done, and whose launch has expired or never was. */
export async function expireCancels(context: Context, step: Step): Promise<Reached | undefined> {
  const rows = await nextRows(context, step, { table: 'cancels', at: 'requested_at', id: 'id' });
  if (rows.length > 0) {
    const over = sql`id in (${sql.join(rows.map(({ id }) => id))})
        and state in ('refused', 'done') and ${free(context.now)}
        and not exists (select 1 from launches where launches.id = cancels.launch_id)`;
    await keepRequests(context, 'cancels', over);
    await sql`delete from cancels where ${over}`.execute(context.db);
  }
  return reachedBy(rows, step);
}

/** Watches that have ended, after all jobs that they saw. */
export async function expireWatches(context: Context, step: Step): Promise<Reached | undefined> {
  const { db, now } = context;
  const rows = await nextRows(context, step, { table: 'watches', at: 'requested_at', id: 'id' });
  let left = step.limit;
  let reached = step.reached;
  for (const row of rows) {
    const over = sql`select id from watches
      where id = ${row.id} and state in ('refused', 'ended') and ${free(now)}`;
    if ((await over.execute(db)).rows.length > 0) {
      const { numAffectedRows: deleted = 0n } = await sql`delete from watch_jobs
        where watch_id = ${row.id} and id in (
          select id from watch_jobs where watch_id = ${row.id} limit 0 + ${left}
        )`.execute(db);
      left -= Number(deleted);
      // There may be more: the next step goes on with the same watch.
      if (left <= 0) return reached ?? { at: 0, id: '' };
      await keepRequests(context, 'watches', sql`id = ${row.id}`);
      await sql`delete from watches where id = ${row.id}`.execute(db);
    }
    reached = row;
  }
  return reachedBy(rows, step);
}

/** When a root was posted; NaN if it wasn't. Slack's ts is a time. */
const postedAt = (row: { readonly root_ts: string | null }): number =>
  row.root_ts === null ? NaN : Number(row.root_ts) * 1_000;

/** Digests, and other threads without a launch, once everything in them is told. */
export async function expireDigests(context: Context, step: Step): Promise<Reached | undefined> {
  const { db, now, rowLocks } = context;
  const { rows } = await sql<{ id: string; root_ts: string | null }>`
    select id, root_ts from threads
    where launch_id is null and id > ${step.reached?.id ?? ''}
    order by id limit 0 + ${step.limit}
    ${sql.raw(rowLocks ? 'for update skip locked' : '')}`.execute(db);
  const posted = rows.filter((row) => postedAt(row) < step.before).map(({ id }) => id);
  if (posted.length > 0) {
    const over = await sql<{ id: string }>`select id from threads
      where id in (${sql.join(posted)}) and ${free(now)}
        and delivery is null and parked is null
        and coalesce(served_at, 0) < ${step.before} and coalesce(replied_at, 0) < ${step.before}
        and not exists (
          select 1 from updates where updates.thread_id = threads.id and (
            updates.told_at >= ${step.before}
            or (updates.sent_ts is null and updates.held_at is null)
          )
        )
        and not exists (
          select 1 from updates where updates.digest is not null and updates.digest = threads.id
        )`.execute(db);
    const ids = over.rows.map(({ id }) => id);
    if (ids.length > 0) {
      await db.deleteFrom('updates').where('thread_id', 'in', ids).execute();
      await db.deleteFrom('threads').where('id', 'in', ids).execute();
    }
  }
  return reachedBy(
    rows.map(({ id }) => ({ at: 0, id })),
    step,
  );
}

/** Versions of templates that no launch was made from. Who uses one again stores it again. */
export async function expireVersions(context: Context, step: Step): Promise<Reached | undefined> {
  const order = { table: 'template_versions', at: 'first_used_at', id: 'name' };
  const rows = await nextRows(context, step, order);
  for (const { at, id: name } of rows) {
    await sql`delete from template_versions
      where name = ${name} and first_used_at = ${at}
        and not exists (
          select 1 from launches where launches.template_name = template_versions.name
            and launches.template_version = template_versions.version
        )`.execute(context.db);
  }
  return reachedBy(rows, step);
}

/** Locks that were taken off or have run out. */
export async function expireLocks({ db }: Context, { before }: Step): Promise<undefined> {
  await sql`delete from locks where coalesce(ended_at, until) < ${before}`.execute(db);
}

/** Audit rows, whatever they are about. One whose act has no result yet stays until it has. */
export async function expireAudit(context: Context, step: Step): Promise<Reached | undefined> {
  const rows = await nextRows(context, step, { table: 'audit', at: 'at', id: 'key' });
  const keys = rows.map(({ id }) => id);
  if (keys.length > 0) {
    await context.db
      .deleteFrom('audit')
      .where('key', 'in', keys)
      .where('completed_at', 'is not', null)
      .execute();
  }
  return reachedBy(rows, step);
}
