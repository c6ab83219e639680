// What the server returns, as far as tests read it.

import { z } from 'zod';

export const answerSchema = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const anything = z.record(z.string(), z.json()).catch({});
export type Answer = z.output<typeof answerSchema>;

export const actResultSchema = z.looseObject({
  sent: z.boolean(),
  id: z.string().optional(),
  outcome: z.string().optional(),
  ack: z.json().optional(),
  notice: z.string().optional(),
  ephemerals: z.array(z.string()),
  messages: z.array(z.string()),
  views: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type ActResult = z.output<typeof actResultSchema>;

export const waitSchema = z.object({
  found: z.literal(true),
  last: z.number(),
  event: z.looseObject({
    kind: z.string(),
    ts: z.string(),
    text: z.string(),
    user: z.string(),
    thread: z.string().optional(),
  }),
});

export type FeedEvent = z.output<typeof waitSchema>['event'];

const messageEntry = z.looseObject({
  ts: z.string(),
  text: z.string(),
  rendered: z.string(),
  deleted: z.boolean(),
  tombstone: z.boolean(),
  thread_ts: z.string().optional(),
  metadata: z.json().optional(),
  edits: z.array(z.looseObject({ before: z.looseObject({ text: z.string() }) })),
});
export const recordsSchema = z.looseObject({
  calls: z.array(
    z.looseObject({
      method: z.string(),
      args: anything,
      recorded: z.boolean(),
      fault: z.string().optional(),
      status: z.number().optional(),
      result: z.json().optional(),
    }),
  ),
  payloads: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      acked: z.boolean(),
      payload: z.looseObject({}),
      attempts: z.array(z.looseObject({ outcome: z.string(), ackMs: z.number().optional() })),
    }),
  ),
  channels: z.array(z.looseObject({ id: z.string(), messages: z.array(messageEntry) })),
  ephemerals: z.array(messageEntry),
  views: z.array(z.looseObject({ id: z.string(), open: z.boolean(), errors: z.json().optional() })),
});
export type Records = z.output<typeof recordsSchema>;
