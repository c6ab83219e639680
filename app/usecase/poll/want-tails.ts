import { tailOf } from '../../domain/logs/log-tail.ts';
import type { JobChange, TrackedJob } from '../../domain/job/tracked-job.ts';
import { gpuReplicasOf } from '../../domain/use/gpu-replicas.ts';
import { useTailOf } from '../../domain/use/use-tail.ts';
import type { Tx } from '../ports/store/store.ts';

/** Notes what is to be read and told later of a job's end. */
export async function wantTails(
  tx: Tx,
  launchId: string,
  job: TrackedJob,
  change: JobChange,
): Promise<void> {
  const log = tailOf(launchId, job, change);
  if (log !== undefined) await tx.logTails.insert(log);
  const use = useTailOf(launchId, job, change);
  if (use === undefined) return;
  const [launch] = await tx.launches.byIds([launchId]);
  if (gpuReplicasOf(launch?.body.jobSpec).length > 0) await tx.useTails.insert(use);
}
