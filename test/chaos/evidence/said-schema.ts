// Events and submitted windows, as the records have them; what of other kinds looks otherwise is left out.

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

/** A submitted window. */
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
/** What is entered in a window, by block and action. */
export const stateSchema = z.looseObject({
  values: z.record(z.string(), z.record(z.string(), field)),
});
