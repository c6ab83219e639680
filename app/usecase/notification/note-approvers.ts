// Approvers are asked by direct message, too, if they aren't in the launch's channel: once each. Who was
// asked so is reminded so, once.

import type { UpdateKind } from '../../domain/notification/update.ts';
import type { Tx } from '../ports/store/store.ts';

/** After these, a launch waits for an approval no more. */
export const endsWait: readonly UpdateKind[] = [
  'approval-decided',
  'launch-blocked',
  'launch-cancelled',
  'launch-locked',
];

/** The thread of an ask in a person's direct messages. There is one for each ask and person. */
export function askThreadId(threadId: string, userId: string): string {
  return `ask:${threadId}:${userId}`;
}

/** The same of the reminder, which is a message of its own. */
function reminderThreadId(threadId: string, userId: string): string {
  return `remind:${threadId}:${userId}`;
}

/** Records that these people may need the ask by direct message. Runs once for each ask. */
export async function noteForApprovers(tx: Tx, threadId: string, launchId: string): Promise<void> {
  for (const userId of await calledFor(tx, launchId)) {
    await tx.directNotes.insert({
      id: askThreadId(threadId, userId),
      userId,
      notice: { kind: 'asked', threadId },
      since: tx.now,
      attempts: 0,
    });
  }
}

/** Records that those who were asked by direct message are to be reminded there. Runs once, too. */
export async function remindApprovers(tx: Tx, threadId: string, launchId: string): Promise<void> {
  for (const userId of await calledFor(tx, launchId)) {
    if ((await tx.threads.get(askThreadId(threadId, userId))) === undefined) continue;
    await tx.directNotes.insert({
      id: reminderThreadId(threadId, userId),
      userId,
      notice: { kind: 'asked', threadId, again: true },
      since: tx.now,
      attempts: 0,
    });
  }
}

/** Has the asks in direct messages shown again: once it is decided, they lose their buttons. */
export async function refreshAsks(tx: Tx, threadId: string, launchId: string): Promise<void> {
  for (const userId of await calledFor(tx, launchId)) {
    await tx.threads.refreshCard(askThreadId(threadId, userId));
    await tx.threads.refreshCard(reminderThreadId(threadId, userId));
  }
}

async function calledFor(tx: Tx, launchId: string): Promise<readonly string[]> {
  const [launch] = await tx.launches.byIds([launchId]);
  return launch?.approval?.called.people ?? [];
}
