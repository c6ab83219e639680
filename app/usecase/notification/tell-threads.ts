// Decides whether a thread is told an update, in the transaction that queues it, by the channel's
// level at that time. A later change of level doesn't affect it.

import { isTold, severityOf, type Severity } from '../../domain/notification/notification-level.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { completedBy, isUrgent, type Update } from '../../domain/notification/update.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { Tx } from '../ports/store.ts';

/**
 * Queues an update for a thread, once per key, or suppresses it. An update that completes another
 * goes where that one went.
 */
export async function tellThread(
  tx: Tx,
  thread: Thread,
  key: string,
  update: Update,
  severity: Severity = severityOf(update),
): Promise<void> {
  const completes = completedBy(update);
  const fate =
    completes === undefined ? undefined : await tx.suppressed.fateOf(thread.id, completes);
  const suppressed =
    fate === undefined
      ? !isTold((await tx.channels.get(thread.channel)).mode, severity)
      : fate === 'suppressed';
  const isNew = await tx.threads.tell(thread.id, key, update, isUrgent(update), suppressed);
  // The launcher may want to hear what the channel doesn't.
  if (isNew && suppressed) await noteForLauncher(tx, thread, key, update);
}
