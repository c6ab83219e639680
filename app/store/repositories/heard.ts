import type { Heard } from '../../usecase/ports/store/heard.ts';
import type { Context } from '../db/context.ts';

/** Slack repeats an event for minutes, and with delayed events for a day. */
const keptMs = 7 * 86_400_000;

/** The table of handled messages. */
export function createHeard({ db, now }: Context): Heard {
  return {
    async begin(key) {
      await db
        .deleteFrom('said_messages')
        .where('at', '<', now - keptMs)
        .execute();
      await db
        .insertInto('said_messages')
        .values({ key, at: now, done: 0 })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      const { done } = await db
        .selectFrom('said_messages')
        .select('done')
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return done === 0;
    },
    async finish(key) {
      await db.updateTable('said_messages').set({ done: 1 }).where('key', '=', key).execute();
    },
    async has(key) {
      const row = await db
        .selectFrom('said_messages')
        .select('key')
        .where('key', '=', key)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
