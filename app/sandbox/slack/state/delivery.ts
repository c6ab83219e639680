// Delivers payloads and waits for their acks: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
// and https://docs.slack.dev/apis/events-api#retries. Slack retries events, but never commands and interactions.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { Attempt, Records, Outcome, Payload, PayloadKind } from './records.ts';
import type { Settings } from './settings.ts';

export type Retry = { readonly number: number; readonly reason: string };

export type Answer = {
  readonly outcome: Outcome;
  readonly ack?: Json | undefined;
  readonly status?: number | undefined;
};

/** How payloads reach the app: Socket Mode or signed HTTP. */
export interface Transport {
  readonly via: 'socket' | 'http';
  /** Sends one payload and waits up to `timeoutMs` for its ack. */
  send(payload: Payload, retry: Retry | undefined, timeoutMs: number): Promise<Answer>;
}

export interface Delivery {
  /** Sends a new payload and waits for its ack. */
  deliver(kind: PayloadKind, payload: JsonObject): Promise<{ id: string; answer: Answer }>;
  /** Sends the same payload again, with the same ids. `retry` is what Slack says of a retried event. */
  repeat(payload: Payload, retry?: Retry): Promise<Answer>;
  /** Sends an event and retries it until it is acked or the retries are used up. Rejects when the server stops meanwhile. */
  deliverEvent(payload: JsonObject): Promise<void>;
}

type DeliveryDeps = {
  readonly records: Records;
  readonly transport: Transport;
  readonly settings: () => Settings;
  readonly clock: () => number;
  readonly signal: AbortSignal;
};

/** Delivers over the given transport and records every attempt. */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { records, transport, settings, clock } = deps;

  async function attempt(payload: Payload, retry?: Retry): Promise<Answer> {
    const entry: Attempt = { atMs: clock(), via: transport.via, outcome: 'pending' };
    payload.attempts.push(entry);
    const answer = await transport.send(payload, retry, settings().ackTimeoutMs);
    entry.outcome = answer.outcome;
    if (answer.outcome === 'acked') entry.ackMs = Math.round(clock() - entry.atMs);
    if (answer.ack !== undefined) entry.ack = answer.ack;
    if (answer.status !== undefined) entry.status = answer.status;
    return answer;
  }

  return {
    async deliver(kind, payload) {
      const opened = records.openPayload(kind, payload);
      return { id: opened.id, answer: await attempt(opened) };
    },
    repeat: (payload, retry) => attempt(payload, retry),
    async deliverEvent(event) {
      const payload = records.openPayload('events_api', event);
      let answer = await attempt(payload);
      for (const [index, waitMs] of settings().eventRetryMs.entries()) {
        if (answer.outcome === 'acked') return;
        await sleep(waitMs, undefined, { signal: deps.signal });
        const reason = answer.outcome === 'operation_timeout' ? 'timeout' : 'http_error';
        answer = await attempt(payload, { number: index + 1, reason });
      }
    },
  };
}
