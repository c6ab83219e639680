// A job's log as a function of its timeline: nothing is stored, and each read derives the lines written so far.

import type { JsonObject } from '../../shared/json.ts';
import { formatTime } from '../base/times.ts';
import { fillText, nameOf, type JobRecord } from '../job/job-record.ts';
import { historyAt, type Step } from '../job/timeline.ts';

export type LogLine = {
  readonly atMs: number;
  readonly task: 'service' | 'workerpool0-0';
  readonly severity: 'INFO' | 'WARNING' | 'ERROR';
  readonly text: string;
};

/** A training step is logged this often. */
const stepMs = 1000;
/** No more training steps than this are logged. */
const maxSteps = 500;
/** From the last training step until the program ends. */
const beforeEndMs = 100;

/** The lines that a job has written by `nowMs`, oldest first. `speed` sets how fast it trains. */
export function logLines(job: JobRecord, nowMs: number, speed: number): LogLine[] {
  const history = historyAt(job.timeline, nowMs);
  const lines = history.flatMap((step, index) => {
    // The training step in which a program fails is not logged; its last output is.
    const untilMs = (history[index + 1]?.atMs ?? nowMs) - beforeEndMs / speed;
    return step.state === 'RUNNING'
      ? [serviceLine(step), ...trainingLines(step.atMs, untilMs, speed)]
      : [...lastOutput(step, speed), serviceLine(step, job)];
  });
  return lines.sort((left, right) => left.atMs - right.atMs);
}

const sentences: Readonly<Record<string, string>> = {
  QUEUED: 'Job is queued.',
  PENDING: 'Waiting for job to be provisioned.',
  RUNNING: 'Job is running.',
  CANCELLING: 'Job is being cancelled.',
  CANCELLED: 'Job cancelled.',
  SUCCEEDED: 'Job completed successfully.',
};

function serviceLine(step: Step, job?: JobRecord): LogLine {
  const error = step.error === undefined ? undefined : step.error.message;
  const failed = step.state === 'FAILED';
  const text =
    failed && error !== undefined && job !== undefined
      ? fillText(error, job)
      : (sentences[step.state] ?? `Job state is ${step.state}.`);
  return { atMs: step.atMs, task: 'service', severity: failed ? 'ERROR' : 'INFO', text };
}

function trainingLines(fromMs: number, untilMs: number, speed: number): LogLine[] {
  const due = Math.floor((untilMs - fromMs) / (stepMs / speed));
  const count = Math.max(0, Math.min(maxSteps, due));
  return Array.from({ length: count }, (_, index) => ({
    atMs: fromMs + ((index + 1) * stepMs) / speed,
    task: 'workerpool0-0',
    severity: 'INFO',
    text: `step ${(index + 1) * 100}: loss=${(2.3 / Math.sqrt(index + 1)).toFixed(4)}`,
  }));
}

/** What a failing program writes just before the FAILED step. */
function lastOutput(step: Step, speed: number): LogLine[] {
  const message = step.state === 'FAILED' ? (step.error?.message ?? '') : '';
  const texts = /status of 127/.test(message)
    ? ['/bin/sh: 1: train.sh: not found']
    : /non-zero status/.test(message)
      ? [
          'Traceback (most recent call last):',
          '  File "/app/train.py", line 42, in <module>',
          'ValueError: loss is NaN at step 600',
        ]
      : /low on memory/.test(message)
        ? ['Killed']
        : /low on disk/.test(message)
          ? ["OSError: [Errno 28] No space left on device: '/tmp/checkpoint.pt'"]
          : [];
  return texts.map((text, index) => ({
    atMs: step.atMs - ((texts.length - index) * beforeEndMs) / (texts.length + 1) / speed,
    task: 'workerpool0-0',
    severity: 'ERROR',
    text,
  }));
}

/** A line as Cloud Logging returns it: the service writes text, programs write `jsonPayload.message`. */
export function logEntry(job: JobRecord, line: LogLine, index: number, lagMs: number): JsonObject {
  const payload: JsonObject =
    line.task === 'service'
      ? { textPayload: line.text }
      : { jsonPayload: { levelname: line.severity, message: line.text } };
  return {
    insertId: `${job.id}-${String(index)}`,
    ...payload,
    resource: {
      type: 'ml_job',
      labels: { project_id: job.place.projectId, job_id: job.id, task_name: line.task },
    },
    timestamp: formatTime(line.atMs),
    severity: line.severity,
    labels: {
      'ml.googleapis.com/endpoint': '',
      'compute.googleapis.com/resource_name': nameOf(job),
    },
    logName: `projects/${job.place.projectId}/logs/${line.task}`,
    receiveTimestamp: formatTime(line.atMs + lagMs),
  };
}
