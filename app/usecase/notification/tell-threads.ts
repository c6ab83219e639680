// Decides whether a thread is told an update, in the transaction that queues it, by the channel's
// level at that time. A later change of level doesn't affect it.

import { isTold, severityOf, type Severity } from '../../domain/notification/notification-level.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { completedBy, isUrgent, type Update } from '../../domain/notification/update.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Queues an update for a thread, once per key, or suppresses it. An update that completes another
 * goes where that one went. `digest` (its thread's id) tells the update in the channel: then replies
 * tell only failures.
 */
export async function tellThread(
  tx: Tx,
  thread: Thread,
  key: string,
  update: Update,
  severity: Severity = severityOf(update),
  digest?: string,
): Promise<void> {
  const suppressed =
    digest === undefined
      ? await isSuppressed(tx, thread, update, severity)
      : !isTold('failures', severity);
  const telling = { urgent: isUrgent(update), suppressed, digest };
  const isNew = await tx.threads.tell(thread.id, key, update, telling);
  // The launcher may want to hear what the channel doesn't.
  if (isNew && suppressed) await noteForLauncher(tx, thread, key, update);
}

/**
 * Queues an update for every thread of a launch, once per key, according to each channel's level.
 */
export async function tellThreads(
  tx: Tx,
  launchId: string,
  key: string,
  update: Update,
  severity?: Severity,
): Promise<void> {
  for (const thread of await tx.threads.ofLaunch(launchId)) {
    await tellThread(tx, thread, key, update, severity);
  }
}

/** Makes every card of a launch be shown again without an update. */
export async function refreshCards(tx: Tx, launchId: string): Promise<void> {
  for (const thread of await tx.threads.ofLaunch(launchId)) await tx.threads.refreshCard(thread.id);
}

async function isSuppressed(
  tx: Tx,
  { id, channel }: Thread,
  update: Update,
  severity: Severity,
): Promise<boolean> {
  const completes = completedBy(update);
  const fate = completes === undefined ? undefined : await tx.suppressed.fateOf(id, completes);
  if (fate !== undefined) return fate === 'suppressed';
  return !isTold((await tx.channels.get(channel)).mode, severity);
}
