// An attempt of a launch is the one whose turn it is, and is sent as its template has it.

import { z } from 'zod';
import type { Attempt, LaunchEvidence } from '../evidence/by-launch.ts';
import type { VertexJob } from '../evidence/evidence.ts';
import { ladderOf, type Missed } from '../evidence/ladders.ts';
import { requestOf } from '../evidence/payload-keys.ts';
import { ladder as expected } from '../plan/ladders.ts';
import type { Violation } from './check-run.ts';

/** An attempt, which of them it is, and what the attempt after it says of its end. */
export type Step = Attempt & {
  readonly nth: number;
  readonly missed: Missed | undefined;
};

/** An attempt is the one whose turn it is, and is sent as the template has it. */
export function checkStep(
  { launch: newest, before }: LaunchEvidence,
  { launch, jobs, nth }: Step,
): Violation[] {
  const first = before[0]?.launch ?? newest;
  const its = ladderOf(launch);
  const found: Violation[] = [];
  const other = (what: string): void =>
    void found.push({ kind: 'other', what: `attempt ${nth + 1} of ${newest.handle} ${what}` });
  if (its?.at !== nth) other(`is stored as ${its?.at ?? 'no attempt'}`);
  if (its?.missed.length !== nth) other(`follows ${its?.missed.length ?? 'no'} attempts`);
  if (requestOf(launch.request_key) !== requestOf(newest.request_key)) {
    other(`is of another request: ${launch.request_key}`);
  }
  for (const job of jobs) {
    const sent = sentAs(job);
    const rung = expected[nth + (isAgain(first) ? expected.length - (its?.rungs.length ?? 0) : 0)];
    const asked = rung && [rung.location, rung.machineType, rung.strategy].join();
    if (sent !== asked) other(`was sent as ${sent}, and is ${asked ?? 'none'}`);
  }
  return found;
}

/** One that a person launched again or re-ran: it tries what was left. */
const isAgain = ({ repeats, rerun_of }: Attempt['launch']): boolean =>
  repeats !== null || rerun_of !== null;

const specSchema = z.looseObject({
  workerPoolSpecs: z.array(
    z.looseObject({ machineSpec: z.looseObject({ machineType: z.string() }) }),
  ),
  scheduling: z.looseObject({ strategy: z.string().optional() }).optional(),
});

function sentAs({ location, jobSpec }: VertexJob): string {
  const { workerPoolSpecs, scheduling } = specSchema.parse(jobSpec);
  const machine = workerPoolSpecs[0]?.machineSpec.machineType;
  return [location, machine, scheduling?.strategy].join();
}
