// Splits what a poll changes into transactions. A chunk has whole channels, so that one digest tells
// a burst of ends in a channel, committed together with them.

import { jobName, type JobKey } from '../../domain/job/job.ts';
import type { Store, Tx } from '../ports/store/store.ts';

/** Some 150 ms on SQLite. */
const mostAtOnce = 100;

/** The changes in chunks, at least one if there is a change. Reads nothing if one is enough. */
export async function chunksOf<T extends { readonly key: JobKey }>(
  { store }: { readonly store: Store },
  changes: readonly T[],
): Promise<T[][]> {
  if (changes.length <= mostAtOnce) return changes.length === 0 ? [] : [[...changes]];
  const keys = changes.map(({ key }) => key);
  const channels = await store.transaction((tx) => channelsOf(tx, keys));
  return pack(changes, ({ key }) => channels.get(jobName(key)), mostAtOnce);
}

/** The channel that each job's first thread is in, by the job's name. */
async function channelsOf(tx: Tx, keys: readonly JobKey[]): Promise<ReadonlyMap<string, string>> {
  const launches = await tx.jobs.launchesOf(keys);
  const threads = await tx.threads.ofLaunches(launches.map(({ launchId }) => launchId));
  const channels = new Map<string, string>();
  for (const { launchId, channel } of threads) {
    if (launchId !== undefined && !channels.has(launchId)) channels.set(launchId, channel);
  }
  return new Map(
    launches.flatMap(({ key, launchId }) => {
      const channel = channels.get(launchId);
      return channel === undefined ? [] : [[jobName(key), channel] as const];
    }),
  );
}

/** Groups of up to `most`, in order. A group is split only if it is larger by itself. */
export function pack<T>(
  items: readonly T[],
  groupOf: (item: T) => string | undefined,
  most: number,
): T[][] {
  const packed: T[][] = [];
  for (const group of Map.groupBy(items, groupOf).values()) {
    for (let from = 0; from < group.length; from += most) {
      const some = group.slice(from, from + most);
      const last = packed.at(-1);
      if (last === undefined || last.length + some.length > most) packed.push(some);
      else last.push(...some);
    }
  }
  return packed;
}
