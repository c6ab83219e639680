import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Older requests may be replayed.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
const longestMs = 5 * 60_000;

/** Whether Slack signed exactly these bytes, shortly before `now` (Unix ms). */
export function isSigned(
  secret: string,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  now: number,
): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const given = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof given !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp) || Number(timestamp) * 1_000 < now - longestMs) return false;
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes);
  const meant = Buffer.from(`v0=${hmac.digest('hex')}`);
  const got = Buffer.from(given);
  return got.length === meant.length && timingSafeEqual(got, meant);
}
