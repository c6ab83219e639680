// The outbox. Invariants: an update gets its number under its thread's row lock, in the transaction
// that queues it, so the order is the order of commits; and whoever releases a thread checks for
// updates queued meanwhile, so no wake-up is lost.

import { sql } from 'kysely';
import { goesFirst } from '../../../domain/notification/digest.ts';
import type { Thread } from '../../../domain/notification/thread.ts';
import type { Threads } from '../../../usecase/ports/store/threads.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { claimDue, released, underLease } from '../../db/leases.ts';
import { requestedAt } from '../../db/requested-at.ts';
import { unindexed } from '../../db/unindexed.ts';
import { pieces, toFlag, toJson } from '../../db/rows.ts';
import type { ThreadTable } from '../../schema/threads.ts';
import { progress, threadRow } from './thread-row.ts';
import { anyAhead, hasTurn, nextTurnAt, threadTurns } from './thread-turns.ts';
import { createUpdates } from './updates.ts';

/** The threads table. */
export function createThreads(context: Context): Threads {
  const { db, now } = context;
  const rows = () => db.selectFrom('threads').selectAll();
  const write = (id: string) => db.updateTable('threads').where('id', '=', id);
  const updates = createUpdates(context);

  /** Makes a thread due now, unless it pauses after a failed, uncertain or refused send. */
  const dueNow = (card: 'as it is' | 'anew') => ({
    card_wanted: sql<number>`card_wanted + ${card === 'anew' ? 1 : 0}`,
    due_at: sql<number>`case
      when due_at is null then ${now}
      when due_at > ${now} and delivery is null and attempts = 0 and parked is null then ${now}
      else due_at end`,
  });

  async function markDue(
    id: string,
    extra: Partial<Pick<ThreadTable, 'last_seq' | 'urgent'>> = {},
  ) {
    await write(id)
      .set({ ...dueNow('anew'), ...extra })
      .execute();
  }

  /**
   * Makes a thread due if anything is left to send. Asked after the row was written and so locked,
   * so nobody can queue in between.
   */
  async function dueIfWanting(id: string): Promise<void> {
    const waiting = db
      .selectFrom('updates')
      .select('seq')
      .where('thread_id', '=', id)
      .where('sent_ts', 'is', null)
      .where('held_at', 'is', null)
      // The delivery that just ended marks or frees its own updates in the same transaction.
      .where('delivery_id', 'is', null);
    await db
      .updateTable('threads')
      .set({ due_at: now })
      .where('id', '=', id)
      .where((eb) =>
        eb.or([
          eb('root_ts', 'is', null),
          eb('delivery', 'is not', null),
          eb('card_shown', '<', eb.ref('card_wanted')),
          eb.exists(waiting),
        ]),
      )
      .execute();
  }

  return {
    async insert(thread) {
      const isFirst = thread.digest !== undefined && goesFirst(thread.digest);
      const row = await db
        .insertInto('threads')
        .values(() => ({
          ...progress(thread, now),
          // From now on it waits for its first turn.
          served_at: isFirst ? 0 : now,
          id: thread.id,
          channel: thread.channel,
          launch_id: thread.launchId ?? null,
          requested_at: thread.launchId === undefined ? null : requestedAt(thread.launchId),
          digest: toJson(thread.digest),
          requester: thread.requesterId,
          card_wanted: thread.cardWanted,
          last_seq: 0,
          urgent: toFlag(isFirst),
          ...released(now),
        }))
        .onConflict((conflict) => conflict.columns(['channel', 'launch_id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row && threadRow.parse(row);
    },
    async ofLaunch(launchId) {
      const found = await rows().where('launch_id', '=', launchId).orderBy('id').execute();
      return found.map((row) => threadRow.parse(row));
    },
    async ofLaunches(launchIds) {
      const found: Thread[] = [];
      for (const some of pieces(launchIds)) {
        const matching = await rows().where('launch_id', 'in', some).orderBy('id').execute();
        found.push(...matching.map((row) => threadRow.parse(row)));
      }
      return found;
    },
    async byRoot(channel, rootTs) {
      const row = await rows()
        .where('channel', '=', channel)
        .where('root_ts', '=', rootTs)
        .executeTakeFirst();
      return row && threadRow.parse(row);
    },
    async tell(threadId, key, update, { urgent, suppressed = false, digest }) {
      const thread = await forUpdate(
        context,
        db.selectFrom('threads').select(['last_seq', 'urgent']).where('id', '=', threadId),
      ).executeTakeFirstOrThrow();
      const seq = thread.last_seq + 1;
      if (!(await updates.add({ threadId, seq, key, update, urgent, suppressed, digest })))
        return false;
      await markDue(threadId, { last_seq: seq, urgent: urgent && !suppressed ? 1 : thread.urgent });
      return true;
    },
    async moveTo(launchId, next, prefix) {
      const moved = rows().where('launch_id', '=', launchId);
      for (const { id } of await forUpdate(context, moved).execute()) {
        await updates.prefix(id, prefix);
        await db
          .updateTable('threads')
          .set(() => ({ launch_id: next, requested_at: requestedAt(next) }))
          .where('id', '=', id)
          .execute();
        await markDue(id);
      }
    },
    refreshCard: (threadId) => markDue(threadId),
    async claimDue(limit, leaseMs) {
      const table = 'threads';
      const only = hasTurn(context);
      return claimDue(context, { table, row: threadRow, limit, leaseMs, order: threadTurns, only });
    },
    anyAhead: (thread) => anyAhead(context, thread),
    recentChanges: (threadId, since, most) => updates.recentChanges(threadId, since, most),
    updateOf: (threadId, key) => updates.get(threadId, key),
    open: (threadId, limit) => updates.open(threadId, limit),
    told: (threadId, key) => updates.told(threadId, key),
    sentAs: (deliveryId) => updates.sentAs(deliveryId),
    async attach(threadId, updateIds, deliveryId, lease) {
      const thread = await forUpdate(
        context,
        rows().where('id', '=', threadId).where('lease_token', '=', lease.token),
      ).executeTakeFirst();
      if (thread === undefined) return false;
      await updates.attach(threadId, updateIds, deliveryId);
      return true;
    },
    async detach(deliveryId) {
      const ids = await updates.detach(deliveryId);
      if (ids.length === 0) return;
      await db.updateTable('threads').set(dueNow('as it is')).where('id', 'in', ids).execute();
    },
    async markSent(deliveryId, ts, possiblyRepeated) {
      const told = await updates.markSent(deliveryId, ts, possiblyRepeated);
      for (const id of new Set(told.map(({ threadId }) => threadId))) {
        const urgent = toFlag(await updates.anyUrgent(id));
        await write(id).set({ urgent }).execute();
      }
      return told;
    },
    async release(thread, dueAt, lease) {
      const isOurs = await underLease(
        write(thread.id).set({ ...progress(thread, now), ...released(dueAt) }),
        lease,
      );
      if (!isOurs) return false;
      if (dueAt === undefined) await dueIfWanting(thread.id);
      return true;
    },
    saveUnderLease: (thread, lease) =>
      underLease(write(thread.id).set(progress(thread, now)), lease),
    forget: (threadId, lease) =>
      underLease(db.deleteFrom('threads').where('id', '=', threadId), lease),
    async renew(threadId, lease, leaseMs) {
      const { deadline } = context.newLease(leaseMs);
      const isOurs = await underLease(
        write(threadId).set({ lease_until: now + Math.ceil(leaseMs) }),
        lease,
      );
      return isOurs ? { token: lease.token, deadline } : undefined;
    },
    async unpark(channel) {
      await db
        .updateTable('threads')
        .set({ due_at: now })
        .where(unindexed('channel'), '=', channel)
        .where('parked', 'is not', null)
        .execute();
    },
    nextDueAt: () => nextTurnAt(context),
    countOpen: () => updates.count(),
    countWaiting: (threadId) => updates.count(threadId),
  };
}
