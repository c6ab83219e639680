import type { Message } from '../../../blocks/kit/message.ts';
import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { describe } from './errors.ts';
import { redact } from './log.ts';

/** Where it is shown: in the thread of the message acted on, or in place of that message. */
type ResponsePlace = {
  readonly threadTs?: string | undefined;
  readonly inPlace: boolean;
};

/**
 * Shows a message to the person who acted. The message they acted on stays unless it is to be
 * replaced (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). The
 * URL is a secret and isn't part of any outcome. If Slack refuses the form, a plainer form is sent,
 * if there is one.
 */
export async function respond(
  url: string | undefined,
  { plainer, ...message }: Message,
  { threadTs, inPlace }: ResponsePlace,
  timeoutMs: number,
): Promise<DeliveryOutcome> {
  const where = inPlace
    ? { replace_original: true }
    : { response_type: 'ephemeral', replace_original: false, thread_ts: threadTs };
  const outcome = await post(url, { ...where, ...message }, timeoutMs);
  if (outcome.kind !== 'message-refused') return outcome;
  if (plainer === undefined) return { kind: 'channel-refused', why: outcome.why };
  const second = await post(url, { ...where, text: message.text, blocks: plainer }, timeoutMs);
  return second.kind === 'message-refused' ? { ...second, kind: 'channel-refused' } : second;
}

type Outcome = DeliveryOutcome | { readonly kind: 'message-refused'; readonly why: string };

async function post(
  url: string | undefined,
  body: Readonly<Record<string, unknown>>,
  timeoutMs: number,
): Promise<Outcome> {
  if (url === undefined) return { kind: 'channel-refused', why: 'there is no response_url' };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Reads to the end, so that the connection can be reused.
    return judge(response, await response.text());
  } catch (error) {
    return { kind: 'in-doubt', why: redact(describe(error)) };
  }
}

const refusedForms = /invalid_blocks|invalid_attachments|only_one_table_allowed|blocks_too_long/;

function judge({ ok, status, headers }: Response, body: string): Outcome {
  // An error may come with status 200: `{"ok":false,"error":"used_url"}`.
  if (ok && !/"ok"\s*:\s*false/.test(body)) return { kind: 'accepted', ts: '' };
  const why = `HTTP ${status}`;
  // Refused in words, whatever the status: certainly not there.
  if (refusedForms.test(body)) return { kind: 'message-refused', why };
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
