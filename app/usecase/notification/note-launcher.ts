import { endsWait, noteForApprovers, refreshAsks, remindApprovers } from './note-approvers.ts';
import { concernsLauncher, launcherToTell } from '../../domain/notification/launcher-notice.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Records that the launcher may need this update by direct message. Must run in the transaction
 * that posts or suppresses it in the channel. That happens once per update, so the note is made
 * once.
 */
export async function noteForLauncher(
  tx: Tx,
  { id: threadId, channel, launchId }: Thread,
  key: string,
  update: Update,
): Promise<void> {
  if (launchId === undefined) return;
  if (update.kind === 'approval-asked') await noteForApprovers(tx, threadId, launchId);
  if (update.kind === 'approval-reminder') await remindApprovers(tx, threadId, launchId);
  if (endsWait.includes(update.kind)) await refreshAsks(tx, threadId, launchId);
  if (!concernsLauncher(update)) return;
  const [launch] = await tx.launches.byIds([launchId]);
  const userId = launch && launcherToTell(launch, channel, update);
  if (userId === undefined) return;
  await tx.directNotes.insert({
    id: `${threadId}/${key}`,
    userId,
    notice: { kind: 'told', threadId, key },
    since: tx.now,
    attempts: 0,
  });
}
