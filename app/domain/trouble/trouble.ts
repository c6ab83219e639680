// Trouble of the bot itself: what keeps it from doing what people count on, and is told in the ops
// channel. Anybody there may read it, so a job is named by its handle only.

import { z } from 'zod';
import { formatTarget } from '../job/job.ts';

export const troubleSchema = z.discriminatedUnion('kind', [
  /** A guard should warn of a live job, and nobody could be told. */
  z.object({ kind: z.literal('unheard-guard'), launchId: z.string(), handle: z.string() }),
  /** A target that can't be read. `problem` is why the last poll failed, if it did. */
  z.object({
    kind: z.literal('unread-target'),
    target: z.object({ project: z.string(), location: z.string() }),
    problem: z.string().optional(),
  }),
]);
export type Trouble = z.infer<typeof troubleSchema>;

/**
 * How one ended. `heard`: the warning was delivered; `job-over`: the job of the guard has ended;
 * `moot`: the guard doesn't warn any more; `read`: the target is read again.
 */
export const troubleEndSchema = z.enum(['heard', 'job-over', 'moot', 'read']);
export type TroubleEnd = z.infer<typeof troubleEndSchema>;

export type StandingTrouble = {
  readonly trouble: Trouble;
  /** Unix ms; undefined: not known. */
  readonly since?: number | undefined;
};

/** One that was put on record to be told, and whose end wasn't yet. */
export type NotedTrouble = StandingTrouble & {
  /** Where it is told. */
  readonly channel: string;
  /** When it was put on record, Unix ms. */
  readonly at: number;
  /** The message, as a thread of the outbox. */
  readonly threadId: string;
};

/** What it is about. There is one trouble of a key at a time. */
export function troubleKey(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'unheard-guard':
      return `unheard-guard:${trouble.launchId}`;
    case 'unread-target':
      return `unread-target:${formatTarget(trouble.target)}`;
  }
}
