// Reads the entries of the lists that each poll asks for. Nearly all are as they were in the list
// before, and comparing one takes a tenth of the time of parsing it.

import { isDeepStrictEqual } from 'node:util';
import type { Observation } from '../domain/job/job.ts';
import { readCustomJob } from './wire.ts';

/** Begins to read a list. */
export type Entries = () => {
  /** As `readCustomJob`: undefined if the entry's name is unreadable. */
  read(entry: unknown, nowMs: number): Observation | undefined;
  /** The list is complete: the next one is compared with it. */
  end(): void;
};

type Known = { readonly entry: unknown; readonly job: Observation };

/** Remembers the entries of the last complete list. Lists may overlap in time. */
export function createEntries(): Entries {
  let last: ReadonlyMap<string, Known> = new Map();
  return () => {
    const current = new Map<string, Known>();
    return {
      read(entry, nowMs) {
        const name = nameOf(entry);
        const known = name === undefined ? undefined : last.get(name);
        if (name !== undefined && known !== undefined && isDeepStrictEqual(known.entry, entry)) {
          // Nothing of the new entry, not even its name: it can be forgotten with its page.
          current.set(known.job.name, known);
          return known.job;
        }
        const job = readCustomJob(entry, nowMs);
        if (name !== undefined && job !== undefined) current.set(name, { entry, job });
        return job;
      },
      end() {
        last = current;
      },
    };
  };
}

/** Not parsed, since it only finds the entry to compare with. */
function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined;
  return typeof entry.name === 'string' ? entry.name : undefined;
}
