import { createCallServer } from '../http/call-server.ts';
import type { Handler } from '../http/loopback-server.ts';
import { readBody, send } from '../http/message.ts';
import { answer } from './api.ts';
import { findCall, type Call, type CallName } from './base/calls.ts';
import { refusedCreate } from './base/records.ts';
import { notFoundPage } from './base/reply.ts';
import { control } from './control/control.ts';
import { applyVertexFault } from './state/faults.ts';
import type { VertexState } from './state/vertex-state.ts';

const maxBodyBytes = 2_000_000;

/** Handles each request against the state as it is then. */
export function createHandler(
  state: VertexState,
  signal: AbortSignal,
  log: ((line: string) => void) | undefined,
): Handler {
  const serve = createCallServer({ applyFault: applyVertexFault, signal, log });

  return async (request, response) => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = (await readBody(request, maxBodyBytes)).toString('utf8');
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
    const served = {
      name: `${method} ${url.pathname}`,
      entry,
      record: () => {
        entry.recorded = true;
        if (call === undefined) return notFoundPage(url.pathname);
        const authorization = request.headers.authorization ?? '';
        const reply = answer(state, call, { params: url.searchParams, authorization, body });
        if (call.name === 'create') entry.refused = refusedCreate(body, reply);
        return reply;
      },
      isDown: call !== undefined && isDown(state, call),
      takeFault: () => state.faults.take({ call, path: url.pathname + url.search, body }),
    };
    await serve(served, response);
  };
}

/** Whether an outage covers the call's service or location. */
function isDown(state: VertexState, { name, location }: Call): boolean {
  const { outages } = state.settings;
  const services: Partial<Record<CallName, string>> = {
    token: 'sts',
    logs: 'logging',
    skus: 'billing',
    'time-series': 'monitoring',
  };
  const service = services[name] ?? location;
  return outages.includes(service) || (outages.includes('*') && location !== '');
}
