// Deliveries that no person causes: redelivered payloads, and what Slack sends to check a request URL.

import { z } from 'zod';
import { isObject, toJson, type Json } from '../../shared/json.ts';
import { ControlError } from '../state/errors.ts';
import { newSecret } from '../state/ids.ts';
import type { SlackState } from '../state/slack-state.ts';
import { post, sign } from '../transport/http-transport.ts';

const redelivery = z.strictObject({
  id: z.string().optional(),
  /** Sent with the payload, as with a retried event: https://docs.slack.dev/apis/events-api#retries */
  retry: z.strictObject({ number: z.int().positive(), reason: z.string() }).optional(),
});

/** Sends a payload again: the last one, unless an id is given. The ack is returned but has no effect. */
export async function redeliver(state: SlackState, body: Json): Promise<Json> {
  const { id, retry } = redelivery.parse(body);
  const payload =
    id === undefined ? state.records.payloads().at(-1) : state.records.findPayload(id);
  if (payload === undefined) throw new ControlError('There is no such payload.');
  const { outcome, ack = null, status = null } = await state.delivery.repeat(payload, retry);
  return { id: payload.id, outcome, ack, status };
}

/** Sends the challenge that Slack sends when a request URL is entered. */
export async function challenge(state: SlackState): Promise<Json> {
  const word = newSecret(12);
  const body = { token: state.secrets.verification, challenge: word, type: 'url_verification' };
  const answer = await postSigned(state, JSON.stringify(body), 'application/json');
  const echoed = isObject(answer.ack) ? answer.ack.challenge : answer.ack;
  return { ...answer, verified: echoed === word };
}

/** Sends the unsigned request with which Slack checks the certificate now and then. */
export async function sslCheck(state: SlackState): Promise<Json> {
  const url = requireUrl(state);
  const body = new URLSearchParams({
    ssl_check: '1',
    token: state.secrets.verification,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return toJson(await post(url, { body, headers }, state.settings.ackTimeoutMs));
}

async function postSigned(state: SlackState, body: string, type: string) {
  const request = sign(state.secrets.signingSecret, body, type, state.clock());
  const answer = await post(requireUrl(state), request, state.settings.ackTimeoutMs);
  return { outcome: answer.outcome, ack: answer.ack ?? null, status: answer.status ?? null };
}

function requireUrl(state: SlackState): string {
  if (state.requestUrl === undefined) throw new ControlError('No request URL is set.');
  return state.requestUrl;
}
