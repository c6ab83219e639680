// The last lines of a failed job's log: read apart from everything else, and told as a completion of the reply that tells the
// failure. Slow, empty or forbidden logs delay nothing; what is read is told in the transaction that ends the search, so once.

import type { Result } from '../../domain/error/failure.ts';
import type { LogLine, LogReading } from '../../domain/logs/job-log.ts';
import {
  failedReplica,
  lastWords,
  nextTry,
  tailEntries,
  type LogTail,
} from '../../domain/logs/log-tail.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { secretsOf } from '../../domain/template/secret/hide-secrets.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { JobLogs } from '../ports/job-logs.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';

export type TailDeps = {
  readonly store: Store;
  readonly logs: JobLogs;
  readonly settings: {
    /** How long after a job's end its log is first read, and the first pause between two readings: Cloud Logging lags. */
    readonly tailPauseMs: number;
  };
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

/** One reading in so long for a whole project: people who ask for logs share its quota (60 a minute). */
const readIntervalMs = 2_000;

/** Reads the end of one log, if it is time for that, and tells it. */
export async function tellLogTail(deps: TailDeps, claimed: Claimed<LogTail>): Promise<void> {
  const { store, logs } = deps;
  const begun = await store.transaction((tx) => begin(tx, deps, claimed));
  if (begun === undefined) return;
  const { job, launch } = begun;
  const read = await logs.read({
    target: job.target,
    jobId: job.key.id,
    since: job.createTime,
    replica: failedReplica(job.error),
    most: tailEntries,
  });
  if (!read.ok && read.failure.kind === 'permanent') {
    deps.log.warn('the last lines of a log can’t be read', { why: read.failure.message });
  }
  const lines = read.ok ? lastWords(read.value.entries, secretsOf(launch)) : [];
  await store.transaction((tx) => finish(tx, deps, claimed, read, lines));
}

/** The job whose log is to be read now; undefined: not now. */
async function begin(
  tx: Tx,
  { settings }: TailDeps,
  { value: tail, lease }: Claimed<LogTail>,
): Promise<{ readonly job: TrackedJob; readonly launch: Launch } | undefined> {
  const readableAt = tail.endedAt + settings.tailPauseMs;
  if (tx.now < readableAt) {
    await tx.logTails.release(tail, readableAt, lease);
    return undefined;
  }
  const card = await tx.cards.byLaunch(tail.launchId);
  const job = card?.job;
  if (card === undefined || job === undefined) {
    await tx.logTails.release(tail, undefined, lease);
    return undefined;
  }
  const use = await tx.rateBudgets.take(`logs:${job.target.project}`, readIntervalMs);
  if (use.taken) return { job, launch: card.launch };
  await tx.logTails.release(tail, use.freeAt, lease);
  return undefined;
}

async function finish(
  tx: Tx,
  { settings }: TailDeps,
  { value: tail, lease }: Claimed<LogTail>,
  read: Result<LogReading>,
  lines: readonly LogLine[],
): Promise<void> {
  const isFinal = lines.length > 0 || (!read.ok && read.failure.kind === 'permanent');
  const { attempts, dueAt } = nextTry(tail, tx.now, settings.tailPauseMs);
  const isOurs = await tx.logTails.release(
    { ...tail, attempts },
    isFinal ? undefined : dueAt,
    lease,
  );
  if (!isOurs || lines.length === 0) return;
  const { launchId, completes } = tail;
  const update: Update = { kind: 'log-tail', at: tx.now, lines: [...lines], completes };
  await tellThreads(tx, launchId, `tail:${completes}`, update);
}
