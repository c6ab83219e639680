// Many jobs of a channel that end at once, such as a parameter sweep, are told in one message. It
// names the failures, whose threads are told as usual; the others show their end on their cards.

import { burstOf, endOf, type Ended } from '../../domain/notification/digest.ts';
import { isTold, type Severity } from '../../domain/notification/notification-level.ts';
import { newThread, type Thread } from '../../domain/notification/thread.ts';
import type { Update } from '../../domain/notification/update.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { Tx } from '../ports/store.ts';

/** The update that a launch's threads were told, with its key. */
export type Told = {
  readonly launchId: string;
  readonly key: string;
  readonly update: Update;
  readonly severity: Severity;
};

type End = Ended & Told & { readonly thread: Thread };

/**
 * Collects the ends that one poll brought. Must run in the transaction that queued them, before any
 * of them is delivered.
 */
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
  await tx.threads.insert(newThread({ id, channel, requesterId: requester, digest }));
  for (const { thread, key, update, severity } of ends) {
    const hold = !isTold('failures', severity);
    await tx.suppressed.collect(thread.id, key, id, hold);
    if (hold) await noteForLauncher(tx, thread, key, update);
  }
}

/**
 * Whether one of these digests names the thread's launch. The digest then reports its end in the
 * channel and mentions people.
 */
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
