// Cloud Logging's LogEntry, parsed leniently: an odd field is dropped, and the log stays.

import { z } from 'zod';
import type { LogEntry } from '../domain/logs/job-log.ts';

/** An entry with its sort keys: its time to the nanosecond, comparable as text, and its id. */
export type WireEntry = {
  readonly entry: LogEntry;
  readonly instant: string;
  readonly insertId: string;
  /** The job's bare id; empty if the entry has none. */
  readonly jobId: string;
  /** The time as Google wrote it. */
  readonly written: string;
};

const page = z.looseObject({
  // Otherwise an error with status 200 would count as an empty log.
  error: z.undefined().optional(),
  entries: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
});

const word = z.string().catch('');
const payload = z.record(z.string(), z.unknown()).optional().catch(undefined);
const noLabels = { task_name: '', job_id: '' };
const logEntry = z.looseObject({
  insertId: word,
  timestamp: word,
  severity: z.string().min(1).catch('DEFAULT'),
  textPayload: z.string().optional().catch(undefined),
  jsonPayload: payload,
  protoPayload: payload,
  resource: z
    .looseObject({ labels: z.looseObject({ task_name: word, job_id: word }).catch(noLabels) })
    .catch({ labels: noLabels }),
});

/** Parses one page; undefined if it is invalid. */
export function readLogPage(
  body: unknown,
): { readonly entries: readonly WireEntry[]; readonly nextPageToken: string } | undefined {
  const parsed = page.safeParse(body);
  if (!parsed.success) return undefined;
  const { entries, nextPageToken } = parsed.data;
  return { entries: entries.flatMap((one) => readEntry(one) ?? []), nextPageToken };
}

function readEntry(body: unknown): WireEntry | undefined {
  const parsed = logEntry.safeParse(body);
  if (!parsed.success) return undefined;
  const { timestamp, insertId, severity, resource } = parsed.data;
  const at = Date.parse(timestamp);
  return {
    entry: {
      at: Number.isNaN(at) ? undefined : at,
      severity,
      replica: resource.labels.task_name,
      text: textOf(parsed.data),
    },
    instant: toNanoseconds(timestamp),
    insertId,
    jobId: resource.labels.job_id,
    written: timestamp,
  };
}

/** The text, a structured entry's message, or anything else as JSON. */
function textOf({ textPayload, jsonPayload, protoPayload }: z.output<typeof logEntry>): string {
  if (textPayload !== undefined) return textPayload;
  const message = jsonPayload?.['message'];
  if (typeof message === 'string' && message !== '') return message;
  const rest = jsonPayload ?? protoPayload;
  return rest === undefined ? '' : JSON.stringify(rest);
}

/**
 * Google omits trailing zeros of a fraction. `…:05Z` comes before `…:05.5Z`, but not when compared
 * as text.
 */
function toNanoseconds(timestamp: string): string {
  const [, whole = timestamp, fraction = ''] = /^([^.Z]*)(?:\.(\d+))?Z$/.exec(timestamp) ?? [];
  return `${whole}.${fraction.padEnd(9, '0')}`;
}
