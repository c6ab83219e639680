// The control routes under `/sandbox/`, by which people and tests configure the server, act in it and read its records. README.md lists them.

import { z } from 'zod';
import { controlPath, mistakeIn, readControlBody } from '../../http/control.ts';
import type { Reply } from '../../http/reply.ts';
import { isObject, type Json } from '../../shared/json.ts';
import { findChannel, findPerson } from '../acts/person.ts';
import { renderChannel } from '../render/render-channel.ts';
import { ControlError } from '../state/errors.ts';
import { jsonReply, textReply } from '../state/reply.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { SocketHub } from '../transport/socket.ts';
import { doAct, routes, type ControlContext } from './control-routes.ts';

export type Control = (method: string, url: URL, body: string) => Promise<Reply>;

/** Answers control requests. An impossible act or an invalid body is a 400 that says why. */
export function createControl(state: SlackState, hub: SocketHub): Control {
  const context: ControlContext = { state, hub, lastAct: undefined };
  return async (method, url, text) => {
    try {
      return await answer(context, method, url, text);
    } catch (error) {
      if (error instanceof ControlError) return jsonReply(400, { error: error.message });
      if (error instanceof z.ZodError) return jsonReply(400, mistakeIn(error));
      throw error;
    }
  };
}

async function answer(
  context: ControlContext,
  method: string,
  url: URL,
  text: string,
): Promise<Reply> {
  const path = controlPath(url);
  const channel = /^channel\/([^/]+?)(?:\.txt)?$/.exec(path)?.[1];
  if (method === 'GET' && channel !== undefined) {
    const shown = channelText(context.state, decodeURIComponent(channel), url.searchParams);
    return textReply(200, shown);
  }
  const body = readControlBody(text);
  if (body === undefined) throw new ControlError('The body is not JSON.');
  const route = routes[`${method} ${path}`];
  if (route !== undefined) {
    return resultReply(await route(context, { params: url.searchParams, body }));
  }
  const act = /^act\/([a-z]+)$/.exec(path)?.[1];
  if (method === 'POST' && act !== undefined) return resultReply(await doAct(context, act, body));
  return jsonReply(404, { error: `No control route ${method} /sandbox/${path}.` });
}

function resultReply(result: Json): Reply {
  return jsonReply(200, isObject(result) ? result : { result });
}

function channelText(state: SlackState, id: string, params: URLSearchParams): string {
  const channel = findChannel(state, id);
  const viewer = params.get('viewer');
  return renderChannel(
    {
      channel,
      ephemerals: state.ephemerals,
      viewer: viewer === null ? undefined : findPerson(state, viewer).id,
      since: params.get('since') ?? undefined,
    },
    state,
  );
}
