import { isEmptyPool, poolsOf } from './job-spec.ts';
import type { CheckedJob } from './job-spec.ts';
import { acceleratorsOf } from './machines.ts';
import type { Problem } from './spec-check.ts';
import { parseDurationMs } from './times.ts';

const weekMs = 7 * 24 * 3_600_000;
const flexAccelerators =
  /^NVIDIA_(L4|TESLA_A100|A100_80GB|H100_80GB|H100_MEGA_80GB|H200_141GB|B200)$/;

/** The rules of `scheduling`: FLEX_START alone has a waiting time, a limit of a week, and its own accelerators. */
export function checkScheduling(job: CheckedJob): Problem[] {
  const { timeout, maxWaitDuration, strategy } = job.jobSpec?.scheduling ?? {};
  const path = 'job_spec.scheduling';
  const problems: Problem[] = [];
  const timeoutMs = timeout === undefined ? undefined : parseDurationMs(timeout);
  if (timeoutMs !== undefined && timeoutMs <= 0) {
    problems.push([`${path}.timeout`, 'The timeout must be positive.']);
  }
  if (maxWaitDuration !== undefined && strategy !== 'FLEX_START') {
    problems.push([
      `${path}.max_wait_duration`,
      '`max_wait_duration` can only be set when the strategy is FLEX_START.',
    ]);
  }
  if (maxWaitDuration !== undefined && (parseDurationMs(maxWaitDuration) ?? 0) < 0) {
    problems.push([`${path}.max_wait_duration`, 'The duration must not be negative.']);
  }
  if (strategy !== 'FLEX_START') return problems;
  if ((timeoutMs ?? weekMs) > weekMs) {
    problems.push([`${path}.timeout`, 'The timeout of a FLEX_START job can be up to 7 days.']);
  }
  return [...problems, ...checkFlexMachines(job, path)];
}

function checkFlexMachines(job: CheckedJob, path: string): Problem[] {
  const machines = poolsOf(job)
    .filter((pool) => !isEmptyPool(pool))
    .map(({ machineSpec }) => ({
      type: machineSpec?.machineType ?? '',
      ...acceleratorsOf(
        machineSpec?.machineType ?? '',
        machineSpec?.acceleratorType,
        machineSpec?.acceleratorCount ?? 0,
      ),
    }));
  const problems: Problem[] = [];
  if (machines.some(({ accelerator = '' }) => !flexAccelerators.test(accelerator))) {
    problems.push([
      `${path}.strategy`,
      'FLEX_START is only supported with L4, A100, H100, H200 and B200 accelerators.',
    ]);
  }
  if (new Set(machines.map(({ type }) => type)).size > 1) {
    problems.push([
      `${path}.strategy`,
      'FLEX_START requires the same machine type in all worker pools.',
    ]);
  }
  return problems;
}
