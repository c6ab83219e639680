// The records: one entry for each request, however it ended. Bodies and tokens are not kept; of a refused create, its labels and why.

import type { Reply } from '../../http/reply.ts';
import { objectIn, parseJson, textIn, type Json, type JsonObject } from '../../shared/json.ts';
import { formatTime } from './times.ts';

/** Older entries are dropped, so that a sandbox can run for days. */
const maxEntries = 50_000;

export type Entry = {
  readonly sequence: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly call: string | null;
  /** The fault's kind, or `outage`. */
  fault: string | null;
  /** Whether the call was performed, even if the API refused it. */
  recorded: boolean;
  /** HTTP status of the answer; null when none was sent. */
  status: number | null;
  /** Set if the API refused a create, even if a fault kept its answer from the caller. */
  refused: RefusedCreate | null;
};

/** The labels that a refused create asked for, and Google's message. */
type RefusedCreate = { readonly labels: JsonObject; readonly message: string };

/** What the records keep of a create with this body if the API's answer refuses it. Null if it doesn't. */
export function refusedCreate(body: string, { status, ...reply }: Reply): RefusedCreate | null {
  if (status < 400) return null;
  const { error } = objectIn(parseJson(reply.body));
  return {
    labels: objectIn(objectIn(parseJson(body))['labels']),
    message: textIn(objectIn(error)['message']),
  };
}

export interface Records {
  open(entry: Pick<Entry, 'atMs' | 'method' | 'path' | 'query' | 'call'>): Entry;
  entries(): readonly Entry[];
  clear(): void;
}

/** Empty records. */
export function createRecords(): Records {
  let entries: Entry[] = [];
  let sequence = 0;
  return {
    open(seen) {
      sequence += 1;
      const entry = {
        ...seen,
        sequence,
        fault: null,
        recorded: false,
        status: null,
        refused: null,
      };
      entries.push(entry);
      if (entries.length > maxEntries * 1.1) entries = entries.slice(-maxEntries);
      return entry;
    },
    entries: () => entries,
    clear: () => {
      entries = [];
    },
  };
}

/** An entry as the control routes show it. */
export function viewEntry({ atMs, ...entry }: Entry): Json {
  return { ...entry, at: formatTime(atMs) };
}
