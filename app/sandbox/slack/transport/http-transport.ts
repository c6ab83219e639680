// Signed HTTP: https://docs.slack.dev/authentication/verifying-requests-from-slack

import { createHmac } from 'node:crypto';
import { parseJson, textIn } from '../../shared/json.ts';
import type { Answer, Transport, Retry } from '../state/delivery.ts';
import type { Payload } from '../state/records.ts';

type HttpTransportDeps = {
  readonly signingSecret: string;
  /** Where payloads go; undefined while unknown. */
  readonly requestUrl: () => string | undefined;
  /** Unix ms. */
  readonly clock: () => number;
};

type SignedRequest = { readonly body: string; readonly headers: Record<string, string> };

/** Sends payloads as signed HTTP requests. */
export function createHttpTransport(deps: HttpTransportDeps): Transport {
  return {
    via: 'http',
    async send(payload, retry, timeoutMs) {
      const url = deps.requestUrl();
      if (url === undefined) return { outcome: 'dispatch_failed' };
      const { body, type } = encode(payload);
      const request = sign(deps.signingSecret, body, type, deps.clock());
      return post(
        url,
        { ...request, headers: { ...request.headers, ...retryHeaders(retry) } },
        timeoutMs,
      );
    },
  };
}

/** Signs a body as Slack does. */
export function sign(secret: string, body: string, type: string, nowMs: number): SignedRequest {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

/** Posts to the app. Only a 2xx within `timeoutMs` is an ack. */
export async function post(
  url: string,
  request: SignedRequest,
  timeoutMs: number,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...request });
    const text = await response.text();
    if (!response.ok) return { outcome: 'dispatch_failed', status: response.status };
    return {
      outcome: 'acked',
      status: response.status,
      ...(text === '' ? {} : { ack: parseJson(text) ?? text }),
    };
  } catch {
    return { outcome: signal.aborted ? 'operation_timeout' : 'dispatch_failed' };
  }
}

function encode({ kind, payload }: Payload): { readonly body: string; readonly type: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (kind) {
    case 'events_api':
      return { body: JSON.stringify(payload), type: 'application/json' };
    case 'interactive':
      return {
        body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        type: form,
      };
    case 'slash_commands': {
      const fields = Object.entries(payload).map(([name, value]) => [name, textIn(value)]);
      return { body: new URLSearchParams(fields).toString(), type: form };
    }
  }
}

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  if (retry === undefined) return {};
  const reason = retry.reason === 'timeout' ? 'http_timeout' : retry.reason;
  return { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': reason };
}
