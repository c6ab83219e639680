import type { PersonsAct } from '../../domain/notification/channel-act.ts';
import { newThread } from '../../domain/notification/thread.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Announces an act on the channel, through the outbox. Not in a direct message, where the person is
 * alone and knows.
 */
export async function tellChannel(
  tx: Tx,
  newId: () => string,
  channel: string,
  act: PersonsAct,
): Promise<void> {
  if (channel.startsWith('D')) return;
  await tx.threads.insert(newThread({ id: newId(), channel, requesterId: act.by, digest: act }));
}
