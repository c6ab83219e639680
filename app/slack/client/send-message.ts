// A message whose form Slack refuses must not hold up its thread for ever: what it says matters more than how it looks.

import type { KnownBlock } from '@slack/types';
import type { Message } from '../../../blocks/kit/message.ts';
import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { classify, type Refusal } from './errors.ts';
import type { SlackLog } from './log.ts';

/** One message as it goes out; without blocks Slack shows the text. */
export type Form = { readonly text: string; readonly blocks: KnownBlock[] };

/** chat.update refuses a longer text, chat.postMessage advises against it: https://docs.slack.dev/reference/methods/chat.update */
export const longestText = 4_000;

/**
 * Sends one message. Refused for its form (so certainly not there), it is sent in its plainer one, then as plain text; refused again it counts as
 * `not-sent`, since a later version of what it tells may well pass, and each try is logged as the error it is.
 */
export async function sendMessage(
  log: SlackLog,
  { text, blocks, plainer }: Message,
  attempt: (form: Form) => Promise<{ readonly ts?: string | undefined }>,
): Promise<DeliveryOutcome> {
  for (const form of plainer === undefined ? [blocks] : [blocks, plainer]) {
    const outcome = await once(() => attempt({ text, blocks: [...form] }));
    if (outcome.kind !== 'message-refused') return outcome;
    log.error('Slack refused the form of a message: sending it in a plainer one', {
      why: outcome.why,
    });
  }
  const plain = await once(() => attempt({ text: cutText(text, longestText), blocks: [] }));
  if (plain.kind !== 'message-refused') return plain;
  log.error('Slack refused a message even as plain text', { why: plain.why });
  return { kind: 'not-sent', why: plain.why };
}

async function once(
  attempt: () => Promise<{ readonly ts?: string | undefined }>,
): Promise<Refusal | { readonly kind: 'accepted'; readonly ts: string }> {
  try {
    const { ts } = await attempt();
    return ts === undefined
      ? { kind: 'in-doubt', why: 'an answer without a timestamp' }
      : { kind: 'accepted', ts };
  } catch (error) {
    return classify(error);
  }
}

/** Shortens to at most `limit` UTF-16 units without splitting a character, and shows that it did. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const last = cut.charCodeAt(cut.length - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return `${splits ? cut.slice(0, -1) : cut}…`;
}
