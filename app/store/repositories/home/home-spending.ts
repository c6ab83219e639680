import { sql } from 'kysely';
import { z } from 'zod';
import type { PaidJob } from '../../../domain/home/spending.ts';
import { estimateColumn } from '../launch/estimates.ts';
import type { Context } from '../../db/context.ts';
import { runColumns, runRow } from '../run-row.ts';

const ofRow = z
  .object({ asker_user: z.string(), origin: z.string().nullable(), estimate: estimateColumn })
  .transform(({ asker_user, origin, estimate }): Pick<PaidJob, 'requesterId' | 'estimate'> => ({
    // A watched job has no owner.
    requesterId: origin === null ? asker_user : '',
    estimate,
  }));

/**
 * Jobs running at or after `since`. Two look-ups, since few rows are live or recent and many exist.
 */
export async function readPaid({ db }: Context, since: number): Promise<readonly PaidJob[]> {
  const paid = db
    .selectFrom('jobs')
    .innerJoin('launches', 'launches.id', 'jobs.launch_id')
    .where('jobs.start_time', 'is not', null)
    .select(['launches.asker_user', 'launches.origin', 'launches.estimate', ...runColumns]);
  const rows = await paid
    .where('jobs.state_since', '>=', since)
    .unionAll(
      paid
        .where('jobs.live', '=', sql.lit(1))
        // A sum, or SQLite would go through all that ever ended by this time.
        .where(sql`jobs.state_since + 0`, '<', since),
    )
    .execute();
  return rows.map((row) => ({ ...ofRow.parse(row), ...runRow.parse(row) }));
}
