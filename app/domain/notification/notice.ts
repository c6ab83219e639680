// What one person is told by direct message. Stored by what it is about, and read anew when it is sent, as cards are.

import { z } from 'zod';

export const noticeSchema = z.discriminatedUnion('kind', [
  /** What the thread of a launch of theirs is told under `key`, should they not be in its channel. */
  z.object({ kind: z.literal('told'), threadId: z.string(), key: z.string() }),
  /** The same of several that ended while one could not be told yet; `count` in all, `bad` of them not well. Those that are named: */
  z.object({
    kind: z.literal('gathered'),
    channel: z.string(),
    items: z.array(z.object({ threadId: z.string(), key: z.string() })),
    count: z.number(),
    bad: z.number(),
  }),
  /** A thread, or digest, of theirs can't be posted. `why`: a Slack error code. */
  z.object({ kind: z.literal('parked'), threadId: z.string(), why: z.string() }),
  /** Somebody else ended a watch of theirs. `criterion` as it is typed. */
  z.object({
    kind: z.literal('watch-ended'),
    channel: z.string(),
    criterion: z.string(),
    by: z.string(),
  }),
]);
export type Notice = z.infer<typeof noticeSchema>;

/** The root of a thread in a direct message that says no more than this. */
export const directRoot = z.object({ kind: z.literal('direct'), notice: noticeSchema });

/** What is told of one thing, and waits for others of its kind. */
export type ToldNotice = Extract<Notice, { kind: 'told' }>;

/** A notice that waits until its person's conversation with the bot is open; from then on it is a thread there. */
export type DirectNote = {
  /** What it is about, and so once: two of one id are the same. */
  readonly id: string;
  readonly userId: string;
  readonly notice: Notice;
  /** Unix ms. */
  readonly since: number;
  /** Look-ups that failed in a row. */
  readonly attempts: number;
};
