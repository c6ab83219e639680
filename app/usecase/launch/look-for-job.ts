// Looks for the job of a launch that may have been sent.

import { afterEmptyLook, afterFailedLook } from '../../domain/launch/lost-create.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Failure } from '../../domain/error/failure.ts';
import { bind } from '../poll/record-observation.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { SubmitDeps } from './submit-launch.ts';

/**
 * Looks for the job of a launch in doubt by its label. Asks a person once the quarantine is over.
 */
export async function lookFor(
  { store, vertex, settings, newId }: SubmitDeps,
  { value: launch, lease }: Claimed<Launch>,
): Promise<void> {
  const found = await vertex.findLaunch(launch.target, launch.id);
  await store.transaction(async (tx) => {
    if (!found.ok) {
      const step = afterFailedLook(launch, found.failure, tx.now, settings);
      await tx.launches.release(step.launch, step.dueAt, lease);
      return;
    }
    for (const seen of found.value.jobs) {
      if (await bind(tx, launch.id, seen, { adopted: true })) return;
    }
    // A list entry with this label that can't be parsed may be this job.
    const step =
      found.value.odd === undefined
        ? afterEmptyLook(launch, tx.now, settings)
        : afterFailedLook(launch, unreadable, tx.now, settings);
    const isOurs = await tx.launches.release(step.launch, step.dueAt, lease);
    if (isOurs && step.launch.state === 'unknown') await askAPerson(tx, step.launch, newId());
  });
}

const unreadable: Failure = {
  kind: 'transient',
  message: 'Vertex lists a job of this launch in a form I can’t read.',
};

async function askAPerson(tx: Tx, launch: Launch, token: string): Promise<void> {
  await tellThreads(tx, launch.id, `unknown:${launch.submittedAt ?? 0}`, {
    kind: 'launch-unknown',
    at: tx.now,
    looks: launch.attempts,
    failure: launch.failure,
    token,
  });
}
