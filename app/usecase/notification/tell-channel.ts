import type { ChannelAct } from '../../domain/notification/channel-act.ts';
import { digestThread } from './burst.ts';
import type { Tx } from '../ports/store.ts';

/** Posts in a channel what somebody did to it, through the outbox; in a direct message they are alone, and know. */
export async function tellChannel(
  tx: Tx,
  newId: () => string,
  channel: string,
  act: ChannelAct,
): Promise<void> {
  if (channel.startsWith('D')) return;
  await tx.threads.insert(digestThread({ id: newId(), channel, requesterId: act.by, digest: act }));
}
