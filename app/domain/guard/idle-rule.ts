import { z } from 'zod';

/** When the GPUs of a job idle. */
export const idleRuleSchema = z.object({
  /** A replica idles while its use stays below this, from 0 to 1. */
  below: z.number(),
  /** For how long without a break, in ms. */
  forMs: z.number(),
  /**
   * How large a share of the replicas with GPUs must idle, more than 0 and at most 1: 1 is all of
   * them, 0.25 at least a quarter. A replica with several series (one a GPU, say) counts once for
   * each; one series for eight GPUs is one replica.
   */
  share: z.number(),
  /**
   * `any`: for the last `forMs`. `start`: ever since the job runs, and for at least `forMs`; what
   * has worked once is busy for good.
   */
  from: z.enum(['start', 'any']),
});
export type IdleRule = z.output<typeof idleRuleSchema>;
