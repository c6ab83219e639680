import type { Message } from '../../blocks/message.ts';
import type { DeliveryOutcome } from '../usecase/slack-port.ts';
import { describe } from './errors.ts';
import { redact } from './log.ts';

/**
 * Shows a message to the one who acted, leaving the message they acted on alone
 * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). The URL is a secret: it is in no outcome.
 */
export async function respond(
  url: string | undefined,
  { text, blocks }: Message,
  timeoutMs: number,
): Promise<DeliveryOutcome> {
  if (url === undefined) return { kind: 'channel-refused', why: 'there is no response_url' };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Read to the end, so that the connection can be used again.
    const body = await response.text();
    return judge(response, body);
  } catch (error) {
    return { kind: 'in-doubt', why: redact(describe(error)) };
  }
}

function judge({ ok, status, headers }: Response, body: string): DeliveryOutcome {
  // An error may come with status 200 as well: `{"ok":false,"error":"used_url"}`.
  if (ok && !/"ok"\s*:\s*false/.test(body)) return { kind: 'accepted', ts: '' };
  const why = `HTTP ${status}`;
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? '1');
    return {
      kind: 'not-sent',
      why,
      retryAfterMs: (Number.isFinite(seconds) ? seconds : 1) * 1_000,
    };
  }
  if (status >= 500) return { kind: 'in-doubt', why };
  return { kind: 'channel-refused', why };
}
