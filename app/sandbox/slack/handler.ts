import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { freezeCaller } from '../http/freeze.ts';
import { readArguments } from './methods/arguments.ts';
import type { Call } from './state/records.ts';
import type { Control } from './control/control.ts';
import { play, type Ending, type Stage } from './state/faults.ts';
import { isObject, parseJson, type JsonObject } from './state/json.ts';
import { download, takeUpload } from './methods/files.ts';
import { textReply, type Reply } from './state/reply.ts';
import { answerResponseUrl } from './message/response-url.ts';
import { answerCall } from './methods/web-api.ts';
import { isDown, type SlackState } from './state/slack-state.ts';

const maxBodyBytes = 8_000_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type HandlerDeps = {
  readonly state: SlackState;
  readonly control: Control;
  /** Cuts all Socket Mode connections. */
  readonly cut: () => void;
  readonly signal: AbortSignal;
  readonly log: ((line: string) => void) | undefined;
};

/** A call as the records, faults and rates see it: a Web API method, or a response_url. */
type Asked = {
  readonly name: string;
  readonly args: JsonObject;
  readonly record: (call: Call) => Reply;
};

/** Handles each request against the state as it is then. */
export function createHandler({ state, control, cut, signal, log }: HandlerDeps): Handler {
  let waiting: (() => void)[] = [];

  const stageFor = (record: () => Reply, { socket }: ServerResponse): Stage => ({
    record,
    kill,
    freeze: (pids) => freezeCaller(pids, socket?.remotePort),
    isGone: () => socket?.destroyed !== false,
    revoke: () => {
      state.revoked = true;
    },
    goDown: (forMs) => {
      state.downUntilMs = state.clock() + forMs;
      cut();
    },
    nextAnswer: () => new Promise((resolve) => waiting.push(resolve)),
    signal,
  });

  async function serveCall({ name, args, record }: Asked, response: ServerResponse): Promise<void> {
    const call = state.records.openCall(state.clock(), name, args);
    const stage = stageFor(() => record(call), response);
    const ending = await decide(state, call, args, stage);
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
    const asked = findCall(state, request, url, body.toString('utf8'));
    if (asked !== undefined) return serveCall(asked, response);
    const file = /^\/files-pri\/\w+-(\w+)\/download\//.exec(url.pathname)?.[1];
    if (file !== undefined) {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      send(response, download(state, file, token));
      return;
    }
    const upload = /^\/upload\/(\w+)$/.exec(url.pathname)?.[1];
    send(
      response,
      upload === undefined ? textReply(404, 'not found') : uploaded(state, upload, body),
    );
  };
}

function findCall(
  state: SlackState,
  request: IncomingMessage,
  url: URL,
  body: string,
): Asked | undefined {
  const name = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
  if (name !== undefined) {
    const { 'content-type': type = '', authorization = '' } = request.headers;
    const given = readArguments(body, type, authorization, url.searchParams);
    return { name, args: given.args, record: (call) => answerCall(state, call, name, given) };
  }
  if (!/^\/(?:commands|actions)\//.test(url.pathname) || request.method !== 'POST')
    return undefined;
  const parsed = parseJson(body);
  const fields = isObject(parsed) ? parsed : undefined;
  const channel = state.responseUrls.get(url.pathname)?.channel;
  return {
    name: 'response_url',
    args: { ...fields, ...(channel === undefined ? {} : { channel }) },
    record: (call) => {
      call.recorded = true;
      const reply = answerResponseUrl(state, url.pathname, fields);
      call.result = parseJson(reply.body) ?? reply.body;
      return reply;
    },
  };
}

function uploaded(state: SlackState, id: string, content: Buffer): Reply {
  const length = takeUpload(state, id, content);
  return length === undefined ? textReply(400, 'no such upload') : textReply(200, `OK - ${length}`);
}

/** Whether the call is served, and how: an outage comes first, then a fault, then the plain answer. */
async function decide(
  state: SlackState,
  call: Call,
  args: JsonObject,
  stage: Stage,
): Promise<Ending> {
  if (isDown(state)) {
    call.fault = 'outage';
    return { kind: 'close' };
  }
  const fault = state.faults.take(call.method, args);
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
