// What one person is told by direct message. Stored as a reference and read when it is sent, like a
// card.

import { z } from 'zod';
import { bulkEndedAct } from './channel-act.ts';

export const noticeSchema = z.discriminatedUnion('kind', [
  /** An update of the thread of their launch, by `key`, in case they aren't in its channel. */
  z.object({
    kind: z.literal('told'),
    threadId: z.string(),
    key: z.string(),
    /** The thread can’t be posted to: they are told wherever they are, in a thread found by the note’s id. */
    parked: z.boolean().optional(),
  }),
  /**
   * Several such updates that waited for one another: `count` in all, `bad` of them bad ends. These
   * are named:
   */
  z.object({
    kind: z.literal('gathered'),
    channel: z.string(),
    items: z.array(z.object({ threadId: z.string(), key: z.string() })),
    count: z.number(),
    bad: z.number(),
  }),
  /**
   * A launch that they may approve or deny, by the thread that asks, in case they aren't in its
   * channel. `again`: the reminder of it.
   */
  z.object({ kind: z.literal('asked'), threadId: z.string(), again: z.boolean().optional() }),
  /** Their thread or digest can't be posted. `why` is a Slack error code. */
  z.object({ kind: z.literal('parked'), threadId: z.string(), why: z.string() }),
  /** Somebody else ended their watch. `criterion` is as typed. */
  z.object({
    kind: z.literal('watch-ended'),
    channel: z.string(),
    criterion: z.string(),
    by: z.string(),
  }),
  /** What became of many jobs that they cancelled. */
  z.object({ kind: z.literal('bulk'), act: bulkEndedAct }),
]);
export type Notice = z.infer<typeof noticeSchema>;

/** The root of a thread in direct messages that consists of a notice. */
export const directRoot = z.object({ kind: z.literal('direct'), notice: noticeSchema });

/** A notice about one update, which may wait for others. */
export type ToldNotice = Extract<Notice, { kind: 'told' }>;

/**
 * A notice that waits until the person's direct messages are open; then it becomes a thread there.
 */
export type DirectNote = {
  /** Derived from what it is about, so the same notice is stored once. */
  readonly id: string;
  readonly userId: string;
  readonly notice: Notice;
  /** Unix ms. */
  readonly since: number;
  /** Failed look-ups in a row. */
  readonly attempts: number;
};
