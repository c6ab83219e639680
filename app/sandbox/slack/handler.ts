import type { IncomingMessage } from 'node:http';
import { createCallServer } from '../http/call-server.ts';
import type { Handler } from '../http/loopback-server.ts';
import { readBody, send } from '../http/message.ts';
import type { Reply } from '../http/reply.ts';
import { isObject, parseJson, type JsonObject } from '../shared/json.ts';
import type { Control } from './control/control.ts';
import { answerResponseUrl } from './message/response-url.ts';
import { readArguments } from './methods/arguments.ts';
import { download, takeUpload } from './methods/files.ts';
import { answerCall } from './methods/web-api.ts';
import { applySlackFault, type Platform, type SlackFault } from './state/faults.ts';
import type { Call } from './state/records.ts';
import { textReply } from './state/reply.ts';
import { isDown, type SlackState } from './state/slack-state.ts';

const maxBodyBytes = 8_000_000;

type HandlerDeps = {
  readonly state: SlackState;
  readonly control: Control;
  /** Cuts all Socket Mode connections. */
  readonly cut: () => void;
  readonly signal: AbortSignal;
  readonly log: ((line: string) => void) | undefined;
};

/** A call as the records, faults and rates see it: a Web API method, or a response_url. */
type ApiCall = {
  readonly name: string;
  readonly args: JsonObject;
  readonly record: (call: Call) => Reply;
};

/** Handles each request against the state as it is then. */
export function createHandler({ state, control, cut, signal, log }: HandlerDeps): Handler {
  const platform = platformOf(state, cut);
  const serve = createCallServer({
    applyFault: (fault: SlackFault, call) => applySlackFault(fault, call, platform),
    signal,
    log,
  });

  return async (request, response) => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request, maxBodyBytes);
    if (url.pathname.startsWith('/sandbox/')) {
      send(response, await control(method, url, body.toString('utf8')));
      return;
    }
    const found = findCall(state, request, url, body.toString('utf8'));
    if (found === undefined) {
      send(response, fileReply(state, request, url.pathname, body));
      return;
    }
    const { name, args, record } = found;
    const entry = state.records.openCall(state.clock(), name, args);
    const served = {
      name,
      entry,
      record: () => record(entry),
      isDown: isDown(state),
      takeFault: () => state.faults.take({ method: name, args }),
    };
    await serve(served, response);
  };
}

function platformOf(state: SlackState, cut: () => void): Platform {
  return {
    revoke() {
      state.revoked = true;
    },
    goDown(forMs) {
      state.downUntilMs = state.clock() + forMs;
      cut();
    },
  };
}

function findCall(
  state: SlackState,
  request: IncomingMessage,
  url: URL,
  body: string,
): ApiCall | undefined {
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

/** Answers uploads and downloads. No faults strike them. */
function fileReply(
  state: SlackState,
  { headers }: IncomingMessage,
  path: string,
  body: Buffer,
): Reply {
  const file = /^\/files-pri\/\w+-(\w+)\/download\//.exec(path)?.[1];
  if (file !== undefined) {
    return download(state, file, /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]);
  }
  const upload = /^\/upload\/(\w+)$/.exec(path)?.[1];
  if (upload === undefined) return textReply(404, 'not found');
  const length = takeUpload(state, upload, body);
  return length === undefined ? textReply(400, 'no such upload') : textReply(200, `OK - ${length}`);
}
