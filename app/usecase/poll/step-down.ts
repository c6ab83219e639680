// From one attempt of a launch to the next: the next is a launch of its own, which takes over card,
// thread, handle and request. Committed together with what ended the one before, so that a kill in
// between neither skips nor repeats an attempt.

import type { Launch } from '../../domain/launch/launch.ts';
import { nextRung, type MissedReason } from '../../domain/launch/ladder.ts';
import { withOwnLabels } from '../../domain/launch/own-labels.ts';
import { formatTarget } from '../../domain/job/job.ts';
import type { Update } from '../../domain/notification/update.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';

type Missed = {
  readonly why: MissedReason;
  /** What Vertex AI said, without secrets; undefined: it only waited. */
  readonly message?: string | undefined;
  /** What stood in its way, if it wasn’t sent. */
  readonly by?: Extract<Update, { kind: 'launch-locked' | 'launch-blocked' }> | undefined;
};

/**
 * Begins the next attempt, unless there is none or a person wants the launch cancelled. `launch` is
 * locked, and certainly has no live job. True: it did, and the caller tells nothing of the end.
 */
export async function stepDown(
  tx: Tx,
  launch: Launch,
  { why, message, by }: Missed,
): Promise<boolean> {
  const { ladder, requestKey, handle } = launch;
  const rung = nextRung(ladder);
  if (ladder === undefined || rung === undefined || launch.supersededBy !== undefined) return false;
  if (await tx.cancels.isWanted(launch.id)) return false;
  const at = ladder.at + 1;
  const [first] = ladder.missed;
  // A label's value: the first attempt's id is short enough for a number behind it.
  const id = `${first?.launchId ?? launch.id}r${at + 1}`;
  const next: Launch = {
    ...launch,
    id,
    state: 'accepted',
    target: rung.target,
    body: withOwnLabels(rung.body, { ...launch, id }),
    estimate: rung.estimate,
    ladder: { ...ladder, at, missed: [...ladder.missed, { launchId: launch.id, why, at: tx.now }] },
    attempts: 0,
    submittedAt: undefined,
    failure: undefined,
    locked: undefined,
    blocked: undefined,
    job: undefined,
    repeats: undefined,
  };
  const old = await freeHandle(tx, `${handle}r${at}`);
  await tx.launches.overrule(
    { ...launch, requestKey: `${requestKey}#${at}`, handle: old, supersededBy: id },
    undefined,
  );
  const job = launch.job && (await tx.jobs.lock(launch.job));
  if (job !== undefined) await tx.jobs.save({ ...job, handle: old });
  if (!(await tx.launches.insert(next, tx.now)))
    throw new Error(`Attempt ${id} is stored already.`);
  await tx.bulks.moveTo(launch.id, id);
  await carryExtensions(tx, launch.id, id);
  await tx.threads.moveTo(launch.id, id, `r${at}:`);
  await tx.audit.begin({
    key: `${requestKey}#${at}`,
    actor: launch.requester.userId,
    verb: 'launch',
    subject: handle,
    job: handle,
    template: launch.template.name,
    channel: launch.requester.channel,
    detail: { attempt: at + 1, of: ladder.rungs.length, target: formatTarget(rung.target), why },
  });
  await tx.audit.complete(`${requestKey}#${at}`, 'next of its fallbacks');
  await tellThreads(tx, id, `next-rung:${at}`, {
    ...{ kind: 'next-rung', at: tx.now, why, message },
    ...{ attempt: at + 1, of: ladder.rungs.length },
    ...(by?.kind === 'launch-locked' ? { lock: by.lock } : { blocked: by?.why }),
  });
  return true;
}

/** What people have let the launch run longer counts for all its attempts together. */
async function carryExtensions(tx: Tx, launchId: string, next: string): Promise<void> {
  const guarded = await tx.guards.lock(launchId);
  if (guarded === undefined || guarded.extensions.length === 0) return;
  await tx.guards.wake(next);
  await tx.guards.overrule({ ...guarded, launchId: next, progress: {} });
}

/** A handle for the attempt that is over. Nobody types it, and it is never used again. */
async function freeHandle(tx: Tx, wanted: string): Promise<string> {
  let handle = wanted;
  while (await tx.launches.handleTaken(handle)) handle += 'r';
  return handle;
}
