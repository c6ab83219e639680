// A store that follows every job of a Vertex AI, as if the bot had launched them all, and watches that match each of them.

import { randomUUID } from 'node:crypto';
import { launchIdLabel, type Observation, type Target } from '../../app/domain/job/job.ts';
import { track } from '../../app/domain/job/transition.ts';
import type { Store, Tx } from '../../app/usecase/ports/store/store.ts';
import type { Vertex } from '../../app/usecase/ports/vertex.ts';
import { aLaunch, aThread, aWatch } from '../store/samples.ts';

export const channels = 20;
export const watches = 10;
const jobsInTransaction = 500;

/** Where a job's card stands. */
export type Place = { readonly channel: string; readonly rootTs: string };

/**
 * Follows the live jobs of the targets, each in a thread whose card is posted: where `placeOf` says (of the launch's id, and of how
 * many were followed before it), or somewhere.
 */
export async function followAll(
  store: Store,
  vertex: Vertex,
  targets: readonly Target[],
  placeOf: (launchId: string, index: number) => Place = anywhere,
): Promise<void> {
  let followed = 0;
  for (const target of targets) {
    const listing = await vertex.listUnfinished(target, 0);
    if (!listing.ok) throw new Error(listing.failure.message);
    const { jobs } = listing.value;
    for (let from = 0; from < jobs.length; from += jobsInTransaction) {
      const some = jobs.slice(from, from + jobsInTransaction);
      await store.transaction(async (tx) => {
        for (const seen of some) await follow(tx, target, seen, (id) => placeOf(id, followed++));
      });
    }
  }
}

/** Sets watches that match every job. */
export async function watchAll(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (let index = 0; index < watches; index++) {
      const watch = aWatch(`w${index}`, {
        criterion: { kind: 'fit', labels: {}, name: '*' },
        requester: { userId: 'U0ANA', teamId, channel: channelOf(index) },
        requestedAt: tx.now,
        since: 0,
        unseen: [],
        told: true,
      });
      await tx.watches.insert(watch, tx.now);
    }
  });
}

/** What the watches saw has its card already. */
export async function takeWatched(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (const { id } of await tx.watches.open()) await tx.watches.moveAll(id, 'waiting', 'taken');
  });
}

const teamId = 'T0SANDBOX';
const channelOf = (index: number): string => `C0JOBS${index % channels}`;
const anywhere = (id: string, index: number): Place => ({
  channel: channelOf(index),
  rootTs: `${1_700_000_000 + Number(id.slice(-6).replace(/\D/g, ''))}.000100`,
});

async function follow(
  tx: Tx,
  target: Target,
  seen: Observation,
  placeOf: (launchId: string) => Place,
): Promise<void> {
  const id = seen.labels[launchIdLabel] ?? randomUUID();
  const { channel, rootTs } = placeOf(id);
  const launch = aLaunch(id, {
    state: 'bound',
    target,
    job: seen.key,
    requester: { userId: 'U0ANA', teamId, channel },
    requestedAt: seen.createTime,
    submittedAt: seen.createTime,
    attempts: 1,
  });
  await tx.launches.insert(launch, undefined);
  const { job } = track({ handle: launch.handle, target, seen }, tx.now);
  await tx.jobs.insert(job, id);
  await tx.threads.insert(
    aThread(`t-${id}`, { channel, launchId: id, roots: 1, cardShown: 1, rootTs }),
  );
}
