import { sql } from 'kysely';
import { unheardSince } from '../../domain/guard/guard-step.ts';
import type { Guards } from '../../usecase/ports/store/guards.ts';
import type { Context } from '../db/context.ts';
import { guardRow } from '../repositories/guards.ts';

/** The guards of live jobs that could warn nobody, the oldest first. Few have ever been on record as such. */
export async function readUnheard({ db }: Context): ReturnType<Guards['unheard']> {
  const rows = await db
    .selectFrom('guards')
    .innerJoin('launches', 'launches.id', 'guards.id')
    .innerJoin('jobs', 'jobs.launch_id', 'guards.id')
    // A literal: SQLite uses a partial index only for the exact condition it was made with.
    .where('jobs.live', '=', sql.lit(1))
    .where('guards.progress', 'like', '%"stuckAt"%')
    .select([
      'guards.id',
      'guards.rules',
      'guards.progress',
      'guards.extensions',
      'launches.handle',
      'launches.asker_channel',
    ])
    .execute();
  return rows
    .flatMap(({ handle, asker_channel: channel, ...row }) => {
      const since = unheardSince(guardRow.parse(row).progress);
      return since === undefined ? [] : [{ launchId: row.id, handle, channel, since }];
    })
    .toSorted((a, b) => a.since - b.since);
}
