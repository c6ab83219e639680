// Which guards are to be looked at. When the policy changes, all of them: it may have new rules for
// jobs that run already.

import type { GuardedJob } from '../../domain/guard/guarded-job.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import type { PolicyRules } from '../../domain/permission/policy-rules.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store } from '../ports/store/store.ts';

/** How often to look whether the policy has changed (ms). */
const policyLookMs = 30_000;

type GuardQueue = {
  claim(limit: number): Promise<readonly Claimed<GuardedJob>[]>;
  /** At most until the policy is looked at again. */
  untilNextDueMs(): Promise<number>;
};

/** The queue of one process. After its start, it looks at every job once. */
export function createGuardQueue({
  store,
  policy,
  leaseMs,
}: {
  readonly store: Store;
  readonly policy: Policy;
  readonly leaseMs: number;
}): GuardQueue {
  let seen: PolicyRules | undefined;
  return {
    async claim(limit) {
      const { rules } = policy;
      const claimed = await store.transaction(async (tx) => {
        if (rules !== seen) await tx.guards.wakeAll();
        return tx.guards.claimDue(limit, leaseMs);
      });
      seen = rules;
      return claimed;
    },
    untilNextDueMs: () =>
      store.transaction(async (tx) => {
        if (policy.rules !== seen) return 0;
        const dueAt = await tx.guards.nextDueAt();
        return Math.min(policyLookMs, dueAt === undefined ? policyLookMs : dueAt - tx.now);
      }),
  };
}
