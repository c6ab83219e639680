import type { RateBudgets } from '../../usecase/ports/store/rate-budgets.ts';
import type { Context } from '../db/context.ts';

/** The budgets table. */
export function createRateBudgets({ db, now }: Context): RateBudgets {
  async function freeAt(key: string): Promise<number> {
    const row = await db
      .selectFrom('budgets')
      .select('free_at')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.free_at ?? now;
  }

  return {
    async take(key, intervalMs) {
      if (intervalMs > 0) {
        const next = now + Math.ceil(intervalMs);
        const taken = await db
          .insertInto('budgets')
          .values({ key, free_at: next })
          .onConflict((conflict) =>
            conflict
              .column('key')
              .doUpdateSet({ free_at: next })
              .where('budgets.free_at', '<=', now),
          )
          .returning('key')
          .executeTakeFirst();
        if (taken !== undefined) return { taken: true };
      }
      // Without an interval this only asks, so no row is inserted or locked.
      const free = await freeAt(key);
      return intervalMs > 0 || free > now
        ? { taken: false, freeAt: Math.max(free, now) }
        : { taken: true };
    },
    async close(key, until) {
      const free_at = Math.ceil(until);
      await db
        .insertInto('budgets')
        .values({ key, free_at })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ free_at }).where('budgets.free_at', '<', free_at),
        )
        .execute();
    },
  };
}
