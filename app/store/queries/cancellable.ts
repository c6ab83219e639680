// Which launches a question about many may show.

import { sql, type ExpressionBuilder } from 'kysely';
import { makeWayKey } from '../../domain/launch/ladder.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Whether nobody is cancelling it, and a cancel of many (`outside`) didn't show it. One whose attempt
 * only makes way goes on, so it may be.
 */
export function mayBeCancelled(
  eb: ExpressionBuilder<Schema, 'launches'>,
  outside: string | undefined,
) {
  const shown = eb
    .selectFrom('bulk_jobs')
    .select('bulk_jobs.launch_id')
    .where('bulk_jobs.bulk_id', '=', outside ?? '');
  const makeWay = sql<string>`launches.id || ${makeWayKey('')}`;
  const accepted = eb
    .selectFrom('cancels')
    .select('cancels.id')
    .whereRef('cancels.launch_id', '=', 'launches.id')
    .where('cancels.state', '=', 'accepted');
  const isMeant = eb.exists(accepted.where('cancels.request_key', '!=', makeWay));
  const makesWay = eb.exists(accepted.where('cancels.request_key', '=', makeWay));
  const isEnding = eb.exists(
    eb
      .selectFrom('jobs')
      .select('jobs.id')
      .whereRef('jobs.launch_id', '=', 'launches.id')
      .where('jobs.state', '=', 'CANCELLING'),
  );
  return eb.and([
    eb('launches.id', 'not in', shown),
    eb.not(isMeant),
    eb.or([eb.not(isEnding), makesWay]),
  ]);
}
