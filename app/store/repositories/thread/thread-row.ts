// A thread as its row.

import { z } from 'zod';
import { digestSchema } from '../../../domain/notification/digest.ts';
import type { Delivery, Thread } from '../../../domain/notification/thread.ts';
import { notAfter } from '../../db/redate.ts';
import { flag, json, optional, storable, toFlag, toJson } from '../../db/rows.ts';

const deliverySchema: z.ZodType<Delivery> = z.object({
  id: z.string(),
  what: z.enum(['root', 'reply', 'amend', 'card']),
  messageTs: z.string().optional(),
  cardVersion: z.number(),
  claimedAt: z.number(),
  inDoubt: z.boolean(),
  possiblyRepeated: z.boolean(),
});

/** A row of the threads table. */
export const threadRow = z
  .object({
    id: z.string(),
    channel: z.string(),
    launch_id: optional(z.string()),
    digest: optional(json(digestSchema)),
    requester: z.string(),
    root_ts: optional(z.string()),
    roots: z.number(),
    card_wanted: z.number(),
    card_shown: z.number(),
    delivery: optional(json(deliverySchema)),
    attempts: z.number(),
    parked: optional(z.string()),
    parked_since: optional(z.number()),
    parked_told: flag,
    root_repeated: flag,
    served_at: optional(z.number()),
    replied_at: optional(z.number()),
  })
  .transform((row): Thread => ({
    id: row.id,
    channel: row.channel,
    launchId: row.launch_id,
    digest: row.digest,
    requesterId: row.requester,
    rootTs: row.root_ts,
    roots: row.roots,
    cardWanted: row.card_wanted,
    cardShown: row.card_shown,
    delivery: row.delivery,
    attempts: row.attempts,
    parked: row.parked,
    parkedSince: row.parked_since,
    parkedTold: row.parked_told,
    rootRepeated: row.root_repeated,
    servedAt: row.served_at,
    repliedAt: row.replied_at,
  }));

/**
 * The columns that a delivery writes. `card_wanted` belongs to whoever changes the card, with or
 * without a lease.
 */
export function progress(thread: Thread, now: number) {
  const { delivery } = thread;
  return storable({
    root_ts: thread.rootTs ?? null,
    roots: thread.roots,
    card_shown: thread.cardShown,
    delivery: toJson(delivery && { ...delivery, claimedAt: notAfter(now, delivery.claimedAt) }),
    attempts: thread.attempts,
    parked: thread.parked ?? null,
    parked_since: thread.parkedSince ?? null,
    parked_told: toFlag(thread.parkedTold),
    root_repeated: toFlag(thread.rootRepeated ?? false),
    served_at: notAfter(now, thread.servedAt) ?? null,
    replied_at: notAfter(now, thread.repliedAt) ?? null,
  });
}
