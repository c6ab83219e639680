import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { freezeCaller } from '../http/freeze.ts';
import { readArguments } from './methods/arguments.ts';
import type { Call } from './state/books.ts';
import type { Control } from './control/control.ts';
import { play, type Ending, type Stage } from './state/faults.ts';
import { isObject, parseJson, type JsonObject } from './state/json.ts';
import { download, takeUpload } from './methods/files.ts';
import { textReply, type Reply } from './state/reply.ts';
import { answerResponseUrl } from './message/response-url.ts';
import { answerCall } from './methods/web-api.ts';
import { isDown, type World } from './state/world.ts';

const maxBodyBytes = 8_000_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type HandlerDeps = {
  readonly world: World;
  readonly control: Control;
  /** Cuts all Socket Mode connections. */
  readonly cut: () => void;
  readonly signal: AbortSignal;
  readonly log: ((line: string) => void) | undefined;
};

/** A call that books, faults and rates know: a Web API method, or a response_url. */
type Asked = {
  readonly name: string;
  readonly args: JsonObject;
  readonly record: (call: Call) => Reply;
};

/** Serves one request after another, as the world stands at each. */
export function createHandler({ world, control, cut, signal, log }: HandlerDeps): Handler {
  let waiting: (() => void)[] = [];

  const stageFor = (record: () => Reply, { socket }: ServerResponse): Stage => ({
    record,
    kill,
    freeze: (pids) => freezeCaller(pids, socket?.remotePort),
    isGone: () => socket?.destroyed !== false,
    revoke: () => {
      world.revoked = true;
    },
    goDown: (forMs) => {
      world.downUntilMs = world.clock() + forMs;
      cut();
    },
    nextAnswer: () => new Promise((resolve) => waiting.push(resolve)),
    signal,
  });

  async function serveCall({ name, args, record }: Asked, response: ServerResponse): Promise<void> {
    const call = world.books.openCall(world.clock(), name, args);
    const stage = stageFor(() => record(call), response);
    const ending = await decide(world, call, args, stage);
    log?.(
      `${name} ${ending.kind === 'reply' ? ending.reply.status : ending.kind} ${call.fault ?? ''}`.trim(),
    );
    finish(ending, call, response);
    if (ending.kind !== 'reply') return;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  return async (request, response) => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request);
    if (url.pathname.startsWith('/sandbox/')) {
      send(response, await control(method, url, body.toString('utf8')));
      return;
    }
    const asked = findCall(world, request, url, body.toString('utf8'));
    if (asked !== undefined) return serveCall(asked, response);
    const file = /^\/files-pri\/\w+-(\w+)\/download\//.exec(url.pathname)?.[1];
    if (file !== undefined) {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      send(response, download(world, file, token));
      return;
    }
    const upload = /^\/upload\/(\w+)$/.exec(url.pathname)?.[1];
    send(
      response,
      upload === undefined ? textReply(404, 'not found') : uploaded(world, upload, body),
    );
  };
}

function findCall(
  world: World,
  request: IncomingMessage,
  url: URL,
  body: string,
): Asked | undefined {
  const name = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
  if (name !== undefined) {
    const { 'content-type': type = '', authorization = '' } = request.headers;
    const given = readArguments(body, type, authorization, url.searchParams);
    return { name, args: given.args, record: (call) => answerCall(world, call, name, given) };
  }
  if (!/^\/(?:commands|actions)\//.test(url.pathname) || request.method !== 'POST')
    return undefined;
  const parsed = parseJson(body);
  const fields = isObject(parsed) ? parsed : undefined;
  const channel = world.responseUrls.get(url.pathname)?.channel;
  return {
    name: 'response_url',
    args: { ...fields, ...(channel === undefined ? {} : { channel }) },
    record: (call) => {
      call.recorded = true;
      const reply = answerResponseUrl(world, url.pathname, fields);
      call.result = parseJson(reply.body) ?? reply.body;
      return reply;
    },
  };
}

function uploaded(world: World, id: string, content: Buffer): Reply {
  const length = takeUpload(world, id, content);
  return length === undefined ? textReply(400, 'no such upload') : textReply(200, `OK - ${length}`);
}

/** Whether the call is served, and how: an outage comes first, then a fault, then the plain answer. */
async function decide(world: World, call: Call, args: JsonObject, stage: Stage): Promise<Ending> {
  if (isDown(world)) {
    call.fault = 'outage';
    return { kind: 'close' };
  }
  const fault = world.faults.take(call.method, args);
  if (fault === undefined) return { kind: 'reply', reply: stage.record() };
  call.fault = fault.kind;
  return play(fault, stage);
}

function finish(ending: Ending, call: Call, response: ServerResponse): void {
  switch (ending.kind) {
    case 'hang':
      return;
    case 'close':
      response.socket?.resetAndDestroy();
      return;
    case 'reply':
      call.status = ending.reply.status;
      if (ending.truncated === true) sendHalf(response, ending.reply);
      else send(response, ending.reply);
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Promises the whole body, sends half, and ends the connection. */
function sendHalf(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}

function kill(pid: number): void {
  if (pid === process.pid) throw new Error('A kill rule must not name the sandbox itself.');
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already: that is what was wanted.
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = z.instanceof(Buffer).parse(chunk);
    bytes += buffer.length;
    if (bytes > maxBodyBytes) throw new Error('The body is too large.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}
