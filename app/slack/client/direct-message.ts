import type { WebClient } from '@slack/web-api';
import type { OpenedDirect } from '../../usecase/ports/slack.ts';
import { classify } from './errors.ts';

/** Opens the conversation with one person. Safe to repeat. */
export async function openDirectMessage(client: WebClient, userId: string): Promise<OpenedDirect> {
  try {
    const { channel } = await client.conversations.open({ users: userId });
    return channel?.id === undefined
      ? { kind: 'not-sent', why: 'conversations.open named no channel' }
      : { kind: 'opened', channel: channel.id };
  } catch (error) {
    const refusal = classify(error);
    switch (refusal.kind) {
      case 'channel-refused':
      case 'app-refused':
      case 'not-sent':
        return refusal;
      case 'in-doubt':
        return { ...refusal, kind: 'not-sent' };
      case 'message-refused':
        return { kind: 'not-sent', why: refusal.why };
      case 'root-gone':
        return { kind: 'not-sent', why: 'no direct message could be opened' };
    }
  }
}
