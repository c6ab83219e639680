// What a cancel that is allowed sets going, asked for by itself or as one of many.

import type { Cancel } from '../../domain/launch/cancel.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { askedBy } from '../permission/on-record.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Tx } from '../ports/store/store.ts';
import { preventLaunch } from '../launch/end-unsent.ts';

type Begun = {
  readonly cancel: Cancel;
  /** Its launch, locked. */
  readonly launch: Launch;
  readonly because: Grounds;
};

/**
 * Records an accepted cancel and tells the job's threads. What waits for an approval is withdrawn at
 * once: nothing of it was sent, and its cancel is done.
 */
export async function beginCancel(
  tx: Tx,
  entry: AuditEntry,
  { cancel, launch, because }: Begun,
): Promise<void> {
  await tx.audit.begin({ ...entry, ...allowedBy(because) });
  if (launch.state === 'waiting') return preventLaunch(tx, launch, cancel);
  await tellThreads(tx, launch.id, `cancel-asked:${cancel.id}`, {
    kind: 'cancel-asked',
    at: tx.now,
    by: cancel.requester.userId,
    reason: cancel.reason,
    waitsForJob: ['submitting', 'doubt', 'unknown'].includes(launch.state),
  });
}

/** The audit row of a cancel. */
export function auditEntry({ requestKey: key, requester, handle, reason }: Cancel): AuditEntry {
  return {
    key,
    ...askedBy({ key, requester }),
    verb: 'cancel',
    subject: handle,
    job: handle,
    reason,
    detail: { reason: reason ?? null },
  };
}
