// The account that a job runs as, if the policy doesn't list it. Whoever launches a job can do with it
// whatever that account may do.

import { z } from 'zod';
import type { CustomJobBody } from '../job/job.ts';

/** In a list of accounts: a job that names none, so that Vertex AI chooses it. */
export const unnamedAccount = 'default';

/** A launch whose account is missing from a list that counts. */
export const accountRefusal = z.object({
  kind: z.literal('account-not-listed'),
  /** Undefined: the spec names none. */
  account: z.string().optional(),
  /** Whose list it is: that of all launches, of the launch's channel, or of its template. */
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('channel') }),
    z.object({ kind: z.literal('template'), template: z.string() }),
  ]),
  /** What the list has. */
  listed: z.array(z.string()),
});
export type AccountRefusal = z.infer<typeof accountRefusal>;

/**
 * The account that a spec names. If it isn't text, or both of protobuf's spellings are used, no list has it.
 */
export function accountOf({ jobSpec }: Pick<CustomJobBody, 'jobSpec'>): string | undefined {
  const named = [jobSpec['serviceAccount'], jobSpec['service_account']].filter(
    (one) => one !== undefined && one !== null && one !== '',
  );
  if (named.length === 0) return undefined;
  const [only, ...others] = named;
  return others.length === 0 && typeof only === 'string' ? only : JSON.stringify(named);
}
