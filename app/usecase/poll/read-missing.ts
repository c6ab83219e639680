// Reads the followed jobs that the list doesn't have. A job is missing only if a read of its own says
// so: what a list of finished jobs doesn't have, or doesn't show as finished, is read by itself.

import { failed, succeeded, type Failure } from '../../domain/error/failure.ts';
import type { JobKey, Observation, Target } from '../../domain/job/job.ts';
import { crowdedSpans, few, isWorthAPage, type Span } from '../../domain/job/mass-end.ts';
import { readsAMinute } from '../../domain/job/poll-pace.ts';
import { isTerminal } from '../../domain/job/state.ts';
import type { Store } from '../ports/store/store.ts';
import type { Vertex } from '../ports/vertex.ts';
import type { Reading } from './take-over.ts';

type ReadMissingDeps = {
  readonly store: Store;
  readonly vertex: Vertex;
  /** Percent of Google's reads that may be used. */
  readonly share: number;
};

const readsAtOnce = 8;

const tooMany: Failure = {
  kind: 'transient',
  message: 'More jobs left the list than may be read at once; the next poll reads on.',
};

/** Reads them with as few requests as can be, and no more than the share allows a minute. */
export async function readMissing(
  deps: ReadMissingDeps,
  target: Target,
  missing: readonly JobKey[],
): Promise<readonly Reading[]> {
  const most = readsAMinute(deps.share);
  const { ended, pages } = await readEnded(deps, target, missing, most);
  const listed: Reading[] = [];
  const left: JobKey[] = [];
  for (const key of missing) {
    const seen = ended.get(key.id);
    if (seen === undefined) left.push(key);
    else listed.push({ key, read: succeeded(seen) });
  }
  return [...listed, ...(await readEach(deps, left, most - pages))];
}

/** Those of many that lists of finished jobs show, by id. */
async function readEnded(
  { store, vertex }: ReadMissingDeps,
  target: Target,
  missing: readonly JobKey[],
  most: number,
) {
  const ended = new Map<string, Observation>();
  let pages = 0;
  if (missing.length <= few) return { ended, pages };
  const created = await store.transaction((tx) => tx.jobs.createTimes(missing));
  for (const span of crowdedSpans(created)) {
    const so = { pages: 0, met: 0, left: span.ids.size };
    if (pages >= most) break;
    for await (const page of vertex.listEnded(target, span)) {
      pages++;
      // Reads of their own say whether the others can be read.
      if (!page.ok) break;
      const met = meet(page.value, span, ended);
      so.pages++;
      so.met += met;
      so.left -= met;
      if (pages >= most || !isWorthAPage(so)) break;
    }
  }
  return { ended, pages };
}

/** Adds the jobs of the span that the page shows as finished. Returns how many are new. */
function meet(
  page: readonly Observation[],
  { ids }: Span,
  ended: Map<string, Observation>,
): number {
  const before = ended.size;
  for (const seen of page) {
    if (ids.has(seen.key.id) && isTerminal(seen.state)) ended.set(seen.key.id, seen);
  }
  return ended.size - before;
}

/** Reads one by one; what is more than `most` is left to the next poll. */
async function readEach(
  { vertex }: ReadMissingDeps,
  keys: readonly JobKey[],
  most: number,
): Promise<readonly Reading[]> {
  const readings = keys.slice(most).map((key): Reading => ({ key, read: failed(tooMany) }));
  for (let from = 0; from < Math.min(most, keys.length); from += readsAtOnce) {
    const some = keys.slice(from, Math.min(most, from + readsAtOnce));
    readings.push(
      ...(await Promise.all(some.map(async (key) => ({ key, read: await vertex.get(key) })))),
    );
  }
  return readings;
}
