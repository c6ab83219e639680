// Makes cancels of a confirmed cancel of many, a few jobs at a time, so that the database and the
// event loop are free in between. What was made of a job is committed with its mark: after a kill it
// goes on where it was, and no job gets two.

import { factsOf } from '../../domain/answer/problem.ts';
import type { Bulk, BulkJob, BulkJobState } from '../../domain/bulk/bulk.ts';
import { writeBulkFilter } from '../../domain/bulk/write-filter.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import { isLive, type Launch } from '../../domain/launch/launch.ts';
import { refusedBy } from '../../domain/permission/rule.ts';
import type { Refusal } from '../../domain/permission/refusal.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { auditEntry, beginCancel } from '../cancel/begin-cancel.ts';
import type { DecideDeps, Decision } from '../permission/decide.ts';
import { seenOf, viewerOf } from '../permission/see.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { decideMany } from './decide-many.ts';
import { takeSlot } from '../launch/take-slot.ts';

export type SpreadDeps = DecideDeps & {
  readonly store: Store;
  readonly newId: () => string;
};

/** Jobs of one step. */
const atOnce = 20;
/** How long to wait for Slack's word on who asks; after this, what isn't known is refused. */
const patienceMs = 60_000;
const retryMs = 2_000;

/** Decides on the next jobs of the set, and gives those that may be cancelled their cancels. */
export async function spreadBulk(
  deps: SpreadDeps,
  { value: bulk, lease }: Claimed<Bulk>,
): Promise<void> {
  const { store } = deps;
  const next = await store.transaction(async (tx) => {
    const jobs = await tx.bulks.jobs(bulk.id, atOnce, 'shown');
    return { jobs, cards: await tx.cards.byLaunches(jobs.map(({ launchId }) => launchId)) };
  });
  if (next.jobs.length === 0) return begun(store, bulk, lease);
  const viewer = await viewerOf(deps, bulk.requester);
  const decisions = await decideMany(deps, bulk.requester, next.cards);
  const isKnown = viewer.sure && [...decisions.values()].every((one) => 'allowed' in one);
  await store.transaction(async (tx) => {
    const waits = !isKnown && tx.now - (bulk.confirmedAt ?? tx.now) <= patienceMs;
    const isOurs = await tx.bulks.release(bulk, waits ? tx.now + retryMs : tx.now, lease);
    if (!isOurs || waits) return;
    for (const job of next.jobs) {
      const made = await decideOne(tx, deps, { bulk, viewer }, job, decisions.get(job.launchId));
      await tx.bulks.mark(bulk.id, job.launchId, made);
    }
  });
}

/** All have their cancels: only their ends are awaited. */
async function begun(store: Store, bulk: Bulk, lease: Lease): Promise<void> {
  await store.transaction((tx) => tx.bulks.release({ ...bulk, state: 'following' }, tx.now, lease));
}

type Asked = { readonly bulk: Bulk; readonly viewer: Viewer };

async function decideOne(
  tx: Tx,
  deps: SpreadDeps,
  { bulk, viewer }: Asked,
  job: BulkJob,
  decision: Decision | undefined,
): Promise<BulkJobState> {
  const launch = await tx.launches.lock(job.launchId);
  const card = await tx.cards.byLaunch(job.launchId);
  const cancel = cancelOf(deps.newId(), bulk, { ...job, job: launch?.job }, tx.now);
  if (launch === undefined || card === undefined || !isLive(card)) {
    await record(tx, bulk, cancel, 'it had ended before');
    return 'ended';
  }
  if ((await tx.cancels.meant({ launchId: launch.id })) !== undefined) {
    await record(tx, bulk, cancel, 'asked for before');
    return 'taken';
  }
  const isSeen = (await seenOf(tx, viewer, [card])).length > 0;
  if (!isSeen) return refuse(tx, bulk, cancel, 'they no longer see it');
  if (decision === undefined || 'later' in decision) {
    return refuse(tx, bulk, cancel, decision?.why ?? 'it is not known who asks');
  }
  if (!decision.allowed) return refuse(tx, bulk, cancel, factsOf(decision.why), decision.why);
  const isWaiting = launch.state === 'waiting';
  const sendAt = isWaiting ? tx.now : await takeSlot(tx, launch.target);
  const accepted = { ...cancel, state: isWaiting ? 'done' : 'accepted', sendAt } as const;
  if (!(await tx.cancels.insert(accepted, sendAt))) return 'taken';
  const { because } = decision;
  await beginCancel(tx, entryOf(bulk, cancel), { cancel: accepted, launch, because });
  return 'asked';
}

function cancelOf(
  id: string,
  bulk: Bulk,
  { launchId, handle, job }: BulkJob & Pick<Launch, 'job'>,
  now: number,
): Cancel {
  const { requester, reason, requestKey } = bulk;
  return {
    id,
    requestKey: `${requestKey}:${launchId}`,
    state: 'accepted',
    handle,
    launchId,
    bulk: bulk.id,
    job,
    requester,
    reason,
    requestedAt: now,
    attempts: 0,
  };
}

function entryOf({ filter }: Bulk, cancel: Cancel) {
  const entry = auditEntry(cancel);
  return { ...entry, detail: { ...entry.detail, many: writeBulkFilter(filter) } };
}

async function refuse(
  tx: Tx,
  bulk: Bulk,
  cancel: Cancel,
  why: string,
  rule?: Refusal,
): Promise<BulkJobState> {
  await record(tx, bulk, cancel, why, rule);
  return 'refused';
}

/** The audit row of a job that gets no cancel. */
async function record(
  tx: Tx,
  bulk: Bulk,
  cancel: Cancel,
  why: string,
  rule?: Refusal,
): Promise<void> {
  await tx.audit.begin({ ...entryOf(bulk, cancel), ...refusedBy(rule) });
  await tx.audit.complete(cancel.requestKey, `refused: ${why}`);
}
