// What was asked of the platform and what it delivered, with every token left out.

import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/json.ts';

export type Call = {
  readonly id: number;
  readonly atMs: number;
  readonly method: string;
  readonly args: JsonObject;
  /** Whether it took effect (a refusal in words counts as well). */
  recorded: boolean;
  fault?: string;
  /** HTTP status of the answer; absent when none was given. */
  status?: number;
  /** What was answered in effect, even if the answer was lost. */
  result?: Json;
};

export type PayloadKind = 'slash_commands' | 'interactive' | 'events_api';

export type Payload = {
  /** The envelope's id; a redelivery has the same. */
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

/** What the platform makes of a delivery: acked, or what it tells the person. */
export type Outcome = 'acked' | 'operation_timeout' | 'dispatch_failed';

export interface Records {
  openCall(atMs: number, method: string, args: JsonObject): Call;
  calls(): readonly Call[];
  openPayload(kind: PayloadKind, payload: JsonObject): Payload;
  payloads(): readonly Payload[];
  findPayload(id: string): Payload | undefined;
}

const secretNames = new Set(['token', 'client_secret']);

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
