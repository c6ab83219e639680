// A message whose form Slack refuses must not block its thread: the content matters more than the
// look.

import type { KnownBlock } from '@slack/types';
import type { Message } from '../../../blocks/kit/message.ts';
import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { classify } from './errors.ts';
import type { Refusal } from './error-codes.ts';
import type { SlackLog } from './log.ts';

/** A message as sent. Without blocks, Slack shows the text. */
type Form = { readonly text: string; readonly blocks: KnownBlock[] };

/**
 * chat.update refuses longer texts, and chat.postMessage advises against them:
 * https://docs.slack.dev/reference/methods/chat.update
 */
export const longestText = 4_000;

/**
 * Sends a message once. If Slack refuses the form (so it certainly isn't there), sends the plainer
 * form, then plain text. If that is refused, the result is `not-sent`, since a later version may
 * pass; each refusal is logged as an error.
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

/**
 * Shortens a text to at most `limit` UTF-16 units without splitting a character, and marks the cut.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const last = cut.charCodeAt(cut.length - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return `${splits ? cut.slice(0, -1) : cut}…`;
}
