// A launch that waits for an approval: its approvers are reminded once, and it ends if nobody decides.

import { nextApprovalStep } from '../../domain/approval/approval-step.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';

/** Does what time asks of a waiting launch. */
export async function followApproval(
  { store }: { readonly store: Store },
  { value, lease }: Claimed<Launch>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const launch = await tx.launches.lock(value.id);
    // Decided or withdrawn meanwhile, which voids the lease.
    if (launch?.state !== 'waiting' || launch.approval === undefined) return;
    const { approval } = launch;
    const step = nextApprovalStep(approval, tx.now);
    switch (step.do) {
      case 'expire': {
        const expired = expiredAt(launch, tx.now);
        if (await tx.launches.release(expired, undefined, lease)) await tellExpired(tx, expired);
        return;
      }
      case 'remind': {
        const reminded = { ...launch, approval: { ...approval, remindedAt: tx.now } };
        if (!(await tx.launches.release(reminded, step.nextAt, lease))) return;
        await tellThreads(tx, launch.id, 'approval-reminder', {
          kind: 'approval-reminder',
          at: tx.now,
          expiresAt: approval.expiresAt,
        });
        return;
      }
      case 'wait':
        await tx.launches.release(launch, step.nextAt, lease);
    }
  });
}

/** The launch after its time is up. */
export function expiredAt(launch: Launch, at: number): Launch {
  const { approval } = launch;
  return {
    ...launch,
    state: 'expired',
    approval: approval && { ...approval, decision: { verdict: 'expired', at } },
  };
}

/** Tells what became of a launch that nobody approved in time. */
export async function tellExpired(tx: Tx, { id, requestKey }: Launch): Promise<void> {
  await tellThreads(tx, id, 'approval-decided', {
    kind: 'approval-decided',
    at: tx.now,
    verdict: 'expired',
  });
  await tx.audit.complete(requestKey, 'expired: nobody approved it in time');
  await tx.cancels.wake({ launchId: id });
}
