import { succeeded, type Result } from '../../../app/domain/error/failure.ts';
import type { ProjectUse } from '../../../app/domain/use/gpu-use.ts';
import type { Span } from '../../../app/domain/use/use-summary.ts';
import type { GpuUse } from '../../../app/usecase/ports/gpu-use.ts';

/** A Cloud Monitoring that gives `use.reading` to whoever asks, and remembers for what. */
export function createFakeGpuUse() {
  const useReads: string[] = [];
  const runReads: { readonly jobId: string; readonly run: Span }[] = [];
  const use: { reading: Result<ProjectUse> | Promise<Result<ProjectUse>> } = {
    reading: succeeded({ readAt: 0, jobs: new Map(), unreadable: new Set() }),
  };
  const gpuUse: GpuUse = {
    recent(project) {
      useReads.push(project);
      return Promise.resolve(use.reading);
    },
    ofRun(_, jobId, run) {
      runReads.push({ jobId, run });
      return Promise.resolve(use.reading);
    },
  };
  return { gpuUse, use, useReads, runReads };
}
