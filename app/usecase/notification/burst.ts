// Many jobs of one channel that end at once, a poll's of parameters say, are told by one message: it names the failures, whose threads
// are told as always, and spares the channel the rest, whose cards say how they ended.

import { burstOf, endOf, type Ended } from '../../domain/notification/digest.ts';
import { isTold, type Severity } from '../../domain/notification/notification-level.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Update } from '../../domain/notification/update.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { Tx } from '../ports/store.ts';

/** What the threads of a launch were just told, under which key. */
export type Told = {
  readonly launchId: string;
  readonly key: string;
  readonly update: Update;
  readonly severity: Severity;
};

type End = Ended & Told & { readonly thread: Thread };

/** Collects ends that one look at Vertex brought, in the transaction that told them: nothing of it is on its way yet. */
export async function collectBursts(
  tx: Tx,
  newId: () => string,
  told: readonly Told[],
): Promise<void> {
  const ends: End[] = [];
  for (const one of told) {
    const end = endOf(one.update);
    if (end === undefined) continue;
    for (const thread of await tx.threads.ofLaunch(one.launchId))
      ends.push({ ...one, end, thread });
  }
  for (const [channel, some] of Map.groupBy(ends, ({ thread }) => thread.channel)) {
    await collect(tx, newId, channel, some);
  }
}

async function collect(tx: Tx, newId: () => string, channel: string, ends: readonly End[]) {
  const { mode } = await tx.channels.get(channel);
  const digest = burstOf(mode, ends, tx.now);
  const requester = ends[0]?.thread.requesterId;
  if (digest === undefined || requester === undefined) return;
  const id = newId();
  await tx.threads.insert(digestThread({ id, channel, requesterId: requester, digest }));
  for (const { thread, key, update, severity } of ends) {
    const hold = !isTold('failures', severity);
    await tx.suppressed.collect(thread.id, key, id, hold);
    if (hold) await noteForLauncher(tx, thread, key, update);
  }
}

/** Whether one of these digests names the thread's launch: it says its end in the channel then, and calls who is to know. */
export async function isNamed(
  tx: Tx,
  { launchId }: Thread,
  digestIds: readonly (string | undefined)[],
): Promise<boolean> {
  for (const id of new Set(digestIds)) {
    const digest = id === undefined ? undefined : (await tx.threads.get(id))?.digest;
    if (launchId === undefined || digest?.kind !== 'burst') continue;
    if (digest.failed.includes(launchId)) return true;
  }
  return false;
}

/** A thread whose root is a digest: posted once, and nothing is told below it. */
export function digestThread(
  its: Required<Pick<Thread, 'id' | 'channel' | 'requesterId' | 'digest'>>,
): Thread {
  return { ...its, roots: 0, cardWanted: 1, cardShown: 0, attempts: 0, parkedTold: false };
}
