// Slack's requests over HTTP: events as JSON, commands and interactions as forms.

import { parse } from 'node:querystring';
import { z } from 'zod';

/**
 * `payload`: for Bolt. `challenge`: Slack verifies the URL. `ssl-check`: Slack verifies the
 * certificate.
 */
type Envelope =
  | { readonly kind: 'payload'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'ssl-check' };

const json = z.union([
  z
    .object({ type: z.literal('url_verification'), challenge: z.string() })
    .transform(({ challenge }): Envelope => ({ kind: 'challenge', challenge })),
  // The second form reports that events were dropped.
  // https://docs.slack.dev/apis/events-api#rate-limiting
  z
    .looseObject({ type: z.enum(['event_callback', 'app_rate_limited']) })
    .transform((body): Envelope => ({ kind: 'payload', body })),
]);

const interaction = z
  .looseObject({ type: z.string() })
  .transform((body): Envelope => ({ kind: 'payload', body }));

const command = z
  .looseObject({ command: z.string() })
  .transform((body): Envelope => ({ kind: 'payload', body }));

/** Parses a body by its content type; undefined if it is nothing that Slack sends. */
export function readEnvelope(contentType: string | undefined, text: string): Envelope | undefined {
  if (!isForm(contentType)) return json.safeParse(parseJson(text)).data;
  if (isSslCheck(contentType, text)) return { kind: 'ssl-check' };
  const fields = parse(text);
  if (typeof fields['payload'] === 'string') {
    return interaction.safeParse(parseJson(fields['payload'])).data;
  }
  return command.safeParse({ ...fields }).data;
}

/**
 * Sent without a signature.
 * https://docs.slack.dev/interactivity/implementing-slash-commands#responding_basic_receipt
 */
export function isSslCheck(contentType: string | undefined, text: string): boolean {
  return isForm(contentType) && parse(text.slice(0, 1_000))['ssl_check'] === '1';
}

function isForm(contentType: string | undefined): boolean {
  return (
    contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded'
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
