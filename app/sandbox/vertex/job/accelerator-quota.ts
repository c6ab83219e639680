import { ApiError } from '../base/errors.ts';
import type { JobRecord, Place } from './job-record.ts';
import type { CheckedJob } from './job-spec.ts';
import { countAccelerators, metricOf } from './quota-metric.ts';
import { isTerminal, stepAt } from './timeline.ts';

/** Checks that the region's quota has enough accelerators left for a job. @throws ApiError (429) otherwise */
export function checkAcceleratorQuota(
  job: CheckedJob,
  place: Place,
  jobs: readonly JobRecord[],
  limits: Readonly<Record<string, number>>,
  nowMs: number,
): void {
  const inUse = jobs.filter(
    (other) =>
      other.place.projectNumber === place.projectNumber &&
      other.place.location === place.location &&
      !isTerminal(stepAt(other.timeline, nowMs).state),
  );
  const short = [...countAccelerators(job)].filter(([accelerator, wanted]) => {
    const used = inUse.reduce(
      (sum, { checked }) => sum + (countAccelerators(checked).get(accelerator) ?? 0),
      0,
    );
    return used + wanted > (limits[accelerator] ?? Infinity);
  });
  if (short.length === 0) return;
  const metrics = short.map(([accelerator]) => metricOf(accelerator, job));
  throw new ApiError(
    'RESOURCE_EXHAUSTED',
    `The following quota metrics exceed quota limits: ${metrics.join(',')}`,
  );
}
