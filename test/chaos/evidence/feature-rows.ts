// Tables other than those of launches: watches, templates, settings, log tails, pledges and direct notes. Tests may leave them out.

import { z } from 'zod';

const text = z.string();
// PostgreSQL may give 64-bit numbers as text.
const number = z.coerce.number();

const maybeNumber = z.union([z.null(), number]);

/** Each table as a list of its rows. */
export const featureRows = {
  watches: z
    .array(
      z.looseObject({
        id: text,
        request_key: text,
        state: text,
        asker_user: text,
        asker_channel: text,
        requested_at: number,
        begun: number,
        told: number,
      }),
    )
    .default([]),
  /** Jobs that a watch has seen. `id` is Vertex's. */
  watch_jobs: z.array(z.looseObject({ watch_id: text, id: text, state: text })).default([]),
  targets: z
    .array(z.looseObject({ project: text, location: text, last_good_poll_at: maybeNumber }))
    .default([]),
  channels: z
    .array(
      z.looseObject({
        id: text,
        mode: text,
        broadcast: number,
        digest_minutes: maybeNumber,
        digest_zone: z.string().nullable().default(null),
      }),
    )
    .default([]),
  template_saves: z
    .array(
      z.looseObject({ name: text, number, action: text, text, author: text, request_key: text }),
    )
    .default([]),
  votes: z
    .array(
      z.looseObject({ id: text, request_key: text, state: text, launch_id: text, handle: text }),
    )
    .default([]),
  /** `scope` is JSON. */
  locks: z
    .array(
      z.looseObject({
        number,
        scope: text,
        at: number,
        until: maybeNumber,
        ended_at: maybeNumber,
      }),
    )
    .default([]),
  /** A row exists only while a log is still to be read. */
  use_tails: z.array(z.looseObject({ id: text, attempts: number })).default([]),
  log_tails: z.array(z.looseObject({ id: text, attempts: number })).default([]),
  /** A row exists until the request is stored, or its requester is told that it was lost. */
  pledges: z.array(z.looseObject({ request_key: text })).default([]),
  /** A row exists until the outbox has taken it over. */
  direct_notes: z.array(z.looseObject({ id: text, user_id: text })).default([]),
};
