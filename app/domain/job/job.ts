import type { JobState } from './state.ts';

/**
 * What a job *is*, whatever it was asked for by: Vertex returns names with the project's number even when asked by its id.
 * The id has up to 19 digits and stays a string (beyond 2^53).
 */
export type JobKey = {
  readonly projectNumber: string;
  readonly location: string;
  readonly id: string;
};

/** Where jobs may be launched and are watched: a project id (or number) and a location, as configured. */
export type Target = { readonly project: string; readonly location: string };

/** google.rpc.Status of a job: `code` is a gRPC number. */
export type JobError = { readonly code: number; readonly message: string };

/** One reading of a CustomJob. Times are Unix ms; absent means Vertex did not say. */
export type Observation = {
  readonly key: JobKey;
  /** Resource name exactly as Google returned it. */
  readonly name: string;
  readonly displayName: string;
  readonly state: JobState;
  readonly createTime: number;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly updateTime?: number | undefined;
  readonly error?: JobError | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Links to interactive shells by replica: never posted openly. */
  readonly webAccessUris?: Readonly<Record<string, string>> | undefined;
  /** The spec as read, when the whole job was read. */
  readonly jobSpec?: Readonly<Record<string, unknown>> | undefined;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
};

/** The body of a create: what a filled template becomes. Checked against the v1beta1 schema beforehand. */
export type CustomJobBody = {
  readonly displayName: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly jobSpec: Readonly<Record<string, unknown>>;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
};

/** The label that ties a CustomJob to the launch that asked for it. */
export const launchIdLabel = 'launch-id';
/** Labels that are the bot's own; templates may not set them. */
export const reservedLabels = [launchIdLabel, 'launched-by', 'template'] as const;

export function formatTarget(target: Target): string {
  return `${target.project}/${target.location}`;
}

/** Reads `project/location`; undefined when it is anything else. */
export function parseTarget(text: string): Target | undefined {
  const match = /^([a-z0-9.:-]+)\/([a-z0-9-]+)$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { project: match[1], location: match[2] };
}

/** A project's id has at most 30 characters after its domain, a location 63 as part of a host's name, and a job's id is an int64. */
const resourceName =
  /^projects\/([a-z0-9.:-]{1,200})\/locations\/([a-z0-9-]{1,63})\/customJobs\/(\d{1,20})$/;

/** Reads `projects/P/locations/L/customJobs/ID`; undefined when it is anything else. The location becomes part of a host name. */
export function parseJobName(
  name: string,
): { readonly project: string; readonly location: string; readonly id: string } | undefined {
  const match = resourceName.exec(name);
  if (match === null) return undefined;
  const [, project = '', location = '', id = ''] = match;
  return { project, location, id };
}

export function jobName(key: JobKey): string {
  return `projects/${key.projectNumber}/locations/${key.location}/customJobs/${key.id}`;
}
