// A launch is shown to whoever is asked to decide on it, while it waits: by its handle, wherever its
// channel is. Nothing else of that channel is.

import type { Requester } from '../../domain/launch/launch.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { ApprovalDeps } from './approval-deps.ts';
import { mayApprove } from './may-approve.ts';

/** The handle that was typed or pressed; undefined: it is named in another way. */
export function handleIn(reference: JobReference | undefined): string | undefined {
  return reference?.kind === 'handle' ? reference.handle : undefined;
}

/** The viewer, who also sees the launch with this handle if it waits for their decision. */
export async function asApprover(
  deps: ApprovalDeps,
  requester: Requester,
  viewer: Viewer,
  handle: string | undefined,
): Promise<Viewer> {
  if (handle === undefined) return viewer;
  const launch = await deps.store.transaction((tx) => tx.launches.byHandle(handle));
  const isSeen = launch !== undefined && viewer.channels.includes(launch.requester.channel);
  if (launch?.state !== 'waiting' || isSeen) return viewer;
  const decision = await mayApprove(deps, requester, launch);
  // What isn't known is no "no".
  if ('later' in decision) return { ...viewer, sure: false };
  return decision.allowed ? { ...viewer, asked: handle } : viewer;
}
