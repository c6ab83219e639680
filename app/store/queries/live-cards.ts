// What live jobs burn: their few columns that say so, however many run.

import { z } from 'zod';
import type { Burner } from '../../domain/launch/burn.ts';
import { launchStates } from '../../domain/launch/launch.ts';
import type { LiveQuery } from '../../usecase/ports/store/cards.ts';
import type { Context } from '../db/context.ts';
import { optional, pieces } from '../db/rows.ts';
import { estimateColumn } from '../repositories/launch/estimates.ts';
import { runColumns, runRow } from '../repositories/run-row.ts';
import { matching } from './card-conditions.ts';

const launchRow = z
  .object({
    id: z.string(),
    origin: optional(z.literal('watched')),
    state: z.enum(launchStates),
    template_name: z.string(),
    target_project: z.string(),
    target_location: z.string(),
    asker_user: z.string(),
    estimate: estimateColumn,
    requested_at: z.number(),
  })
  .transform((row): Burner['launch'] => ({
    id: row.id,
    origin: row.origin,
    state: row.state,
    template: { name: row.template_name },
    target: { project: row.target_project, location: row.target_location },
    requester: { userId: row.asker_user },
    estimate: row.estimate,
    requestedAt: row.requested_at,
  }));

/** All that is live and matches, and how many more there are that aren't seen. */
export async function readLive(
  { db }: Context,
  query: LiveQuery,
): Promise<{ readonly burners: readonly Burner[]; readonly hidden: number }> {
  const rows = await matching(db.selectFrom('launches'), query)
    .select([
      'id',
      'origin',
      'state',
      'template_name',
      'target_project',
      'target_location',
      'asker_user',
      'estimate',
      'requested_at',
    ])
    .execute();
  const launches = rows.map((row) => launchRow.parse(row));
  const jobs = new Map<string, Burner['job']>();
  for (const some of pieces(launches.map(({ id }) => id))) {
    const found = await db
      .selectFrom('jobs')
      .where('launch_id', 'in', some)
      .select(['launch_id', ...runColumns])
      .execute();
    for (const row of found) jobs.set(row.launch_id, runRow.parse(row));
  }
  const burners = launches.map((launch) => ({ launch, job: jobs.get(launch.id) }));
  if (query.seenBy === undefined) return { burners, hidden: 0 };
  const { all } = await matching(db.selectFrom('launches'), { ...query, seenBy: undefined })
    .select(({ fn }) => fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow();
  return { burners, hidden: all - burners.length };
}
