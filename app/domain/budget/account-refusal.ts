// As which account a job runs, and that the policy doesn't list it. Whoever launches a job gets done what
// its account may do.

import { z } from 'zod';
import type { CustomJobBody } from '../job/job.ts';

/** In a list of accounts: a job that names none, so that Vertex AI chooses it. */
export const unnamedAccount = 'default';

/** A launch whose account is in not each list that counts. */
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
 * The account that a spec names. A field in the other spelling of protobuf's JSON, or one that is no text, is in no list.
 */
export function accountOf({ jobSpec }: Pick<CustomJobBody, 'jobSpec'>): string | undefined {
  const named = [jobSpec['serviceAccount'], jobSpec['service_account']].filter(
    (one) => one !== undefined && one !== null && one !== '',
  );
  if (named.length === 0) return undefined;
  const [only, ...others] = named;
  return others.length === 0 && typeof only === 'string' ? only : JSON.stringify(named);
}
