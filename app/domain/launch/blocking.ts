// Why a launch that was accepted ends before its create, other than by a lock.

import { z } from 'zod';
import { limitRefusals } from '../budget/limit-refusal.ts';

/** As launches and messages keep it. */
export const blockingSchema = z.discriminatedUnion('kind', [
  ...limitRefusals,
  /** Who asked for it may launch it no more, or who approved it may approve no more. */
  z.object({
    kind: z.literal('right-lost'),
    of: z.enum(['requester', 'approver']),
    userId: z.string(),
  }),
  /** It takes an approval that it doesn't have. */
  z.object({ kind: z.literal('not-approved') }),
  /** What would be sent isn't what was approved. */
  z.object({ kind: z.literal('spec-changed') }),
  /** The lost launch that it repeats was settled while it waited. */
  z.object({ kind: z.literal('settled-meanwhile') }),
  /** The bot is no longer configured for its target, and would not follow its job. */
  z.object({
    kind: z.literal('target-not-configured'),
    target: z.object({ project: z.string(), location: z.string() }),
  }),
]);
export type Blocking = z.infer<typeof blockingSchema>;
