import type { Context } from '../db/context.ts';
import { isLive } from './card-conditions.ts';

/** How many jobs that a question about many showed are live. */
export async function countLiveOf({ db }: Context, bulkId: string): Promise<number> {
  const { live } = await db
    .selectFrom('launches')
    .where('launches.id', 'in', (jobs) =>
      jobs.selectFrom('bulk_jobs').select('launch_id').where('bulk_id', '=', bulkId),
    )
    .where((eb) => isLive(eb))
    .select(({ fn }) => fn.countAll<number>().as('live'))
    .executeTakeFirstOrThrow();
  return live;
}
