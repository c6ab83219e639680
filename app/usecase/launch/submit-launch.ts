// What the loop does with an accepted launch. Invariants: `submitting` is committed before create
// is sent, and nothing is sent with less than one timeout left on the lease. So a launch found
// `submitting` after its lease may have been sent, and is in doubt.

import {
  afterCreate,
  intoDoubt,
  type LaunchSettings,
  type LaunchStep,
} from '../../domain/launch/lost-create.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { pauseAfterMs } from '../../domain/error/back-off.ts';
import type { Failure } from '../../domain/error/failure.ts';
import { hideSecretsOf } from '../../domain/template/secret/hide-secrets.ts';
import { isOutOfCapacity } from '../../domain/launch/ladder.ts';
import { stepDown } from '../poll/step-down.ts';
import { bind } from '../poll/record-observation.ts';
import { refreshCards, tellThreads } from '../notification/tell-threads.ts';
import { admit, whyNot } from './admit.ts';
import { whyNotSent, type StillApprovedDeps } from './still-approved.ts';
import { warnOfBudgets } from './warn-budgets.ts';
import { droppedTarget, endOrPassOn, type PassOnDeps } from './pass-on.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { Vertex } from '../ports/vertex.ts';

/** At first, how long to wait for Slack to say who may still approve. */
const retryMs = 2_000;

export type SubmitDeps = PassOnDeps &
  StillApprovedDeps & {
    readonly store: Store;
    readonly vertex: Vertex;
    readonly settings: LaunchSettings & { readonly vertexTimeoutMs: number };
    /** Monotonic clock, ms. */
    readonly monotonic: () => number;
    readonly newId: () => string;
    readonly count: (outcome: string) => void;
  };

/** Sends the create of an accepted launch, once. */
export async function submit(deps: SubmitDeps, { value, lease }: Claimed<Launch>): Promise<void> {
  const { store, vertex, settings } = deps;
  const stopped = droppedTarget(deps, value.target) ?? (await whyNotSent(deps, value));
  if (stopped !== undefined && 'later' in stopped) {
    await store.transaction(async (tx) => {
      const since = value.ladder?.missed.at(-1)?.at ?? value.approval?.decision?.at;
      const failingMs = tx.now - (since ?? tx.now);
      const pauseMs = pauseAfterMs(failingMs, { firstMs: retryMs });
      await tx.launches.release(value, tx.now + pauseMs, lease);
    });
    return;
  }
  const launch = await store.transaction(async (tx) => {
    // Nobody sets a lock between this and the commit: a create is committed before it, or not at all.
    const why = whyNot(await admit(tx, deps, value), value.approval) ?? stopped;
    if (why !== undefined) {
      await endOrPassOn(tx, deps, value, why, lease);
      return undefined;
    }
    const submitting = { ...value, state: 'submitting', submittedAt: tx.now } satisfies Launch;
    const saved = (await tx.launches.saveUnderLease(submitting, lease)) ? submitting : undefined;
    if (saved !== undefined) await warnOfBudgets(tx, deps, saved);
    return saved;
  });
  if (launch === undefined) return; // refused, or cancelled meanwhile, which voids its lease
  if (!enoughLeaseLeft(deps, lease)) {
    await notSent(deps, launch, lease);
    return;
  }
  const result = await vertex.create(launch.target, launch.body);
  if (result.ok) {
    await store.transaction((tx) => bind(tx, launch.id, result.value, { adopted: false }));
    deps.count('created');
    return;
  }
  deps.count(result.failure.kind);
  // It may quote the request, and it is stored, audited and shown.
  const message = hideSecretsOf(launch, result.failure.message);
  const failure = { ...result.failure, message };
  await store.transaction((tx) => recordCreate(tx, settings, launch, failure, lease));
}

/** Puts a launch in doubt that is `submitting` although no worker has it: its sender died. */
export async function recover(
  { store, settings }: SubmitDeps,
  { value: launch, lease }: Claimed<Launch>,
): Promise<void> {
  const failure: Failure = {
    kind: 'in-doubt',
    message: 'The bot stopped while it was sending the request.',
  };
  await store.transaction(async (tx) => {
    await release(tx, intoDoubt(launch, failure, tx.now, settings), lease);
  });
}

async function recordCreate(
  tx: Tx,
  settings: LaunchSettings,
  launch: Launch,
  failure: Failure,
  lease: Lease,
): Promise<void> {
  const step = afterCreate(launch, failure, tx.now, settings);
  if (step.launch.state === 'doubt') {
    await release(tx, step, lease);
    return;
  }
  // A refusal, or that nothing was sent, is certain, even if the lease was lost and another worker
  // put the launch in doubt.
  const current = await tx.launches.lock(launch.id);
  if (current === undefined || current.submittedAt !== launch.submittedAt) return;
  if (!['submitting', 'doubt', 'unknown'].includes(current.state)) return;
  // What certainly has no job for want of capacity makes way for the next attempt.
  const isMissed =
    step.launch.state === 'failed' && isOutOfCapacity({ code: 2, message: failure.message });
  const { message } = failure;
  if (isMissed && (await stepDown(tx, step.launch, { why: 'refused', message }))) return;
  await tx.launches.overrule(step.launch, step.dueAt);
  await tx.cancels.wake({ launchId: launch.id });
  if (step.launch.state === 'failed') await tellRefusal(tx, launch, failure);
  else if (step.launch.attempts === 1) await refreshCards(tx, launch.id);
}

async function tellRefusal(tx: Tx, launch: Launch, failure: Failure): Promise<void> {
  await tellThreads(tx, launch.id, 'launch-failed', {
    kind: 'launch-failed',
    at: tx.now,
    failure,
  });
  await tx.audit.complete(launch.requestKey, `refused by Vertex: ${failure.message}`);
}

/** Stores a launch that isn't settled, and tells its thread if it is now in doubt. */
async function release(tx: Tx, step: LaunchStep, lease: Lease): Promise<void> {
  const { launch, dueAt } = step;
  if (!(await tx.launches.release(launch, dueAt, lease))) return;
  if (launch.state === 'doubt' && launch.failure !== undefined) {
    await tellThreads(tx, launch.id, `doubt:${launch.submittedAt ?? 0}`, {
      kind: 'launch-in-doubt',
      at: tx.now,
      failure: launch.failure,
    });
  }
}

async function notSent({ store, settings }: SubmitDeps, launch: Launch, lease: Lease) {
  await store.transaction(async (tx) => {
    const failure: Failure = {
      kind: 'not-sent',
      message: 'The bot was too slow to send it in time.',
    };
    await recordCreate(tx, settings, launch, failure, lease);
  });
}

function enoughLeaseLeft({ monotonic, settings }: SubmitDeps, lease: Lease): boolean {
  return lease.deadline - monotonic() > settings.vertexTimeoutMs;
}
