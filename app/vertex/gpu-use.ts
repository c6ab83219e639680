import type { Result } from '../domain/error/failure.ts';
import { recentUseMs, type ProjectUse } from '../domain/use/gpu-use.ts';
import type { GpuUse } from '../usecase/ports/gpu-use.ts';
import { readUse, type MonitoringDeps } from './monitoring.ts';

type Reading = {
  /** When it began, Unix ms. */
  readonly at: number;
  readonly result: Promise<Result<ProjectUse>>;
  /** How long it is good for; known once it has ended. */
  goodForMs: number;
};

/** Points come once a minute, so a newer reading would say nothing new. */
const freshMs = 60_000;
/** Somebody who was just given the role, or a passing failure, need not wait as long. */
const failedMs = 20_000;

/** Keeps each project's last reading, and lets all who ask meanwhile have the same. */
export function createGpuUse(deps: MonitoringDeps): GpuUse {
  const readings = new Map<string, Reading>();
  return {
    recent(project) {
      const now = deps.clock();
      const last = readings.get(project);
      // Unless the clock was set back.
      if (last !== undefined && now >= last.at && now < last.at + last.goodForMs) {
        return last.result;
      }
      const span = { fromMs: now - recentUseMs, untilMs: now };
      const reading: Reading = {
        at: now,
        result: readUse(deps, project, span),
        goodForMs: Infinity,
      };
      readings.set(project, reading);
      void reading.result.then(({ ok }) => {
        reading.goodForMs = ok ? freshMs : failedMs;
      });
      return reading.result;
    },
  };
}
