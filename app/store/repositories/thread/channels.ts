import { z } from 'zod';
import {
  notificationLevels,
  usualSettings,
  type ChannelSettings,
} from '../../../domain/notification/notification-level.ts';
import type { Channels, DigestDue } from '../../../usecase/ports/store/channels.ts';
import { forUpdate, type Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { flag, optional, storable, toFlag } from '../../db/rows.ts';
import { readUpdate } from './updates.ts';

const channelRow = z
  .object({
    id: z.string(),
    mode: z.enum(notificationLevels),
    broadcast: flag,
    digest_minutes: optional(z.number()),
    digest_zone: optional(z.string()),
    digested_until: optional(z.number()),
    set_by: z.string(),
    set_at: z.number(),
  })
  .transform(({ digest_minutes: minutes, digest_zone: zone, ...row }): DigestDue => ({
    channel: row.id,
    mode: row.mode,
    broadcast: row.broadcast,
    digest: minutes === undefined || zone === undefined ? undefined : { minutes, zone },
    digestedUntil: row.digested_until,
    setBy: row.set_by,
    setAt: row.set_at,
  }));

/** The channels table. A channel with default settings has no row. */
export function createChannels(context: Context): Channels {
  const { db, now, rowLocks } = context;
  const rowOf = (channel: string) =>
    db.selectFrom('channels').selectAll().where('id', '=', channel);
  const settingsIn = (channel: string, row: unknown): ChannelSettings =>
    row === undefined ? usualSettings(channel) : channelRow.parse(row);
  return {
    async get(channel) {
      return settingsIn(channel, await rowOf(channel).executeTakeFirst());
    },
    async lock(channel) {
      // A missing row can't be locked.
      if (rowLocks) {
        const usual = { mode: 'all', broadcast: toFlag(false), set_by: '', set_at: now };
        await db
          .insertInto('channels')
          .values({ id: channel, ...usual, ...released(undefined) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      return settingsIn(channel, await forUpdate(context, rowOf(channel)).executeTakeFirst());
    },
    async set({ channel, mode, broadcast, digest }, by, dueAt) {
      const settings = storable({
        mode,
        broadcast: toFlag(broadcast),
        digest_minutes: digest?.minutes ?? null,
        digest_zone: digest?.zone ?? null,
        set_by: by,
        set_at: now,
      });
      // A digest in progress has the previous settings, so its lease is voided.
      const due = released(dueAt === 'as it is' ? undefined : dueAt);
      const { due_at, ...lease } = due;
      await db
        .insertInto('channels')
        .values({ id: channel, ...settings, ...due })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet(
              dueAt === 'as it is' ? { ...settings, ...lease } : { ...settings, ...lease, due_at },
            ),
        )
        .execute();
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'channels', row: channelRow, limit, leaseMs }),
    async release({ channel, digestedUntil }, dueAt, lease) {
      return underLease(
        db
          .updateTable('channels')
          .set({ digested_until: digestedUntil ?? null, ...released(dueAt) })
          .where('id', '=', channel),
        lease,
      );
    },
    nextDueAt: () => nextDueAt(context, 'channels'),
    async digestWaits(channel) {
      const row = await db
        .selectFrom('threads')
        .select('id')
        .where('channel', '=', channel)
        .where('digest', 'is not', null)
        // Announcements of acts on the channel don't delay a digest.
        .where('digest', 'not like', '{"kind":"settings"%')
        .where('digest', 'not like', '{"kind":"unwatched"%')
        .where('digest', 'not like', '{"kind":"locked"%')
        .where('digest', 'not like', '{"kind":"unlocked"%')
        // Nor do direct messages, which go to one person.
        .where('digest', 'not like', '{"kind":"direct"%')
        .where('root_ts', 'is', null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async told(channel, from, to) {
      const rows = await db
        .selectFrom('updates')
        .innerJoin('threads', 'threads.id', 'updates.thread_id')
        .innerJoin('launches', 'launches.id', 'threads.launch_id')
        .where('threads.channel', '=', channel)
        .where('updates.told_at', '>', from)
        .where('updates.told_at', '<=', to)
        .select(['launches.id', 'launches.handle', 'updates.payload'])
        .orderBy('updates.told_at')
        .orderBy('launches.handle')
        .orderBy('updates.seq')
        .execute();
      return rows.map(({ id, handle, payload }) => ({
        launchId: id,
        handle,
        update: readUpdate(payload),
      }));
    },
  };
}
