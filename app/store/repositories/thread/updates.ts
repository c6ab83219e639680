import { sql } from 'kysely';
import { z } from 'zod';
import type { OpenUpdate, ToldMessage, ToldUpdate } from '../../../domain/notification/thread.ts';
import { writeJson } from '../../../domain/text/json.ts';
import { updateSchema, type Update } from '../../../domain/notification/update.ts';
import type { Context } from '../../db/context.ts';
import { json, optional, toFlag } from '../../db/rows.ts';

const openRow = z
  .object({
    thread_id: z.string(),
    seq: z.number(),
    key: z.string(),
    payload: json(updateSchema),
    delivery_id: optional(z.string()),
    digest: optional(z.string()),
  })
  .transform((row): OpenUpdate => ({
    id: `${row.thread_id}:${row.seq}`,
    seq: row.seq,
    key: row.key,
    update: row.payload,
    digest: row.digest,
    deliveryId: row.delivery_id,
  }));

type NewUpdate = {
  readonly threadId: string;
  readonly seq: number;
  readonly key: string;
  readonly update: Update;
  readonly urgent: boolean;
  readonly suppressed: boolean;
  readonly digest?: string | undefined;
};

/** Parses a stored update. @throws ZodError if it isn't one */
export function readUpdate(payload: string): Update {
  return json(updateSchema).parse(payload);
}

/** The rows of the outbox. An update's id consists of its thread's id and its number. */
export function createUpdates({ db, now }: Context) {
  const waiting = () =>
    db.selectFrom('updates').where('sent_ts', 'is', null).where('held_at', 'is', null);

  return {
    /** False if the thread has an update with this key. */
    async add({
      threadId,
      seq,
      key,
      update,
      urgent,
      suppressed: held,
      digest,
    }: NewUpdate): Promise<boolean> {
      const row = await db
        .insertInto('updates')
        .values({
          thread_id: threadId,
          seq,
          key,
          payload: writeJson(update),
          urgent: toFlag(urgent),
          told_at: now,
          delivery_id: null,
          sent_ts: null,
          possibly_repeated: 0,
          held_at: held ? now : null,
          digest: digest ?? null,
        })
        .onConflict((conflict) => conflict.columns(['thread_id', 'key']).doNothing())
        .returning('seq')
        .executeTakeFirst();
      return row !== undefined;
    },
    /** Puts something in front of the keys of all updates of a thread. */
    async prefix(threadId: string, prefix: string): Promise<void> {
      await sql`update updates set key = ${prefix} || key where thread_id = ${threadId}`.execute(
        db,
      );
    },
    async open(threadId: string, limit: number): Promise<readonly OpenUpdate[]> {
      const rows = await waiting()
        .selectAll()
        .where('thread_id', '=', threadId)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => openRow.parse(row));
    },
    /** The message that told the update with this key, and everything in it. */
    async told(threadId: string, key: string): Promise<ToldMessage | undefined> {
      const ofThread = db.selectFrom('updates').where('thread_id', '=', threadId);
      const row = await ofThread.select('sent_ts').where('key', '=', key).executeTakeFirst();
      const ts = row?.sent_ts ?? undefined;
      if (ts === undefined) return undefined;
      const rows = await ofThread.selectAll().where('sent_ts', '=', ts).orderBy('seq').execute();
      const told = rows.map((one) => openRow.parse(one));
      return {
        ts,
        updates: told.map(({ update }) => update),
        digests: told.flatMap(({ digest }) => digest ?? []),
        possiblyRepeated: rows.some((one) => one.possibly_repeated !== 0),
      };
    },
    async sentAs(deliveryId: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('updates')
        .select('sent_ts')
        .where('delivery_id', '=', deliveryId)
        .where('sent_ts', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return row?.sent_ts ?? undefined;
    },
    async attach(threadId: string, ids: readonly string[], deliveryId: string): Promise<void> {
      const seqs = ids.map((id) => Number(id.slice(threadId.length + 1)));
      if (seqs.length === 0) return;
      await db
        .updateTable('updates')
        .set({ delivery_id: deliveryId })
        .where('thread_id', '=', threadId)
        .where('seq', 'in', seqs)
        .where('sent_ts', 'is', null)
        .where('held_at', 'is', null)
        .execute();
    },
    /** Returns the threads whose updates were freed. */
    async detach(deliveryId: string): Promise<readonly string[]> {
      const rows = await db
        .updateTable('updates')
        .set({ delivery_id: null })
        .where('delivery_id', '=', deliveryId)
        .where('sent_ts', 'is', null)
        .returning('thread_id')
        .execute();
      return [...new Set(rows.map((row) => row.thread_id))];
    },
    async get(threadId: string, key: string): Promise<Update | undefined> {
      const row = await db
        .selectFrom('updates')
        .select('payload')
        .where('thread_id', '=', threadId)
        .where('key', '=', key)
        .executeTakeFirst();
      return row && readUpdate(row.payload);
    },
    /** Returns the updates it told, with their threads. */
    async markSent(
      deliveryId: string,
      ts: string,
      possiblyRepeated: boolean,
    ): Promise<readonly (ToldUpdate & { readonly threadId: string })[]> {
      const rows = await db
        .updateTable('updates')
        .set({ sent_ts: ts, possibly_repeated: toFlag(possiblyRepeated) })
        .where('delivery_id', '=', deliveryId)
        .where('sent_ts', 'is', null)
        .returning(['thread_id', 'key', 'payload'])
        .execute();
      return rows.map(({ thread_id: threadId, key, payload }) => ({
        threadId,
        key,
        update: readUpdate(payload),
      }));
    },
    /** How many changes of its job the thread was told after `since` (Unix ms), at most `most`. */
    async recentChanges(threadId: string, since: number, most: number): Promise<number> {
      const rows = await db
        .selectFrom('updates')
        .select('seq')
        .where('thread_id', '=', threadId)
        .where('told_at', '>', since)
        .where('key', 'like', sql.lit('job:%'))
        .orderBy('seq', 'desc')
        .limit(most)
        .execute();
      return rows.length;
    },
    async anyUrgent(threadId: string): Promise<boolean> {
      const row = await waiting()
        .select('seq')
        .where('thread_id', '=', threadId)
        .where('urgent', '=', 1)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async count(threadId?: string): Promise<number> {
      const some = threadId === undefined ? waiting() : waiting().where('thread_id', '=', threadId);
      const { count } = await some
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}
