import { z } from 'zod';
import type { PaidJob } from '../../../domain/home/spending.ts';
import { estimateColumn } from '../launch/estimates.ts';
import type { Context } from '../../db/context.ts';
import { phasesColumn } from '../jobs.ts';
import { flag, optional } from '../../db/rows.ts';

const paidRow = z
  .object({
    asker_user: z.string(),
    origin: z.string().nullable(),
    estimate: estimateColumn,
    state: z.string(),
    state_since: z.number(),
    start_time: optional(z.number()),
    end_time: optional(z.number()),
    restarts: z.number(),
    phases: phasesColumn,
    gone: flag,
  })
  .transform((row): PaidJob => ({
    // A watched job has no owner.
    requesterId: row.origin === null ? row.asker_user : '',
    estimate: row.estimate,
    state: row.state,
    stateSince: row.state_since,
    startTime: row.start_time,
    endTime: row.end_time,
    restarts: row.restarts,
    phases: row.phases,
    gone: row.gone,
  }));

/**
 * Jobs running at or after `since`. Two look-ups, since few rows are live or recent and many exist.
 */
export async function readPaid({ db }: Context, since: number): Promise<readonly PaidJob[]> {
  const paid = db
    .selectFrom('jobs')
    .innerJoin('launches', 'launches.id', 'jobs.launch_id')
    .where('jobs.start_time', 'is not', null)
    .select([
      'launches.asker_user',
      'launches.origin',
      'launches.estimate',
      'jobs.state',
      'jobs.state_since',
      'jobs.start_time',
      'jobs.end_time',
      'jobs.restarts',
      'jobs.phases',
      'jobs.gone',
    ]);
  const rows = await paid
    .where('jobs.state_since', '>=', since)
    .unionAll(paid.where('jobs.live', '=', 1).where('jobs.state_since', '<', since))
    .execute();
  return rows.map((row) => paidRow.parse(row));
}
