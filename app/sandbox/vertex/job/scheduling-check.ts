import { parseDurationMs } from '../base/times.ts';
import type { CheckedJob } from './job-spec.ts';

const weekMs = 7 * 24 * 3_600_000;

/**
 * Checks `scheduling`. FLEX_START jobs may run for a week at most. What Google only recommends (machine types, a waiting time with SPOT) is
 * not enforced.
 */
export function checkScheduling(job: CheckedJob): Problem[] {
  const { timeout, maxWaitDuration, strategy } = job.jobSpec?.scheduling ?? {};
  const path = 'job_spec.scheduling';
  const problems: Problem[] = [];
  const timeoutMs = timeout === undefined ? undefined : parseDurationMs(timeout);
  if (timeoutMs !== undefined && timeoutMs <= 0) {
    problems.push([`${path}.timeout`, 'The timeout must be positive.']);
  }
  if (maxWaitDuration !== undefined && (parseDurationMs(maxWaitDuration) ?? 0) < 0) {
    problems.push([`${path}.max_wait_duration`, 'The duration must not be negative.']);
  }
  if (strategy !== 'FLEX_START') return problems;
  if ((timeoutMs ?? weekMs) > weekMs) {
    problems.push([`${path}.timeout`, 'The timeout of a FLEX_START job can be up to 7 days.']);
  }
  return problems;
}

export type Problem = readonly [field: string, message: string];
