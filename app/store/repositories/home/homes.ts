import { sql } from 'kysely';
import { z } from 'zod';
import type { Home, Homes } from '../../../usecase/ports/store/home.ts';
import type { Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { readNeeds } from './home-needs.ts';
import { readPaid } from './home-spending.ts';
import { notAfter } from '../../db/redate.ts';
import { optional } from '../../db/rows.ts';

const homeRow = z
  .object({
    id: z.string(),
    team_id: z.string(),
    channel: z.string(),
    opened_at: z.number(),
    shown: optional(z.string()),
    mark: optional(z.string()),
    published_at: optional(z.number()),
    attempts: z.number(),
  })
  .transform((row): Home => ({
    userId: row.id,
    teamId: row.team_id,
    channel: row.channel,
    openedAt: row.opened_at,
    shown: row.shown,
    mark: row.mark,
    publishedAt: row.published_at,
    attempts: row.attempts,
  }));

/**
 * The table of Home tabs, with a row per person who ever opened theirs. Only recently opened ones
 * are due.
 */
export function createHomes(context: Context): Homes {
  const { db, now } = context;
  return {
    async open({ userId, teamId, channel, mark }) {
      const opened = { team_id: teamId, channel, opened_at: now, attempts: 0, ...released(now) };
      const isShown = mark !== undefined;
      await db
        .insertInto('homes')
        .values({ id: userId, ...opened, shown: null, mark: mark ?? null, published_at: null })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({
            ...opened,
            mark: mark ?? null,
            // Only Slack's mark says whether it still shows what the bot assumes.
            shown: isShown ? sql`case when homes.mark = ${mark} then homes.shown end` : null,
          }),
        )
        .execute();
    },
    async touch(userId) {
      await db
        .updateTable('homes')
        .set({ opened_at: now, due_at: now })
        .where('id', '=', userId)
        .execute();
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'homes', row: homeRow, limit, leaseMs }),
    async release({ userId, shown, mark, publishedAt, attempts }, dueAt, lease) {
      return underLease(
        db
          .updateTable('homes')
          .set({
            shown: shown ?? null,
            mark: mark ?? null,
            published_at: notAfter(now, publishedAt) ?? null,
            attempts,
            ...released(dueAt),
          })
          .where('id', '=', userId),
        lease,
      );
    },
    nextDueAt: () => nextDueAt(context, 'homes'),
    needs: (userId, since, limit) => readNeeds(context, userId, since, limit),
    paidSince: (since) => readPaid(context, since),
  };
}
