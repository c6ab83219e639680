// A watch reveals no job that its requester may not see; it isn't counted, either.

import { jobName, launchIdLabel, type Observation } from '../../domain/job/job.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { seenOf } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

/** Whether a person sees a launch. Everybody who may watch sees external jobs. */
export async function seesLaunch(tx: Tx, viewer: Viewer, launchId: string): Promise<boolean> {
  const card = await tx.cards.byLaunch(launchId);
  if (card === undefined || card.launch.origin !== undefined) return true;
  const [seen] = await seenOf(tx, viewer, [card]);
  return seen !== undefined && seen.outlined !== true;
}

/** Which of these jobs (by resource name) belong to launches that a person doesn't see. */
export async function hiddenFrom(
  tx: Tx,
  viewer: Viewer,
  jobs: readonly Observation[],
): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for (const { key, labels } of jobs) {
    const launchId =
      (await tx.jobs.launchOf(key)) ?? (await unsettledBy(tx, labels[launchIdLabel]));
    if (launchId !== undefined && !(await seesLaunch(tx, viewer, launchId))) {
      hidden.add(jobName(key));
    }
  }
  return hidden;
}

/**
 * The launch that a label names while its create isn't answered. Later, a label proves nothing,
 * since it may be copied.
 */
async function unsettledBy(tx: Tx, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const [launch] = await tx.launches.byIds([id]);
  return launch?.state === 'submitting' || launch?.state === 'doubt' ? launch.id : undefined;
}
