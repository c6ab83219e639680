import type { LastRun } from '../../domain/launch/card.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { launchRow } from '../repositories/launch/launch-row.ts';
import type { Context } from '../db/context.ts';

/**
 * The last launch before this one, of the same template and in the same channel, that became a job:
 * whoever may see the one may see the other.
 */
export async function lastRunBefore(
  { db }: Context,
  { id, template, requester: { channel }, requestedAt }: Launch,
): Promise<LastRun | undefined> {
  const row = await db
    .selectFrom('launches')
    .selectAll()
    .where('template_name', '=', template.name)
    .where('asker_channel', '=', channel)
    .where('requested_at', '<=', requestedAt)
    .where('state', '=', 'bound')
    .where('origin', 'is', null)
    .where('id', '!=', id)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const last = launchRow.parse(row);
  const thread = await db
    .selectFrom('threads')
    .select('root_ts')
    .where('launch_id', '=', last.id)
    .where('channel', '=', channel)
    .executeTakeFirst();
  const { handle, target, parameters, maxTimeMs, body, template: its } = last;
  const rootTs = thread?.root_ts ?? undefined;
  return { handle, channel, rootTs, template: its, target, parameters, maxTimeMs, body };
}
