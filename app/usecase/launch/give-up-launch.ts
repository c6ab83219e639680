import type { Request } from '../ports/interactions.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { askedBy } from '../permission/on-record.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * A person gives up a launch whose job was never found, for `again` (a handle) if it was repeated.
 * Should its job turn up, it is still bound and told. False if the launch was settled before:
 * nothing changes.
 */
export async function giveUpUnknown(
  tx: Tx,
  launchId: string,
  request: Request,
  again?: string,
): Promise<boolean> {
  const launch = await tx.launches.lock(launchId);
  if (launch?.state !== 'unknown') return false;
  const { requester } = request;
  const auditKey = `${request.key}:drop`;
  await tx.audit.begin({
    key: auditKey,
    ...askedBy(request),
    verb: 'drop',
    subject: launch.handle,
    job: launch.handle,
    template: launch.template.name,
    detail: {},
  });
  await tx.launches.overrule({ ...launch, state: 'dropped' }, undefined);
  await tellThreads(tx, launch.id, 'dropped', {
    kind: 'launch-dropped',
    at: tx.now,
    by: requester.userId,
    again,
  });
  await tx.cancels.wake({ launchId: launch.id });
  await tx.audit.complete(launch.requestKey, 'no job was found, and a person gave it up');
  await tx.audit.complete(auditKey, 'given up');
  return true;
}
