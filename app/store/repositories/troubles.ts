import { z } from 'zod';
import { writeJson } from '../../domain/text/json.ts';
import { troubleKey, troubleSchema } from '../../domain/trouble/trouble.ts';
import type { Troubles } from '../../usecase/ports/store/troubles.ts';
import type { Context } from '../db/context.ts';
import { notAfter } from '../db/redate.ts';
import { json, optional, storable } from '../db/rows.ts';

const troubleRow = z
  .object({
    trouble: json(troubleSchema),
    since: optional(z.number()),
    channel: z.string(),
    at: z.number(),
    thread_id: z.string(),
    posted_as: optional(z.string()),
    found_id: optional(z.string()),
  })
  .transform(({ thread_id: threadId, posted_as, found_id, ...row }) => ({
    ...row,
    threadId,
    // One whose thread is gone was posted long ago, or can't be any more.
    isPosted: posted_as !== undefined || found_id === undefined,
  }));

/** The table of troubles. */
export function createTroubles({ db, now }: Context): Troubles {
  return {
    async noted() {
      const rows = await db
        .selectFrom('troubles')
        .leftJoin('threads', 'threads.id', 'troubles.thread_id')
        .select([
          'troubles.trouble',
          'troubles.since',
          'troubles.channel',
          'troubles.at',
          'troubles.thread_id',
          'threads.root_ts as posted_as',
          'threads.id as found_id',
        ])
        .orderBy('troubles.at')
        .orderBy('troubles.id')
        .execute();
      return rows.flatMap((row) => {
        // A newer bot may have noted a kind that this one doesn't know; that one settles it.
        const { data } = troubleRow.safeParse(row);
        return data === undefined ? [] : [data];
      });
    },
    async note({ trouble, since, channel, at, threadId }) {
      const row = storable({
        trouble: writeJson(trouble),
        since: notAfter(now, since) ?? null,
        channel,
        at: notAfter(now, at),
        thread_id: threadId,
      });
      const noted = await db
        .insertInto('troubles')
        .values({ id: troubleKey(trouble), ...row })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(row).where('troubles.channel', '!=', channel),
        )
        .returning('id')
        .execute();
      return noted.length > 0;
    },
    async settle({ trouble, threadId }) {
      const gone = await db
        .deleteFrom('troubles')
        .where('id', '=', troubleKey(trouble))
        .where('thread_id', '=', threadId)
        .returning('id')
        .execute();
      return gone.length > 0;
    },
  };
}
