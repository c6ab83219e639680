// What the two servers return. Only the fields that somebody reads are listed.

import { z } from 'zod';

/** What came of a person's act by the time the bot acked it, or failed to. */
export const actResultSchema = z.looseObject({
  sent: z.boolean(),
  /** The id of the payload sent to the bot; `POST /sandbox/redeliver` takes it. */
  id: z.string().optional(),
  outcome: z.string().optional(),
  /** What Slack itself tells the person. */
  notice: z.string().optional(),
  ephemerals: z.array(z.string()).default([]),
});
export type ActResult = z.output<typeof actResultSchema>;

/** Something that became visible in the workspace. */
export const feedEventSchema = z.looseObject({
  seq: z.number(),
  kind: z.enum(['message', 'edit', 'delete', 'ephemeral', 'view', 'home', 'reaction']),
  channel: z.string().optional(),
  ts: z.string().optional(),
  thread: z.string().optional(),
  user: z.string(),
  text: z.string(),
});
export type FeedEvent = z.output<typeof feedEventSchema>;

const messageSchema = z.looseObject({
  ts: z.string(),
  channel: z.string(),
  rendered: z.string(),
  deleted: z.boolean(),
  posted_at: z.string(),
  user: z.string().optional(),
  thread_ts: z.string().optional(),
  is_root: z.boolean(),
  visible_to: z.string().optional(),
  metadata: z.looseObject({ event_payload: z.record(z.string(), z.unknown()) }).nullish(),
  blocks: z
    .array(z.looseObject({ type: z.string(), elements: z.array(z.json()).default([]) }))
    .default([]),
});
export type Message = z.output<typeof messageSchema>;

const viewSchema = z.looseObject({
  id: z.string(),
  user: z.string(),
  type: z.string(),
  open: z.boolean(),
  spec: z.looseObject({
    blocks: z.array(
      z.looseObject({
        block_id: z.string().optional(),
        elements: z.array(z.unknown()).default([]),
        accessory: z.unknown().optional(),
      }),
    ),
  }),
});

/** What `GET /sandbox/records` of the Slack server returns. */
export const slackRecordsSchema = z.looseObject({
  calls: z.array(z.looseObject({ method: z.string(), recorded: z.boolean() })),
  payloads: z.array(z.looseObject({ id: z.string(), kind: z.string(), acked: z.boolean() })),
  channels: z.array(
    z.looseObject({ id: z.string(), name: z.string(), messages: z.array(messageSchema) }),
  ),
  ephemerals: z.array(messageSchema),
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  views: z.array(viewSchema),
});
export type SlackRecords = z.output<typeof slackRecordsSchema>;

const vertexJob = z.looseObject({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  location: z.string(),
  labels: z.record(z.string(), z.string()),
  origin: z.string(),
  state: z.string(),
  history: z.array(z.object({ state: z.string(), at: z.string() })),
  deleted: z.boolean(),
});
export type VertexJob = z.output<typeof vertexJob>;

/** What `GET /sandbox/records` of the Vertex server returns. */
export const vertexRecordsSchema = z.looseObject({
  requests: z.array(z.looseObject({ call: z.string().nullable(), fault: z.string().nullable() })),
  jobs: z.array(vertexJob),
});
export type VertexRecords = z.output<typeof vertexRecordsSchema>;
