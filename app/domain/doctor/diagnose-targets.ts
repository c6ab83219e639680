// What doctor finds of targets: whether they are read, how often, and what can’t be.

import type { Finding, Grade, TargetCheck, UseCheck } from './checkup.ts';
import { isStretched } from '../job/poll-pace.ts';
import { isStale } from '../job/target-health.ts';

/** A target unread for longer than this is unreachable. */
const darkMs = 10 * 60_000;

/** A project has one number, whichever of its locations reported it. */
export function targetFindings(targets: readonly TargetCheck[], now: number): readonly Finding[] {
  const numberOf = ({ target: { project } }: TargetCheck) =>
    targets.find((one) => one.target.project === project && one.projectNumber !== undefined)
      ?.projectNumber;
  return targets.flatMap((one) => [
    targetFinding({ ...one, projectNumber: numberOf(one) }, now),
    ...oddFindings(one),
    ...paceFindings(one),
  ]);
}

function targetFinding(target: TargetCheck, now: number): Finding {
  const { lastGoodPollAt, problem } = target;
  const ageMs = lastGoodPollAt === undefined ? undefined : Math.max(0, now - lastGoodPollAt);
  return {
    about: 'target',
    grade: gradeTarget(ageMs, problem, isStale(target, now)),
    target,
    ageMs,
  };
}

/** All else works without it, so even a refusal is no more than a warning. */
export function useFinding(check: UseCheck): Finding {
  const { problem } = check;
  const isOff = problem?.kind === 'use-forbidden' || problem?.kind === 'monitoring-not-enabled';
  const grade = problem === undefined ? 'ok' : isOff ? 'warning' : 'unknown';
  return { about: 'use', grade, check };
}

function oddFindings({ target, odd }: TargetCheck): readonly Finding[] {
  return odd === undefined ? [] : [{ about: 'odd', grade: 'warning', target, odd }];
}

/** That many jobs are read less often is as it should be; that Vertex AI refuses reads is not. */
function paceFindings({ target, pace }: TargetCheck): readonly Finding[] {
  if (pace === undefined || !isStretched(pace)) return [];
  return [{ about: 'pace', grade: pace.slowMs === undefined ? 'ok' : 'warning', target, pace }];
}

function gradeTarget(
  ageMs: number | undefined,
  problem: string | undefined,
  stale: boolean,
): Grade {
  if (ageMs === undefined) return problem === undefined ? 'unknown' : 'problem';
  if (!stale) return 'ok';
  return ageMs > darkMs ? 'problem' : 'warning';
}
