// Payloads go out and are acked in time or not at all: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
// and https://docs.slack.dev/apis/events-api#retries. Commands and interactions are never repeated by Slack, events are.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, Records, Outcome, Payload, PayloadKind } from './records.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { Settings } from './settings.ts';

export type Retry = { readonly number: number; readonly reason: string };

export type Answer = {
  readonly outcome: Outcome;
  readonly ack?: Json | undefined;
  readonly status?: number | undefined;
};

/** The way to the app: Socket Mode, or signed HTTP. */
export interface Carrier {
  readonly via: 'socket' | 'http';
  /** Sends one payload and waits for its ack, at most `timeoutMs`. */
  send(payload: Payload, retry: Retry | undefined, timeoutMs: number): Promise<Answer>;
}

export interface Delivery {
  /** Sends a new payload; resolves with what became of it. */
  deliver(kind: PayloadKind, payload: JsonObject): Promise<{ id: string; answer: Answer }>;
  /** The same payload once more, with the same ids; `retry`: as an event that Slack brings again. */
  repeat(payload: Payload, retry?: Retry): Promise<Answer>;
  /** Sends an event and repeats it until it is acked; resolves when that has ended. */
  deliverEvent(payload: JsonObject): Promise<void>;
}

export type DeliveryDeps = {
  readonly records: Records;
  readonly carrier: Carrier;
  readonly settings: () => Settings;
  readonly clock: () => number;
  readonly signal: AbortSignal;
};

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { records, carrier, settings, clock } = deps;

  async function attempt(payload: Payload, retry?: Retry): Promise<Answer> {
    const entry: Attempt = { atMs: clock(), via: carrier.via, outcome: 'pending' };
    payload.attempts.push(entry);
    const answer = await carrier.send(payload, retry, settings().ackTimeoutMs);
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
