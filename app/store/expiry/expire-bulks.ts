import { sql } from 'kysely';
import type { Reached } from '../../domain/retention/retention.ts';
import type { Context } from '../db/context.ts';
import { keepRequests } from '../db/expired-requests.ts';
import { nextRows, type Step } from './step.ts';

/** Questions about cancelling many, with what they showed, unless their jobs are still awaited. */
export async function expireBulks(context: Context, step: Step): Promise<Reached | undefined> {
  const { db, now } = context;
  const rows = await nextRows(context, step, { table: 'bulks', at: 'requested_at', id: 'id' });
  let reached = step.reached;
  for (const row of rows) {
    const over = sql`id = ${row.id} and state in ('asked', 'left', 'done')
      and (lease_until is null or lease_until <= ${now})`;
    const found = await sql`select id from bulks where ${over}`.execute(db);
    if (found.rows.length > 0) {
      await sql`delete from bulk_jobs where bulk_id = ${row.id}`.execute(db);
      await keepRequests(context, 'bulks', over);
      await sql`delete from bulks where ${over}`.execute(db);
      // Each may have thousands of jobs, so one is enough for a step.
      return row;
    }
    reached = row;
  }
  return rows.length < step.limit ? undefined : reached;
}
