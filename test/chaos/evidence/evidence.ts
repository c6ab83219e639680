// The evidence of a run: the records of the two servers, and the rows of the bot's database after the bot was stopped.

import { z } from 'zod';
import { featureRows } from './feature-rows.ts';
import { messageSchema, time } from './message-schema.ts';
import type { VertexRecords } from './vertex-records.ts';
import { eventSchema, viewSchema } from './event-schema.ts';
import { updateSchema } from './update-schema.ts';

export type { Message } from './message-schema.ts';
export type { VertexJob, VertexRecords } from './vertex-records.ts';

export const slackRecordsSchema = z.looseObject({
  calls: z.array(
    z.looseObject({
      method: z.string(),
      fault: z.string().optional(),
      at: time.optional(),
      args: z
        .looseObject({ user_id: z.string().optional(), view: z.unknown().optional() })
        .optional(),
    }),
  ),
  views: z
    .array(z.looseObject({ type: z.string(), user: z.string(), spec: z.unknown().optional() }))
    .default([]),
  payloads: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      acked: z.boolean(),
      payload: z.looseObject({
        trigger_id: z.string().optional(),
        command: z.string().optional(),
        text: z.string().optional(),
        user_id: z.string().optional(),
        channel_id: z.string().optional(),
        user: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
        type: z.string().optional(),
        event: eventSchema,
        view: viewSchema,
        actions: z
          .array(z.looseObject({ action_id: z.string().optional(), value: z.string().optional() }))
          .default([]),
      }),
      attempts: z.array(
        z.looseObject({ outcome: z.string(), at: time, ack: z.unknown().optional() }),
      ),
    }),
  ),
  channels: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      members: z.array(z.string()).optional(),
      messages: z.array(messageSchema),
    }),
  ),
  ephemerals: z.array(messageSchema),
});
export type SlackRecords = z.output<typeof slackRecordsSchema>;
export type Payload = SlackRecords['payloads'][number];

const text = z.string();
const maybeText = z.string().nullable();
// PostgreSQL may give 64-bit numbers as text.
const number = z.coerce.number();
const maybeNumber = z.union([z.null(), number]);

export const rowsSchema = z.object({
  ...featureRows,
  launches: z.array(
    z.looseObject({
      id: text,
      request_key: text,
      /** Null for a launch requested from the bot. */
      origin: maybeText.default(null),
      template_name: text.default(''),
      template_version: text.default(''),
      handle: text,
      state: text,
      asker_user: text,
      asker_channel: text,
      body: text,
      job_id: maybeText,
      repeats: maybeText,
      rerun_of: maybeText,
      submitted_at: maybeNumber.default(null),
      /** JSON of why it failed. */
      failure: maybeText.default(null),
      /** JSON of the approval that it takes. */
      approval: maybeText.default(null),
      /** JSON of what it falls back on, and which of these attempts it is. */
      ladder: maybeText.default(null),
      /** The attempt that followed it. */
      superseded_by: maybeText.default(null),
    }),
  ),
  cancels: z.array(
    z.looseObject({
      id: text,
      request_key: text,
      state: text,
      handle: text,
      launch_id: maybeText,
      asker_user: text.default(''),
      requested_at: number.default(0),
    }),
  ),
  jobs: z.array(
    z.looseObject({ id: text, launch_id: text, state: text, gone: number, open: number }),
  ),
  threads: z.array(
    z.looseObject({
      id: text,
      channel: text,
      launch_id: maybeText,
      digest: maybeText,
      root_ts: maybeText,
      roots: number,
      card_wanted: number,
      card_shown: number,
      delivery: maybeText,
      parked: maybeText,
    }),
  ),
  updates: z.array(
    z.looseObject({
      thread_id: text,
      seq: number,
      key: text,
      payload: text.transform((json) => updateSchema.parse(JSON.parse(json))),
      delivery_id: maybeText,
      sent_ts: maybeText,
      held_at: maybeNumber,
      /** The thread of the digest that includes it. */
      digest: maybeText,
    }),
  ),
  /** Messages the bot has taken. `done` is 1 once it has answered. */
  said: z.array(z.looseObject({ key: text, done: number })),
  audit: z.array(
    z.looseObject({
      key: text,
      verb: text,
      at: number.default(0),
      actor: text.default(''),
      channel: text.default(''),
      outcome: maybeText,
      detail: maybeText.default(null),
      completed_at: maybeNumber,
    }),
  ),
});
export type Rows = z.output<typeof rowsSchema>;
export type LaunchRow = Rows['launches'][number];
export type ThreadRow = Rows['threads'][number];
export type UpdateRow = Rows['updates'][number];

/** A bot process that exited unasked, or with an unexpected code. */
export type BadExit = { readonly code: number | null; readonly said: string };

/** Somebody left a channel at this time (Unix ms) and did not come back. */
export type Departure = { readonly user: string; readonly channel: string; readonly at: number };

export type Evidence = {
  readonly slack: SlackRecords;
  readonly vertex: VertexRecords;
  readonly rows: Rows;
  readonly badExits: readonly BadExit[];
  /** The ts of roots that the plan deleted. */
  readonly deletedRoots: readonly string[];
  readonly departures: readonly Departure[];
  /** When Slack, a bot or the connection between them was disrupted (Unix ms). */
  readonly disruptions: readonly number[];
  /** How many bots there are. */
  readonly bots: number;
  /** Set if everything was delivered again after the run had settled. */
  readonly late: Late | undefined;
};

/** When the late redelivery began (Unix ms), and the keys of messages that had no answer by then. */
export type Late = { readonly at: number; readonly unanswered: readonly string[] };
