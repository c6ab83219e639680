// What the rules of a guard need from elsewhere: the use of GPUs and when the job last logged. It is
// read only for rules that need it, for all jobs of a project at once.

import type { Readings } from '../../domain/launch/guard-facts.ts';
import type { GuardRule } from '../../domain/guard/guard.ts';
import type { GuardFacts, IdleFact, NotKnown } from '../../domain/guard/judge-rule.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import { gpuReplicasOf } from '../../domain/use/gpu-replicas.ts';
import { isUseDenied, useOf, type KnownUse } from '../../domain/use/gpu-use.ts';
import { summarizeUse } from '../../domain/use/use-summary.ts';
import { judgeIdle } from '../../domain/use/idle.ts';
import type { GpuUse } from '../ports/gpu-use.ts';
import type { LastLogs } from '../ports/last-logs.ts';
import type { Store } from '../ports/store/store.ts';

type ReadingsDeps = {
  readonly store: Store;
  readonly gpuUse: GpuUse;
  readonly lastLogs: LastLogs;
};

type Live = CardView & { readonly job: TrackedJob };

/** Reads what the rules of one job need. Never rejects. */
export async function readReadings(
  deps: ReadingsDeps,
  card: Live,
  rules: readonly GuardRule[],
): Promise<Readings> {
  const runningSince = runsSince(card.job);
  const needs = (kind: GuardRule['kind']) =>
    runningSince !== undefined && rules.some((rule) => rule.kind === kind);
  const [use, lastLogAt] = await Promise.all([
    needs('idle') ? deps.gpuUse.recent(card.job.target.project) : undefined,
    needs('silent') ? readLastLog(deps, card) : ('log-not-read' as const),
  ]);
  const known = use && useOf(use, card.job.key.id);
  return { idleFor: idleBy(card, known, runningSince), lastLogAt };
}

const running: readonly string[] = ['RUNNING', 'UPDATING'];

/** Since when it runs, after its latest restart (Unix ms); undefined: it doesn’t. */
function runsSince({ state, stateSince, phases = [] }: TrackedJob): number | undefined {
  if (!running.includes(state)) return undefined;
  const before = phases.findLastIndex((phase) => !running.includes(phase.state));
  return phases[before + 1]?.since ?? stateSince;
}

function idleBy(
  { launch }: Live,
  known: KnownUse | undefined,
  runningSince: number | undefined,
): GuardFacts['idleFor'] {
  return (rule, forMs, now): IdleFact => {
    if (known === undefined || runningSince === undefined) return notKnown('use-not-read');
    const gpuReplicas = gpuReplicasOf(launch.body.jobSpec);
    if (gpuReplicas.length === 0) return notKnown('no-gpus');
    if (known.kind === 'failed') {
      return notKnown(isUseDenied(known.failure) ? 'use-denied' : 'use-not-read');
    }
    if (known.kind !== 'known') return notKnown('use-incomplete');
    const verdict = judgeIdle({ ...rule, forMs }, known.use, { runningSince, gpuReplicas }, now);
    if (verdict.kind === 'idle') {
      const span = { fromMs: now - forMs, untilMs: now };
      const { asOf, replicas } = summarizeUse(known.use, gpuReplicas, span, chartWidth);
      const { average } = verdict;
      return { kind: 'idle', average, asOf, replicas: replicas.slice(0, mostReplicas) };
    }
    return verdict.kind === 'busy' ? { kind: 'busy' } : notKnown('use-incomplete');
  };
}

/** A warning’s chart: so many characters for each of so many replicas, the least used first. */
const chartWidth = 15;
const mostReplicas = 6;

const notKnown = (why: NotKnown): IdleFact => ({ kind: 'not-known', why });

/** A project is read once a minute, so all of its jobs with such a rule are asked for at once. */
async function readLastLog(
  { store, lastLogs }: ReadingsDeps,
  { job }: Live,
): Promise<number | NotKnown> {
  const { project } = job.target;
  const jobs = await store.transaction((tx) => tx.guards.silentJobs(project));
  const own = { id: job.key.id, since: job.startTime ?? job.createTime };
  const asked = jobs.some(({ id }) => id === own.id) ? jobs : [own, ...jobs];
  const read = await lastLogs.read(project, asked);
  if (!read.ok) return 'log-not-read';
  return read.value.at.get(own.id) ?? 'never-logged';
}
