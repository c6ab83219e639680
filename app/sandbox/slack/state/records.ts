// The records: calls made by the app and payloads sent to it, without any tokens.

import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/json.ts';

export type Call = {
  readonly id: number;
  readonly atMs: number;
  readonly method: string;
  readonly args: JsonObject;
  /** Whether the call was performed, even if Slack refused it with an error code. */
  recorded: boolean;
  fault?: string;
  /** HTTP status of the answer; absent when none was sent. */
  status?: number;
  /** The result of performing the call, even if the answer was lost. */
  result?: Json;
};

export type PayloadKind = 'slash_commands' | 'interactive' | 'events_api';

export type Payload = {
  /** The envelope's id. A redelivery keeps it. */
  readonly id: string;
  readonly kind: PayloadKind;
  readonly payload: JsonObject;
  readonly attempts: Attempt[];
};

export type Attempt = {
  readonly atMs: number;
  readonly via: 'socket' | 'http';
  outcome: Outcome | 'pending';
  ackMs?: number;
  ack?: Json;
  /** HTTP status of the bot's answer. */
  status?: number;
};

/** What became of a delivery: an ack, or the error that Slack shows the person. */
export type Outcome = 'acked' | 'operation_timeout' | 'dispatch_failed';

export interface Records {
  openCall(atMs: number, method: string, args: JsonObject): Call;
  calls(): readonly Call[];
  openPayload(kind: PayloadKind, payload: JsonObject): Payload;
  payloads(): readonly Payload[];
  findPayload(id: string): Payload | undefined;
}

const secretNames = new Set(['token', 'client_secret']);

/** Empty records. */
export function createRecords(): Records {
  const calls: Call[] = [];
  const payloads: Payload[] = [];
  return {
    openCall(atMs, method, args) {
      const shown = Object.entries(args).filter(([name]) => !secretNames.has(name));
      const call: Call = {
        id: calls.length + 1,
        atMs,
        method,
        args: Object.fromEntries(shown),
        recorded: false,
      };
      calls.push(call);
      return call;
    },
    calls: () => calls,
    openPayload(kind, payload) {
      const opened: Payload = { id: randomUUID(), kind, payload, attempts: [] };
      payloads.push(opened);
      return opened;
    },
    payloads: () => payloads,
    findPayload: (id) => payloads.find((one) => one.id === id),
  };
}
