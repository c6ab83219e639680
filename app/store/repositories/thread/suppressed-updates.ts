// Suppressed updates: rows of the outbox that no message tells, shown on request.

import type {
  Suppressed,
  SuppressedQuery,
} from '../../../usecase/ports/store/suppressed-updates.ts';
import type { Context } from '../../db/context.ts';
import { readUpdate } from './updates.ts';

/** Queries for suppressed updates. */
export function createSuppressed({ db, now }: Context): Suppressed {
  const some = (where: SuppressedQuery) => {
    const suppressed = db
      .selectFrom('updates')
      .innerJoin('threads', 'threads.id', 'updates.thread_id')
      .where('updates.held_at', 'is not', null);
    return 'threadId' in where
      ? suppressed.where('updates.thread_id', '=', where.threadId)
      : suppressed
          .where('threads.channel', '=', where.channel)
          .where('updates.held_at', '>', where.since);
  };

  return {
    async fateOf(threadId, key) {
      const row = await db
        .selectFrom('updates')
        .select('held_at')
        .where('thread_id', '=', threadId)
        .where('key', '=', key)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return row.held_at === null ? 'told' : 'suppressed';
    },
    async count(where) {
      const { updates, launches } = await some(where)
        .select(({ fn }) => [
          fn.countAll<number>().as('updates'),
          fn.count<number>('threads.launch_id').distinct().as('launches'),
        ])
        .executeTakeFirstOrThrow();
      return { updates, launches };
    },
    async list(where, limit) {
      const rows = await some(where)
        .select(['threads.launch_id', 'updates.held_at', 'updates.payload'])
        .orderBy('updates.held_at', 'desc')
        .orderBy('updates.thread_id')
        .orderBy('updates.seq', 'desc')
        .limit(limit)
        .execute();
      return rows.flatMap(({ launch_id: launchId, held_at, payload }) =>
        launchId === null ? [] : [{ launchId, at: held_at ?? now, update: readUpdate(payload) }],
      );
    },
  };
}
