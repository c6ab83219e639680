import { z } from 'zod';

const perMinute = z.int().positive();

/** What POST /sandbox/settings can change. The defaults are Slack's own limits. */
export const settingsSchema = z.strictObject({
  /** How long Slack waits for an ack. */
  ackTimeoutMs: z.number().positive().default(3_000),
  /** How long a trigger_id is valid. */
  triggerLifeMs: z.number().positive().default(3_000),
  responseUrlLifeMs: z
    .number()
    .positive()
    .default(30 * 60_000),
  responseUrlUses: z.int().positive().default(5),
  /** The waits before each retry of an event that was not acked. */
  eventRetryMs: z.array(z.number().nonnegative()).default([0, 60_000, 300_000]),
  /** What becomes of a reply whose root is gone without a tombstone: Slack posts it in the channel; some report `thread_not_found`. */
  goneParent: z.enum(['unthread', 'refuse']).default('unthread'),
  rates: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** chat.postMessage in one channel: a burst of this many, then `postPerSecond`. */
      postBurst: z.int().positive().default(5),
      postPerSecond: z.number().positive().default(1),
      postPerMinute: perMinute.default(600),
      tier2: perMinute.default(20),
      tier3: perMinute.default(50),
      tier4: perMinute.default(100),
      special: perMinute.default(600),
      responseUrlPerSecond: z.number().positive().default(1),
      responseUrlBurst: z.int().positive().default(3),
      /** Limits per minute for single methods, instead of their tier's. */
      methods: z.record(z.string(), perMinute).default({}),
    })
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
