// An update, as its row holds it: what the checks need of it.

import { z } from 'zod';

export const updateSchema = z.looseObject({
  kind: z.string(),
  /** When what it tells of happened (Unix ms). */
  at: z.number().optional(),
  adopted: z.boolean().optional(),
  completes: z.string().optional(),
  /** Which attempt of a launch begins. */
  attempt: z.number().optional(),
  change: z.looseObject({ kind: z.string(), to: z.string() }).optional(),
  /** The rule of a guard that it tells of. */
  rule: z
    .looseObject({ act: z.string(), graceMs: z.number(), ms: z.number().optional() })
    .optional(),
});
