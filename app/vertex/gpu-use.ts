import { recentUseMs, type ProjectUse } from '../domain/use/gpu-use.ts';
import type { GpuUse } from '../usecase/ports/gpu-use.ts';
import { readUse, type MonitoringDeps } from './monitoring.ts';
import { onceAMinute } from './once-a-minute.ts';

/** The use of GPUs, read when somebody asks. */
export function createGpuUse(deps: MonitoringDeps): GpuUse {
  const kept = onceAMinute<ProjectUse>(deps.clock);
  return {
    recent: (project) =>
      kept(project, () => {
        const now = deps.clock();
        return readUse(deps, project, { fromMs: now - recentUseMs, untilMs: now });
      }),
    ofRun: (project, jobId, run) => readUse(deps, project, run, jobId),
  };
}
