// Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode. Each payload goes to one of the app's connections.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseJson, toJson, type Json } from '../../shared/json.ts';
import type { Answer, Transport } from '../state/delivery.ts';
import { newSecret } from '../state/ids.ts';
import { app } from '../state/seed.ts';

/** The most connections that Slack allows an app: https://docs.slack.dev/apis/events-api/using-socket-mode#connections */
const mostConnections = 10;
/** How long a ticket for a connection is valid. */
const ticketLifeMs = 30_000;
const pingEveryMs = 5_000;

type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

export interface SocketHub {
  readonly transport: Transport;
  /** A single-use ticket for the URL of a connection. */
  readonly ticket: () => string;
  /** Accepts or refuses an upgrade request. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Sends `disconnect` on all connections and closes them, except after a warning. Returns how many there were. */
  readonly disconnect: (reason: DisconnectReason) => number;
  /** Cuts all connections without notice. */
  readonly cut: () => void;
  readonly connections: () => number;
  readonly stop: () => void;
}

const ackSchema = z.looseObject({ envelope_id: z.string(), payload: z.json().optional() });

/** Serves Socket Mode connections. Accepts none during an outage. */
export function createSocketHub(clock: () => number, isDown: () => boolean): SocketHub {
  const server = new WebSocketServer({ noServer: true });
  const tickets = createTickets(clock);
  const open = new Set<WebSocket>();
  const waiting: Waiting = new Map();
  const pinging = setInterval(() => {
    for (const socket of open) socket.ping();
  }, pingEveryMs);
  pinging.unref();
  const cut = (): void => {
    for (const socket of open) socket.terminate();
  };
  return {
    transport: createSocketTransport(open, waiting),
    ticket: () => tickets.issue(),
    upgrade(request, socket, head) {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const isValid = tickets.redeem(searchParams.get('ticket') ?? '');
      if (!isValid || isDown() || open.size >= mostConnections) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) =>
        acceptConnection(opened, open, waiting),
      );
    },
    disconnect(reason) {
      for (const socket of open) {
        send(socket, { type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
        if (reason !== 'warning') socket.close();
      }
      return open.size;
    },
    cut,
    connections: () => open.size,
    stop() {
      clearInterval(pinging);
      cut();
      server.close();
    },
  };
}

function createTickets(clock: () => number) {
  const issued = new Map<string, number>();
  return {
    issue(): string {
      const ticket = newSecret(16);
      issued.set(ticket, clock());
      return ticket;
    },
    /** Uses up a ticket. False when it is unknown, used or too old. */
    redeem(ticket: string): boolean {
      const issuedMs = issued.get(ticket);
      issued.delete(ticket);
      return issuedMs !== undefined && clock() - issuedMs <= ticketLifeMs;
    },
  };
}

/** Says hello on a new connection and listens for its acks. */
function acceptConnection(socket: WebSocket, open: Set<WebSocket>, waiting: Waiting): void {
  open.add(socket);
  socket.on('close', () => open.delete(socket));
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    const ack = ackSchema.safeParse(parseJson(z.instanceof(Buffer).parse(data).toString('utf8')));
    if (!ack.success) return;
    waiting.get(ack.data.envelope_id)?.at(0)?.(emptyToUndefined(ack.data.payload));
  });
  send(socket, {
    type: 'hello',
    num_connections: open.size,
    connection_info: { app_id: app.id },
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
  });
}

/** Sends each payload on the next connection in turn. */
function createSocketTransport(open: ReadonlySet<WebSocket>, waiting: Waiting): Transport {
  let turn = 0;
  return {
    via: 'socket',
    send(payload, retry, timeoutMs): Promise<Answer> {
      const ready = [...open].filter((one) => one.readyState === WebSocket.OPEN);
      const socket = ready[turn++ % Math.max(1, ready.length)];
      if (socket === undefined) return Promise.resolve({ outcome: 'dispatch_failed' });
      const ended = awaitAck(waiting, payload.id, timeoutMs);
      send(socket, {
        envelope_id: payload.id,
        type: payload.kind,
        accepts_response_payload: payload.kind !== 'events_api',
        payload: payload.payload,
        ...(payload.kind === 'events_api'
          ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' }
          : {}),
      });
      return ended;
    },
  };
}

/** Who waits for the ack of an envelope: several when it is sent again before it is acked. */
type Waiting = Map<string, ((ack: Json | undefined) => void)[]>;

function awaitAck(waiting: Waiting, id: string, timeoutMs: number): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const end = (answer: Answer): void => {
    clearTimeout(timer);
    const others = (waiting.get(id) ?? []).filter((one) => one !== onAck);
    if (others.length === 0) waiting.delete(id);
    else waiting.set(id, others);
    resolve(answer);
  };
  const onAck = (ack: Json | undefined): void => end({ outcome: 'acked', ack });
  const timer = setTimeout(() => end({ outcome: 'operation_timeout' }), timeoutMs);
  waiting.set(id, [...(waiting.get(id) ?? []), onAck]);
  return promise;
}

/** An ack without content is `{}` on the wire. */
function emptyToUndefined(ack: Json | undefined): Json | undefined {
  if (ack === undefined || ack === null || ack === '') return undefined;
  return JSON.stringify(ack) === '{}' ? undefined : ack;
}

function send(socket: WebSocket, frame: unknown): void {
  socket.send(JSON.stringify(toJson(frame)));
}
