import type { Result } from '../../domain/error/failure.ts';
import type { ProjectUse } from '../../domain/use/gpu-use.ts';
import type { Span } from '../../domain/use/use-summary.ts';

/**
 * The use of GPUs from Cloud Monitoring, whose points come minutes later. Reads are retried
 * internally for a while. Ask only if a guard or somebody who looks needs it.
 */
export interface GpuUse {
  /**
   * All jobs of a project over the last `recentUseMs`. It is read once a minute at most: whoever
   * asks meanwhile gets the same, `readAt` says how old it is. A reading that isn't whole is a
   * failure.
   */
  recent(project: string): Promise<Result<ProjectUse>>;
  /** One job over its run, read each time. */
  ofRun(project: string, jobId: string, run: Span): Promise<Result<ProjectUse>>;
}
