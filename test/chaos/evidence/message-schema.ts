// A message as the Slack server records it, with all its earlier texts.

import { z } from 'zod';

/** Unix ms. */
export const time = z.string().transform((text) => Date.parse(text));

export const messageSchema = z
  .looseObject({
    ts: z.string(),
    channel: z.string(),
    user: z.string().optional(),
    /** On ephemeral messages: the person who sees it. */
    visible_to: z.string().optional(),
    thread_ts: z.string().optional(),
    is_root: z.boolean(),
    deleted: z.boolean(),
    posted_at: time,
    rendered: z.string(),
    metadata: z.looseObject({ event_payload: z.record(z.string(), z.unknown()) }).nullish(),
    edits: z.array(
      z.looseObject({ at: time, before: z.looseObject({ rendered: z.string().default('') }) }),
    ),
  })
  .transform((message) => ({
    ts: message.ts,
    channel: message.channel,
    user: message.user,
    visibleTo: message.visible_to,
    threadTs: message.thread_ts,
    isRoot: message.is_root,
    deleted: message.deleted,
    text: message.rendered,
    deliveryId: z
      .string()
      .optional()
      .catch(undefined)
      .parse(message.metadata?.event_payload['delivery_id']),
    /** All its texts with the time from which each was shown (Unix ms); the current one comes last. */
    versions: versionsOf(message),
  }));
export type Message = z.output<typeof messageSchema>;

export type Version = { readonly at: number; readonly text: string };

function versionsOf(message: {
  readonly posted_at: number;
  readonly rendered: string;
  readonly edits: readonly { at: number; before: { rendered: string } }[];
}): readonly Version[] {
  const texts = [...message.edits.map(({ before }) => before.rendered), message.rendered];
  const times = [message.posted_at, ...message.edits.map(({ at }) => at)];
  return texts.map((text, index) => ({ text, at: times[index] ?? message.posted_at }));
}
