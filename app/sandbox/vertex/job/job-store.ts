// All jobs that were ever created, and their changes. Every change takes effect at once.

import type { JsonObject } from '../../shared/json.ts';
import { parseDurationMs } from '../base/times.ts';
import type { JobRecord, Place } from './job-record.ts';
import type { CheckedJob } from './job-spec.ts';
import type { Choice } from './scenario-rules.ts';
import type { Cancel } from './scenario.ts';
import {
  cancelTimeline,
  planTimeline,
  redirect,
  rescale,
  type Limits,
  type Step,
} from './timeline.ts';

export type NewJob = {
  readonly place: Place;
  readonly body: JsonObject;
  readonly checked: CheckedJob;
  readonly choice: Choice;
  readonly origin: JobRecord['origin'];
};

export interface JobStore {
  create(job: NewJob): JobRecord;
  find(id: string): JobRecord | undefined;
  /** Newest first, deleted ones included. */
  all(): readonly JobRecord[];
  cancel(id: string): void;
  redirect(id: string, steps: readonly Step[]): void;
  /** The API stops finding the job `afterMs` from now. */
  remove(id: string, afterMs: number): void;
  setCancel(id: string, cancel: Cancel): void;
  /** Makes all future steps `factor` times faster. */
  rescale(factor: number): void;
  clear(): void;
}

type Deps = {
  readonly clock: () => number;
  readonly newId: () => string;
  readonly speed: () => number;
};

/** An empty store. */
export function createJobStore({ clock, newId, speed }: Deps): JobStore {
  const jobs = new Map<string, JobRecord>();
  let sequence = 0;
  const change = (id: string, act: (job: JobRecord) => JobRecord): void => {
    const job = jobs.get(id);
    if (job !== undefined) jobs.set(id, act(job));
  };
  return {
    create({ choice, ...asked }) {
      const createdMs = clock() - choice.scenario.ageMs;
      const timeline = planTimeline(choice.scenario, createdMs, speed(), limitsOf(asked.checked));
      const { name: scenarioName, scenario } = choice;
      sequence += 1;
      const made = { ...asked, scenarioName, scenario, sequence, id: newId(), createdMs, timeline };
      jobs.set(made.id, made);
      return made;
    },
    find: (id) => jobs.get(id),
    all: () => [...jobs.values()].reverse(),
    cancel(id) {
      change(id, (job) => cancelled(job, clock(), speed()));
    },
    redirect(id, steps) {
      change(id, (job) => ({ ...job, timeline: redirect(job.timeline, clock(), steps) }));
    },
    remove(id, afterMs) {
      change(id, (job) => ({ ...job, deletedMs: clock() + afterMs }));
    },
    setCancel(id, cancel) {
      change(id, (job) => ({ ...job, scenario: { ...job.scenario, cancel } }));
    },
    rescale(factor) {
      for (const id of jobs.keys()) {
        change(id, (job) => ({ ...job, timeline: rescale(job.timeline, clock(), factor) }));
      }
    },
    clear: () => jobs.clear(),
  };
}

function cancelled(job: JobRecord, nowMs: number, speed: number): JobRecord {
  const { cancel, error } = job.scenario;
  return { ...job, timeline: cancelTimeline(job.timeline, nowMs, speed, cancel, error) };
}

/** scheduling.timeout defaults to seven days, maxWaitDuration to one day; a maxWaitDuration of zero waits forever. */
function limitsOf(checked: CheckedJob): Limits {
  const { timeout = '604800s', maxWaitDuration, strategy } = checked.jobSpec?.scheduling ?? {};
  const waitMs = parseDurationMs(maxWaitDuration ?? '86400s');
  return {
    runMs: parseDurationMs(timeout),
    waitMs: strategy === 'FLEX_START' && waitMs !== 0 ? waitMs : undefined,
  };
}
