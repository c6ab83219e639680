import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../db/context.ts';

const channelRow = z.object({ channel: z.string() }).transform(({ channel }) => channel);

/**
 * The channels of all launches and their threads; digests and notices show no card. There are few
 * channels and many rows, so each channel is found in an index after the one before. Neither
 * database does that by itself for a DISTINCT.
 */
export async function readChannels({ db }: Context): Promise<readonly string[]> {
  const { rows } = await sql`
    with recursive
      a(channel) as (
        select min(channel) from threads where launch_id is not null
        union all
        select (
          select min(channel) from threads where channel > a.channel and launch_id is not null
        ) from a
        where a.channel is not null
      ),
      b(channel) as (
        select min(asker_channel) from launches
        union all
        select (select min(asker_channel) from launches where asker_channel > b.channel) from b
        where b.channel is not null
      )
    select channel from a where channel is not null
    union
    select channel from b where channel is not null`.execute(db);
  return rows.map((row) => channelRow.parse(row));
}
