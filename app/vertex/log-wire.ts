// LogEntry as Cloud Logging writes it, read loosely: an odd entry costs what is odd about it, never the log.

import { z } from 'zod';
import type { LogEntry } from '../domain/logs/job-log.ts';

/** An entry, and what orders it: its time to the nanosecond, comparable as text, and its id. */
export type WireEntry = {
  readonly entry: LogEntry;
  readonly instant: string;
  readonly insertId: string;
};

const page = z.looseObject({
  // An error under a 200 would otherwise pass for an empty log.
  error: z.undefined().optional(),
  entries: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
});

const word = z.string().catch('');
const payload = z.record(z.string(), z.unknown()).optional().catch(undefined);
const logEntry = z.looseObject({
  insertId: word,
  timestamp: word,
  severity: z.string().min(1).catch('DEFAULT'),
  textPayload: z.string().optional().catch(undefined),
  jsonPayload: payload,
  protoPayload: payload,
  resource: z
    .looseObject({ labels: z.looseObject({ task_name: word }).catch({ task_name: '' }) })
    .catch({ labels: { task_name: '' } }),
});

/** One page; undefined when it can't be read as one. */
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
  };
}

/** A text, the message of a structured entry, or whatever else there is as JSON. */
function textOf({ textPayload, jsonPayload, protoPayload }: z.output<typeof logEntry>): string {
  if (textPayload !== undefined) return textPayload;
  const message = jsonPayload?.['message'];
  if (typeof message === 'string' && message !== '') return message;
  const rest = jsonPayload ?? protoPayload;
  return rest === undefined ? '' : JSON.stringify(rest);
}

/** Google leaves trailing zeros of a fraction out: `…:05Z` is before `…:05.5Z`, which as texts it would not be. */
function toNanoseconds(timestamp: string): string {
  const [, whole = timestamp, fraction = ''] = /^([^.Z]*)(?:\.(\d+))?Z$/.exec(timestamp) ?? [];
  return `${whole}.${fraction.padEnd(9, '0')}`;
}
