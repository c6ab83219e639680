// Events and submitted modals, as the Slack server records them. Payloads of other kinds parse to undefined.

import { z } from 'zod';

const written = z.looseObject({
  user: z.string().optional(),
  ts: z.string().optional(),
  text: z.string().optional(),
  edited: z.unknown().optional(),
});

export const eventSchema = written
  .extend({
    type: z.string(),
    subtype: z.string().optional(),
    channel: z.string().optional(),
    channel_type: z.string().optional(),
    message: written.optional(),
  })
  .optional()
  .catch(undefined);

/** A submitted modal. */
export const viewSchema = z
  .looseObject({
    id: z.string(),
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    state: z.unknown(),
  })
  .optional()
  .catch(undefined);

const field = z.looseObject({ value: z.string().optional().catch(undefined) });
/** The values entered in a modal, by block and action. */
export const stateSchema = z.looseObject({
  values: z.record(z.string(), z.record(z.string(), field)),
});
