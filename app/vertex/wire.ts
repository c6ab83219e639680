// CustomJob as v1beta1 returns it, parsed leniently: Google may add fields and states at any time,
// and neither may stop a poll.

import { z } from 'zod';
import { parseJobName, type Observation } from '../domain/job/job.ts';
import { knownStates } from '../domain/job/state.ts';
import {
  cut,
  displayName,
  errorCode,
  errorMessage,
  labels,
  spec,
  stateWord,
  timestamp,
  uris,
} from './bounds.ts';

const prefix = 'JOB_STATE_';

// In order of the enum's numbers, for servers that use `enum-encoding=int`.
const state = z.union([
  stateWord.transform((word) => (word.startsWith(prefix) ? word.slice(prefix.length) : word)),
  z.number().transform((number) => knownStates[number] ?? `STATE_${number}`),
]);

const customJob = z.looseObject({
  name: z.string(),
  displayName: displayName.catch(''),
  // proto3 omits a zero enum.
  state: state.catch('UNSPECIFIED'),
  createTime: timestamp.optional().catch(undefined),
  startTime: timestamp.optional().catch(undefined),
  endTime: timestamp.optional().catch(undefined),
  updateTime: timestamp.optional().catch(undefined),
  error: z
    .looseObject({ code: errorCode.catch(2), message: errorMessage.catch('') })
    .optional()
    .catch(undefined),
  labels: labels.catch({}),
  webAccessUris: uris.optional().catch(undefined),
  jobSpec: spec.optional().catch(undefined),
  encryptionSpec: spec.optional().catch(undefined),
});

/** Parses one job; undefined if its name is unreadable. `nowMs` replaces a missing createTime. */
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

// An error without content (code 0) is none: proto3 may send the empty message.
function readError(error: { code: number; message: string } | undefined): Observation['error'] {
  if (error === undefined || (error.code === 0 && error.message === '')) return undefined;
  return { code: error.code, message: error.message };
}

const named = z.looseObject({ name: z.string().min(1) });

/** A name for an entry that isn't a readable job: what it says its name is. */
export function nameOfOdd(body: unknown): string {
  const parsed = named.safeParse(body);
  return parsed.success ? cut(parsed.data.name, longestOddName) : 'one without a name';
}

const longestOddName = 200;

const page = z.looseObject({
  // Otherwise an error with status 200 would count as an empty list.
  error: z.undefined().optional(),
  customJobs: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
});

/** Parses one page of a list; undefined if it is invalid. */
export function readPage(
  body: unknown,
): { readonly jobs: readonly unknown[]; readonly nextPageToken: string } | undefined {
  const parsed = page.safeParse(body);
  return parsed.success
    ? { jobs: parsed.data.customJobs, nextPageToken: parsed.data.nextPageToken }
    : undefined;
}
