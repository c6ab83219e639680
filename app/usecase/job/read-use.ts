import { failed, type Result } from '../../domain/error/failure.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { isOver } from '../../domain/job/tracked-job.ts';
import { useOf, type ProjectUse } from '../../domain/use/gpu-use.ts';
import { hasRecentUse, showUse, type ShownUse, type UsingRun } from '../../domain/use/shown-use.ts';
import type { GpuUse } from '../ports/gpu-use.ts';
import { noAnswer, orAfterPatience } from './patience.ts';

export type ReadUseDeps = {
  readonly gpuUse: GpuUse;
  readonly pause: (ms: number) => Promise<void>;
};

/**
 * How a job uses its GPUs, for somebody who looks; undefined if there is nothing to tell. What is
 * slow is not waited for: the reading goes on, and who asks again soon gets it.
 */
export async function readJobUse(
  deps: ReadUseDeps,
  card: CardView,
  now: number,
): Promise<ShownUse | undefined> {
  const using = usingOf(card, now);
  if (using === undefined) return undefined;
  const reading = await readRecentUse(deps, using.run.project);
  return showUse(useOf(reading, using.jobId), using.run, now);
}

/** The run whose recent use can be told; undefined if there is nothing to tell. */
export function usingOf(
  { job, launch }: CardView,
  now: number,
): { readonly jobId: string; readonly run: UsingRun } | undefined {
  if (job?.startTime === undefined) return undefined;
  const { startTime, endTime = job.stateSince } = job;
  const run = {
    ...{ project: job.target.project, startTime, jobSpec: launch.body.jobSpec },
    endTime: isOver(job) ? endTime : undefined,
  };
  return hasRecentUse(run, now) ? { jobId: job.key.id, run } : undefined;
}

/** The use in a project, or after some seconds that there was no answer. */
export function readRecentUse(
  { gpuUse, pause }: ReadUseDeps,
  project: string,
): Promise<Result<ProjectUse>> {
  const tooSlow = `Cloud Monitoring gave ${noAnswer}.`;
  return orAfterPatience(pause, gpuUse.recent(project), () =>
    failed({ kind: 'transient', message: tooSlow }),
  );
}
