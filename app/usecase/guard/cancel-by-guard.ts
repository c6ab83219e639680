// A guard's cancel is a cancel like any: on record before it is sent, and followed until the job's end
// was read.

import { guardActor, ruleKey } from '../../domain/guard/guard.ts';
import { makesWay } from '../../domain/launch/ladder.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import type { GuardBreach } from '../../domain/notification/update.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Stores the cancel, once per key, and tells the job’s threads. With the key of one that makes way
 * (`makeWayKey`), the next attempt of the launch begins once this one is seen ended.
 */
export async function cancelByGuard(
  tx: Tx,
  id: string,
  { launch, job }: CardView & { readonly job: TrackedJob },
  requestKey: string,
  breach: GuardBreach,
): Promise<void> {
  const { handle, requester, template } = launch;
  const isNew = await tx.cancels.insert(
    {
      id,
      requestKey,
      state: 'accepted',
      handle,
      launchId: launch.id,
      job: job.key,
      requester: { userId: guardActor, teamId: requester.teamId, channel: requester.channel },
      requestedAt: tx.now,
      attempts: 0,
    },
    tx.now,
  );
  if (!isNew) return;
  await tx.audit.begin({
    key: requestKey,
    actor: guardActor,
    verb: 'cancel',
    subject: handle,
    job: handle,
    template: template.name,
    channel: requester.channel,
    detail: { rule: ruleKey(breach.rule), by: breach.rule.source },
  });
  await tellThreads(tx, launch.id, `cancel-asked:${id}`, {
    kind: 'cancel-asked',
    at: tx.now,
    by: guardActor,
    waitsForJob: false,
    guard: breach,
    ...(makesWay({ requestKey, launchId: launch.id }) ? { makesWay: true } : {}),
  });
}
