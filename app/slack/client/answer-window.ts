import type { WebClient } from '@slack/web-api';
import type { Message } from '../../../blocks/kit/message.ts';
import { renderAnswerWindow } from '../../../blocks/answer/window.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { classify, errorCode } from './errors.ts';

/**
 * Shows an answer in a window: a new one, once and within 3 s of the press, or an open one. If
 * Slack refuses (too late, closed meanwhile), another way is used.
 */
export async function answerInWindow(
  client: WebClient,
  { window, channel }: Requester,
  message: Message,
): Promise<DeliveryOutcome> {
  if (window === undefined) return { kind: 'channel-refused', why: 'there is no window' };
  const view = renderAnswerWindow(message, channel);
  try {
    if ('id' in window) await client.views.update({ view_id: window.id, view });
    else await client.views.open({ trigger_id: window.trigger, view });
    return { kind: 'accepted', ts: '' };
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined) return { kind: 'channel-refused', why: code };
    const refusal = classify(error);
    return refusal.kind === 'message-refused' ? { ...refusal, kind: 'channel-refused' } : refusal;
  }
}
