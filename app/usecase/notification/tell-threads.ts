// Whether a thread is told an update is decided here, in the transaction that queues it, by what its channel wants to hear then: a
// channel that is set anew later is not told what was held back, and is told what was not.

import { isTold, severityOf, type Severity } from '../../domain/notification/notification-level.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { completedBy, isUrgent, type Update } from '../../domain/notification/update.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { Tx } from '../ports/store.ts';

/** Tells a thread, once per key, or holds it back. What completes an earlier update goes where that one went. */
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
  // What a channel does not want to hear, whoever launched it may.
  if (isNew && suppressed) await noteForLauncher(tx, thread, key, update);
}
