import type { JobState } from './state.ts';

/**
 * A job's identity. Vertex AI always returns the project's number in names, even if asked by id.
 * The job id has up to 19 digits and stays a string (it can exceed 2^53).
 */
export type JobKey = {
  readonly projectNumber: string;
  readonly location: string;
  readonly id: string;
};

/**
 * A place where jobs are launched and polled: project id (or number) and location, as configured.
 */
export type Target = { readonly project: string; readonly location: string };

/** A job's google.rpc.Status; `code` is the gRPC code. */
export type JobError = { readonly code: number; readonly message: string };

/** One reading of a CustomJob. Times are Unix ms; an absent field wasn't in the response. */
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
  /** Links to interactive shells by replica. Never posted in a channel. */
  readonly webAccessUris?: Readonly<Record<string, string>> | undefined;
  /** The spec, if the whole job was read. */
  readonly jobSpec?: Readonly<Record<string, unknown>> | undefined;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
};

/** The body of a create, as made from a template and checked against the v1beta1 schema. */
export type CustomJobBody = {
  readonly displayName: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly jobSpec: Readonly<Record<string, unknown>>;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
};

/** The label that links a CustomJob to its launch. */
export const launchIdLabel = 'launch-id';
/** Labels set by the bot; templates may not set them. */
export const reservedLabels = [launchIdLabel, 'launched-by', 'template'] as const;

/** A target as it is configured: `project/location`. */
export function formatTarget(target: Target): string {
  return `${target.project}/${target.location}`;
}

/** Parses `project/location`; undefined if the text is anything else. */
export function parseTarget(text: string): Target | undefined {
  const match = /^([a-z0-9.:-]+)\/([a-z0-9-]+)$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { project: match[1], location: match[2] };
}

/**
 * A project id has at most 30 characters after its domain; a location, as part of a host name, 63.
 * A job id is an int64.
 */
const resourceName =
  /^projects\/([a-z0-9.:-]{1,200})\/locations\/([a-z0-9-]{1,63})\/customJobs\/(\d{1,20})$/;

/**
 * Parses `projects/P/locations/L/customJobs/ID`; undefined if the text is anything else. The
 * location becomes part of a host name.
 */
export function parseJobName(
  name: string,
): { readonly project: string; readonly location: string; readonly id: string } | undefined {
  const match = resourceName.exec(name);
  if (match === null) return undefined;
  const [, project = '', location = '', id = ''] = match;
  return { project, location, id };
}

/** The resource name of a job. */
export function jobName(key: JobKey): string {
  return `projects/${key.projectNumber}/locations/${key.location}/customJobs/${key.id}`;
}
