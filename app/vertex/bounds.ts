// Limits on foreign text, field by field: a database index takes a few thousand bytes, people read
// less, and Vertex AI's own limits are far lower
// (https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/projects.locations.customJobs). A
// code point may be two units, so a documented limit is doubled.

import { z } from 'zod';
import { treeProblem } from '../domain/spec/tree.ts';
import { launchIdLabel } from '../domain/job/job.ts';

/** Units of a display name; Vertex AI accepts 128 code points. */
const longestName = 256;
/** A state is a single word. */
const longestState = 64;
const longestError = 4_000;
/** A label's key or value has at most 64 code points. */
const longestLabel = 128;
/** A resource has at most 64. */
const mostLabels = 100;
const longestUri = 4_000;
const mostUris = 100;
/** RFC 3339 to the nanosecond has 35. */
const longestTime = 64;
/** Units of a spec as JSON. */
const largestSpec = 1_000_000;

/** Text of at most `most` units; longer text is cut and ends in `…`. */
function text(most: number) {
  return z.string().transform((whole) => cut(whole, most));
}

/** Cuts at `most` units, never inside a character, and marks the cut. */
export function cut(whole: string, most: number): string {
  if (whole.length <= most) return whole;
  return `${whole.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export const displayName = text(longestName);
export const stateWord = text(longestState);
export const errorMessage = text(longestError);

/** A gRPC code: a small whole number. */
export const errorCode = z.int().min(0).max(1_000);

/** RFC 3339 with up to nanoseconds → Unix ms, rounded down. */
export const timestamp = z
  .string()
  .max(longestTime)
  .transform((written) => Date.parse(written))
  .refine((ms) => !Number.isNaN(ms));

const record = z.record(z.string(), z.unknown());

/** Labels. One invalid value must not lose the others, since the launch id is a label, too. */
export const labels = record.transform((entries) => {
  const { [launchIdLabel]: launchId, ...others } = entries;
  return strings({ [launchIdLabel]: launchId, ...others }, mostLabels, longestLabel);
});

export const uris = record.transform((entries) => strings(entries, mostUris, longestUri));

/** A spec or a part of one, safe to traverse. It isn't cut, since that would change it. */
export const spec = record.refine(
  (tree) => treeProblem(tree) === undefined && JSON.stringify(tree).length <= largestSpec,
);

function strings(
  entries: Readonly<Record<string, unknown>>,
  most: number,
  longest: number,
): Record<string, string> {
  const fit = Object.entries(entries).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[0].length <= longest && entry[1].length <= longest,
  );
  return Object.fromEntries(fit.slice(0, most));
}
