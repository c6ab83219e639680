// What the server saw: one line for each request, kept whatever became of it. Bodies and tokens are not kept.

import type { Json } from '../../shared/json.ts';
import { formatTime } from './times.ts';

/** Older lines are dropped beyond this many, so that a sandbox can run for days. */
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
  /** Whether the call took effect (or was refused on its merits). */
  recorded: boolean;
  /** What the caller was told; null when it was told nothing. */
  status: number | null;
};

export interface Records {
  open(entry: Pick<Entry, 'atMs' | 'method' | 'path' | 'query' | 'call'>): Entry;
  entries(): readonly Entry[];
  clear(): void;
}

export function createRecords(): Records {
  let entries: Entry[] = [];
  let sequence = 0;
  return {
    open(seen) {
      sequence += 1;
      const entry = { ...seen, sequence, fault: null, recorded: false, status: null };
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

export function viewEntry({ atMs, ...entry }: Entry): Json {
  return { ...entry, at: formatTime(atMs) };
}
