// Replicas may have different policy files, of which each decides what its replica is asked.

import type { Replica } from '../ports/store/replicas.ts';
import type { Tx } from '../ports/store/store.ts';

/** Three reports, of which there is one a minute. */
const aliveMs = 3 * 60_000;

/** The replicas that go by another policy file than this one (`self`) does. */
export async function otherPolicies(tx: Tx, self: Replica): Promise<readonly Replica[]> {
  const alive = await tx.replicas.since(tx.now - aliveMs);
  // What this one reported may be from before its file changed.
  return alive.filter(({ id, policy }) => id !== self.id && policy !== self.policy);
}
