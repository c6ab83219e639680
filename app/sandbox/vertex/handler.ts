import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { freezeCaller } from '../http/freeze.ts';
import { answer } from './api.ts';
import type { Entry } from './base/records.ts';
import { findCall } from './base/calls.ts';
import type { Call, CallName } from './base/calls.ts';
import { control } from './control/control.ts';
import { play } from './state/faults.ts';
import type { Outcome, Stage } from './state/faults.ts';
import { notFoundPage } from './base/reply.ts';
import type { Reply } from './base/reply.ts';
import type { VertexState } from './state/vertex-state.ts';

const maxBodyBytes = 2_000_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Handles each request against the state as it is then. */
export function createHandler(
  state: VertexState,
  signal: AbortSignal,
  log: ((line: string) => void) | undefined,
): Handler {
  let waiting: (() => void)[] = [];
  const nextAnswer = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const answered = (): void => {
    const woken = waiting;
    waiting = [];
    woken.forEach((wake) => {
      wake();
    });
  };

  return async (request, response) => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request);
    if (url.pathname.startsWith('/sandbox/')) {
      send(response, control(state, method, url, body));
      return;
    }
    const call = findCall(method, url.pathname);
    const entry = state.records.open({
      atMs: state.clock(),
      method,
      path: url.pathname,
      query: url.search.replace(/((?:access|oauth)_token|key)=[^&]*/g, '$1=…'),
      call: call?.name ?? null,
    });
    const record = (): Reply => {
      entry.recorded = true;
      if (call === undefined) return notFoundPage(url.pathname);
      const authorization = request.headers.authorization ?? '';
      return answer(state, call, { params: url.searchParams, authorization, body });
    };
    const freeze = (pids: readonly number[]) => freezeCaller(pids, request.socket.remotePort);
    const isGone = () => request.socket.destroyed;
    const stage = { record, kill, freeze, isGone, nextAnswer, signal };
    const outcome = await decide(state, call, entry, stage, url.pathname + url.search, body);
    log?.(`${method} ${url.pathname} ${describe(outcome)} ${entry.fault ?? ''}`.trim());
    finish(outcome, entry, response);
    if (outcome.kind === 'reply') answered();
  };
}

/** Whether the request is served, and how: an outage comes first, then a fault, then the plain answer. */
async function decide(
  state: VertexState,
  call: Call | undefined,
  entry: Entry,
  stage: Stage,
  path: string,
  body: string,
): Promise<Outcome> {
  if (call !== undefined && isOut(state, call)) {
    entry.fault = 'outage';
    return { kind: 'close' };
  }
  const fault = state.faults.take(call, path, body);
  if (fault === undefined) return { kind: 'reply', reply: stage.record() };
  entry.fault = fault.kind;
  return play(fault, stage);
}

function isOut(state: VertexState, { name, location }: Call): boolean {
  const { outages } = state.settings;
  const services: Partial<Record<CallName, string>> = {
    token: 'sts',
    logs: 'logging',
    skus: 'billing',
  };
  const service = services[name] ?? location;
  return outages.includes(service) || (outages.includes('*') && location !== '');
}

function finish(outcome: Outcome, entry: Entry, response: ServerResponse): void {
  switch (outcome.kind) {
    case 'hang':
      return;
    case 'close':
      response.socket?.resetAndDestroy();
      return;
    case 'reply':
      entry.status = outcome.reply.status;
      if (outcome.truncated === true) sendHalf(response, outcome.reply);
      else send(response, outcome.reply);
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Promises the whole body, sends half, and resets the connection. */
function sendHalf(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}

function describe(outcome: Outcome): string {
  return outcome.kind === 'reply' ? String(outcome.reply.status) : outcome.kind;
}

function kill(pid: number): void {
  if (pid === process.pid) throw new Error('A kill rule must not name the sandbox itself.');
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already: that is what was wanted.
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = z.instanceof(Buffer).parse(chunk);
    bytes += buffer.length;
    if (bytes > maxBodyBytes) throw new Error('The body is too large.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
