// A Slack on loopback that answers what a test tells it to: mischief included. It knows nothing of Slack's rules.

import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

export type Call = { readonly method: string; readonly args: Readonly<Record<string, string>> };

export type Behaviour =
  | { readonly body: unknown; readonly status?: number; readonly headers?: Record<string, string> }
  | { readonly text: string; readonly status?: number }
  | { readonly mischief: 'hang' | 'reset' | 'truncate' };

/** What Slack answers when it refuses. */
export const refused = (error: string) => ({ body: { ok: false, error } });

type Rule = (call: Call, nth: number) => Behaviour | undefined;

export type FakeSlack = {
  readonly url: string;
  readonly apiUrl: string;
  readonly calls: Call[];
  callsOf(method: string): readonly Call[];
  /** The newest rule that answers wins; without one: `{"ok":true,…}`. */
  on(method: string, rule: Behaviour | Rule): void;
  /** Sends an envelope over the newest connection; resolves with the ack's payload. */
  send(type: string, payload: unknown): Promise<unknown>;
  /** Sends what need not be an envelope. */
  sendRaw(data: string | Buffer): void;
  sockets(): number;
  dropSockets(): void;
  stop(): Promise<void>;
};

const defaults: Record<string, unknown> = {
  'auth.test': {
    ok: true,
    url: 'https://acme.example/',
    team: 'Acme',
    team_id: 'T1',
    user: 'vertex',
    user_id: 'UBOT',
    bot_id: 'BBOT',
  },
  'chat.postMessage': { ok: true, channel: 'C1', ts: '1700000000.000100' },
  'chat.update': { ok: true, channel: 'C1', ts: '1700000000.000100' },
  'chat.postEphemeral': { ok: true, message_ts: '1700000000.000200' },
  'conversations.open': { ok: true, channel: { id: 'D1' } },
  response_url: { ok: true },
};

export async function startFakeSlack(port = 0): Promise<FakeSlack> {
  const calls: Call[] = [];
  const rules = new Map<string, Rule>();
  const open: WebSocket[] = [];
  const acks = new Map<string, (payload: unknown) => void>();
  let envelopes = 0;

  const server = createServer((request, response) => void serve(request, response));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { url: path }) => {
    open.push(socket);
    socket.on('close', () => open.splice(open.indexOf(socket), 1));
    socket.on('message', (data: Buffer) => {
      const ack = JSON.parse(data.toString()) as { envelope_id: string; payload: unknown };
      acks.get(ack.envelope_id)?.(ack.payload);
    });
    if (path !== '/silent') socket.send(JSON.stringify({ type: 'hello' }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const method = (request.url ?? '').replace(/^\/(api\/)?/, '');
    const json = request.headers['content-type']?.includes('json') === true;
    const args = json ? { json: body } : Object.fromEntries(new URLSearchParams(body));
    const call = { method, args };
    calls.push(call);
    const nth = calls.filter((one) => one.method === method).length;
    answer(response, rules.get(method)?.(call, nth) ?? usual(method));
  }

  function usual(method: string): Behaviour {
    if (method === 'apps.connections.open') {
      return { body: { ok: true, url: `${url.replace('http', 'ws')}/socket` } };
    }
    return { body: defaults[method] ?? { ok: true } };
  }

  return {
    url,
    apiUrl: `${url}/api/`,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    on(method, rule) {
      rules.set(method, typeof rule === 'function' ? rule : () => rule);
    },
    send(type, payload) {
      const id = `envelope-${++envelopes}`;
      const acked = new Promise((resolve) => acks.set(id, resolve));
      open
        .at(-1)
        ?.send(JSON.stringify({ type, envelope_id: id, accepts_response_payload: true, payload }));
      return acked;
    },
    sendRaw: (data) => open.at(-1)?.send(data),
    sockets: () => open.length,
    dropSockets: () => open.forEach((socket) => socket.terminate()),
    async stop() {
      open.forEach((socket) => socket.terminate());
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  if ('mischief' in behaviour) {
    if (behaviour.mischief === 'reset') response.destroy();
    if (behaviour.mischief === 'truncate') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"ok":true,"ts":"17', () => response.destroy());
    }
    return;
  }
  if ('text' in behaviour) {
    response.writeHead(behaviour.status ?? 200, { 'content-type': 'text/html' });
    response.end(behaviour.text);
    return;
  }
  response.writeHead(behaviour.status ?? 200, {
    'content-type': 'application/json',
    ...behaviour.headers,
  });
  response.end(JSON.stringify(behaviour.body));
}

/** Posts to the bot as Slack does, signed. */
export async function postSigned(
  port: number,
  secret: string,
  body: URLSearchParams | object,
  signature?: string,
): Promise<Response> {
  const raw = body instanceof URLSearchParams ? body.toString() : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${raw}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type':
        body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature ?? `v0=${hmac}`,
    },
    body: raw,
  });
}

/** Waits until something holds, looking every few milliseconds; fails after 15 seconds, which only a broken promise takes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within 15 s: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
