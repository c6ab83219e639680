// CustomJob as v1beta1 writes it, read loosely: Google may add fields and states at any time, and neither may stop a poll.

import { z } from 'zod';
import { parseJobName, type Observation } from '../domain/job.ts';
import { knownStates } from '../domain/state.ts';

const prefix = 'JOB_STATE_';

// The order of the enum's numbers, for servers that answer with `enum-encoding=int`.
const state = z.union([
  z.string().transform((word) => (word.startsWith(prefix) ? word.slice(prefix.length) : word)),
  z.number().transform((number) => knownStates[number] ?? `STATE_${number}`),
]);

/** RFC 3339 with up to nanoseconds → Unix ms, rounded down. */
const timestamp = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((ms) => !Number.isNaN(ms));

const record = z.record(z.string(), z.unknown());
// One odd value must not cost the others: the launch id is a label, too.
const strings = record.transform((entries) =>
  Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  ),
);

const customJob = z.looseObject({
  name: z.string(),
  displayName: z.string().catch(''),
  // proto3 leaves a zero enum out.
  state: state.catch('UNSPECIFIED'),
  createTime: timestamp.optional().catch(undefined),
  startTime: timestamp.optional().catch(undefined),
  endTime: timestamp.optional().catch(undefined),
  updateTime: timestamp.optional().catch(undefined),
  error: z
    .looseObject({ code: z.number().catch(2), message: z.string().catch('') })
    .optional()
    .catch(undefined),
  labels: strings.catch({}),
  webAccessUris: strings.optional().catch(undefined),
  jobSpec: record.optional().catch(undefined),
  encryptionSpec: record.optional().catch(undefined),
});

/** Reads one job; undefined when it can't be told which job it is. `nowMs` stands in for a missing createTime. */
export function readCustomJob(body: unknown, nowMs: number): Observation | undefined {
  const parsed = customJob.safeParse(body);
  if (!parsed.success) return undefined;
  const job = parsed.data;
  const name = parseJobName(job.name);
  if (name === undefined) return undefined;
  const { project: projectNumber, location, id } = name;
  return {
    key: { projectNumber, location, id },
    name: job.name,
    displayName: job.displayName,
    state: job.state,
    createTime: job.createTime ?? job.updateTime ?? nowMs,
    startTime: job.startTime,
    endTime: job.endTime,
    updateTime: job.updateTime,
    error: readError(job.error),
    labels: job.labels,
    webAccessUris: job.webAccessUris,
    jobSpec: job.jobSpec,
    encryptionSpec: job.encryptionSpec,
  };
}

// An error that says nothing (code 0) is none: proto3 may send the empty message.
function readError(error: { code: number; message: string } | undefined): Observation['error'] {
  if (error === undefined || (error.code === 0 && error.message === '')) return undefined;
  return { code: error.code, message: error.message };
}

const page = z.looseObject({
  // An error under a 200 would otherwise pass for an empty list.
  error: z.undefined().optional(),
  customJobs: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
});

/** One page of a list; undefined when it can't be read as one. */
export function readPage(
  body: unknown,
): { readonly jobs: readonly unknown[]; readonly nextPageToken: string } | undefined {
  const parsed = page.safeParse(body);
  return parsed.success
    ? { jobs: parsed.data.customJobs, nextPageToken: parsed.data.nextPageToken }
    : undefined;
}
