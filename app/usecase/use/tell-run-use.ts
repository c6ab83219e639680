// How a job used its GPUs over its run: read apart from everything else, and told as a completion of the reply that tells its end.
// Slow, missing or forbidden metrics delay nothing. It is told in the transaction that ends the search, so once.

import type { Result } from '../../domain/error/failure.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { nextTry } from '../../domain/logs/log-tail.ts';
import type { Update } from '../../domain/notification/update.ts';
import { areAlike, gpuReplicasOf } from '../../domain/use/gpu-replicas.ts';
import { useOf, type ProjectUse } from '../../domain/use/gpu-use.ts';
import { runUseOf, type RunUse } from '../../domain/use/run-use.ts';
import type { Span } from '../../domain/use/use-summary.ts';
import type { UseTail } from '../../domain/use/use-tail.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { GpuUse } from '../ports/gpu-use.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';

export type RunUseDeps = {
  readonly store: Store;
  readonly gpuUse: GpuUse;
  readonly settings: {
    /** How long after a job's end its use is first read, and the first pause between two readings: points come minutes later. */
    readonly usePauseMs: number;
  };
};

/** One reading in so long for a whole project: quotas are shared. */
const readIntervalMs = 10_000;

type Begun = {
  readonly card: CardView;
  readonly project: string;
  readonly jobId: string;
  readonly run: Span;
};

/** Reads the use of one run, if it is time for that, and tells it if all of it is known. */
export async function tellRunUse(deps: RunUseDeps, claimed: Claimed<UseTail>): Promise<void> {
  const { store, gpuUse } = deps;
  const begun = await store.transaction((tx) => begin(tx, deps, claimed));
  if (begun === undefined) return;
  const { project, jobId, run } = begun;
  const reading = await gpuUse.ofRun(project, jobId, run);
  await store.transaction((tx) => finish(tx, deps, claimed, begun, reading));
}

/** The run that is to be read now; undefined: not now. */
async function begin(
  tx: Tx,
  { settings }: RunUseDeps,
  { value: tail, lease }: Claimed<UseTail>,
): Promise<Begun | undefined> {
  const readableAt = tail.endedAt + settings.usePauseMs;
  if (tx.now < readableAt) {
    await tx.useTails.release(tail, readableAt, lease);
    return undefined;
  }
  const card = await tx.cards.byLaunch(tail.launchId);
  const job = card?.job;
  if (card === undefined || job?.startTime === undefined) {
    await tx.useTails.release(tail, undefined, lease);
    return undefined;
  }
  const { project } = job.target;
  const budget = await tx.rateBudgets.take(`use:${project}`, readIntervalMs);
  if (!budget.taken) {
    await tx.useTails.release(tail, budget.freeAt, lease);
    return undefined;
  }
  const run = { fromMs: job.startTime, untilMs: job.endTime ?? job.stateSince };
  return { card, project, jobId: job.key.id, run };
}

async function finish(
  tx: Tx,
  { settings }: RunUseDeps,
  { value: tail, lease }: Claimed<UseTail>,
  { card, jobId, run }: Begun,
  reading: Result<ProjectUse>,
): Promise<void> {
  const { jobSpec } = card.launch.body;
  const known = useOf(reading, jobId);
  const use = known.kind === 'known' ? runUseOf(known.use, gpuReplicasOf(jobSpec), run) : undefined;
  const isFinal = use !== undefined || (!reading.ok && reading.failure.kind === 'permanent');
  const { attempts, dueAt } = nextTry(tail, tx.now, settings.usePauseMs);
  const next = isFinal ? undefined : dueAt;
  const isOurs = await tx.useTails.release({ ...tail, attempts }, next, lease);
  if (!isOurs || use === undefined) return;
  await tellThreads(tx, tail.launchId, `use:${tail.completes}`, toUpdate(use, tail, jobSpec, tx));
}

function toUpdate(
  use: RunUse,
  { completes }: UseTail,
  jobSpec: Readonly<Record<string, unknown>>,
  { now }: Tx,
): Update {
  return { kind: 'run-use', at: now, ...use, alike: areAlike(jobSpec), completes };
}
