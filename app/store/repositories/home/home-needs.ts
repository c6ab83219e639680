// What one person has to resolve or should know, looked up by what is theirs and not among all
// rows.

import { z } from 'zod';
import type { NeedRows } from '../../../usecase/ports/store/home.ts';
import type { Context } from '../../db/context.ts';

const overdueRow = z
  .object({ launch_id: z.string(), requested_at: z.number() })
  .transform(({ launch_id, requested_at }) => ({ launchId: launch_id, askedAt: requested_at }));

const parkedRow = z
  .object({ launch_id: z.string(), channel: z.string(), parked: z.string() })
  .transform(({ launch_id, channel, parked }) => ({ launchId: launch_id, channel, why: parked }));

/** No job waits and runs for longer, so older launches needn't be searched. */
const longestRunMs = 30 * 24 * 60 * 60_000;

const idRow = z.object({ id: z.string() }).transform(({ id }) => id);

/** Reads each kind, newest first. */
export async function readNeeds(
  context: Context,
  userId: string,
  since: { readonly failed: number; readonly parked: number },
  limit: number,
): Promise<NeedRows> {
  return {
    unknown: await readUnknown(context, userId, limit),
    overdue: await readOverdue(context, userId, limit),
    parked: await readParked(context, userId, since.parked, limit),
    failed: await readFailed(context, userId, since.failed, limit),
  };
}

async function readUnknown({ db }: Context, userId: string, limit: number) {
  const rows = await db
    .selectFrom('launches')
    .select('id')
    .where('state', '=', 'unknown')
    .where('asker_user', '=', userId)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => idRow.parse(row));
}

/** Cancels that this person requested, whosever job it is. */
async function readOverdue({ db }: Context, userId: string, limit: number) {
  const rows = await db
    .selectFrom('cancels')
    .select(['launch_id', 'requested_at'])
    .where('due_at', 'is not', null)
    .where('state', '=', 'accepted')
    .where('escalated_at', 'is not', null)
    .where('launch_id', 'is not', null)
    .where('asker_user', '=', userId)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => overdueRow.parse(row));
}

/** A card deleted twice isn't wanted, and a channel closed for longer isn't news. */
async function readParked({ db }: Context, userId: string, since: number, limit: number) {
  const rows = await db
    .selectFrom('threads')
    .select(['launch_id', 'channel', 'parked'])
    .where('parked', 'is not', null)
    .where('parked', '!=', 'root_deleted')
    .where('parked_since', '>=', since)
    .where('launch_id', 'is not', null)
    .where('requester', '=', userId)
    .orderBy('parked_since', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => parkedRow.parse(row));
}

/** Failed at Vertex AI, or refused by it, and not launched again since. */
async function readFailed({ db }: Context, userId: string, since: number, limit: number) {
  const rows = await db
    .selectFrom('launches')
    .leftJoin('jobs', 'jobs.launch_id', 'launches.id')
    .select('launches.id')
    .where('launches.asker_user', '=', userId)
    // A watched job has no owner.
    .where('launches.origin', 'is', null)
    .where('launches.requested_at', '>=', since - longestRunMs)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('jobs.state', 'in', ['FAILED', 'EXPIRED']),
          eb(eb.fn.coalesce('jobs.end_time', 'jobs.state_since'), '>=', since),
        ]),
        eb.and([
          eb('launches.state', '=', 'failed'),
          eb(eb.fn.coalesce('launches.submitted_at', 'launches.requested_at'), '>=', since),
        ]),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('launches as again')
            .select('again.id')
            .whereRef('again.rerun_of', '=', 'launches.id')
            .where('again.state', 'not in', ['held', 'refused']),
        ),
      ),
    )
    .orderBy('launches.requested_at', 'desc')
    .orderBy('launches.id')
    .limit(limit)
    .execute();
  return rows.map((row) => idRow.parse(row));
}
