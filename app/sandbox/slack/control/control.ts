// The control routes under `/sandbox/`: people and tests set the scene, act and read the records. README.md lists them.

import { z } from 'zod';
import { controlPath, mistakeIn, readControlBody } from '../../http/control.ts';
import { findChannel, findPerson } from '../acts/person.ts';
import { acts } from './control-acts.ts';
import { recordsJson } from './control-records.ts';
import { challenge, redeliver, sslCheck } from './control-delivery.ts';
import { wait } from './control-wait.ts';
import { ControlError } from '../state/errors.ts';
import { faultSchema } from '../state/faults.ts';
import { isObject, toJson, type Json } from '../../shared/json.ts';
import { renderChannel } from '../render/render-channel.ts';
import type { Reply } from '../../http/reply.ts';
import { jsonReply, textReply } from '../state/reply.ts';
import { team } from '../state/seed.ts';
import { settingsSchema } from '../state/settings.ts';
import type { SocketHub } from '../transport/socket.ts';
import type { SlackState } from '../state/slack-state.ts';

export type Control = (method: string, url: URL, body: string) => Promise<Reply>;

type Request = { readonly params: URLSearchParams; readonly body: Json };
type Route = (request: Request) => Json | Promise<Json>;

const done: Json = { ok: true };

export function createControl(state: SlackState, hub: SocketHub): Control {
  let lastAct: { readonly name: string; readonly body: Json } | undefined;

  async function doAct(name: string, body: Json): Promise<Json> {
    const act = acts[name];
    if (act === undefined) throw new ControlError(`People can't ${name}: see README.md.`);
    lastAct = { name, body };
    return act(state, body);
  }

  const routes: Readonly<Record<string, Route>> = {
    'GET records': () => recordsJson(state),
    'GET feed': ({ params }) => ({
      last: state.feed.last(),
      events: toJson(state.feed.since(Number(params.get('since') ?? 0))),
    }),
    'GET wait': ({ params }) => wait(state, params),
    'GET credentials': () => ({
      botToken: state.secrets.botToken,
      appToken: state.secrets.appToken,
      signingSecret: state.secrets.signingSecret,
      apiUrl: `${state.url}/api/`,
      team: toJson(team),
    }),
    'POST act/repeat': () => {
      if (lastAct === undefined) throw new ControlError('Nobody has done anything yet.');
      return doAct(lastAct.name, lastAct.body);
    },
    'POST redeliver': ({ body }) => redeliver(state, body),
    'GET faults': () => ({ faults: toJson(state.faults.list()) }),
    'POST faults': ({ body }) => {
      const faults = z.array(faultSchema).parse(Array.isArray(body) ? body : [body]);
      faults.forEach((fault) => state.faults.add(fault));
      return done;
    },
    'DELETE faults': () => {
      state.faults.clear();
      return done;
    },
    'GET settings': () => toJson(state.settings),
    'POST settings': ({ body }) => {
      state.settings = settingsSchema.parse(merge(toJson(state.settings), body));
      state.rates.reset();
      return toJson(state.settings);
    },
    'POST request-url': ({ body }) => {
      state.requestUrl = z.strictObject({ url: z.url() }).parse(body).url;
      return done;
    },
    'POST token/revoke': () => {
      state.revoked = true;
      hub.disconnect('link_disabled');
      return done;
    },
    'POST token/restore': () => {
      state.revoked = false;
      return done;
    },
    'POST outage': ({ body }) => {
      const { ms } = z.strictObject({ ms: z.number().nonnegative().nullable() }).parse(body);
      state.downUntilMs = ms === null ? Infinity : state.clock() + ms;
      if (ms !== 0) hub.cut();
      return done;
    },
    'GET socket': () => ({ connections: hub.connections() }),
    'POST socket/disconnect': ({ body }) => {
      const { reason } = z
        .strictObject({
          reason: z
            .enum(['warning', 'refresh_requested', 'link_disabled'])
            .default('refresh_requested'),
        })
        .parse(body);
      return { connections: hub.disconnect(reason) };
    },
    'POST socket/cut': () => {
      hub.cut();
      return done;
    },
    'POST http/challenge': () => challenge(state),
    'POST http/ssl-check': () => sslCheck(state),
  };

  async function answer(method: string, url: URL, text: string): Promise<Reply> {
    const path = controlPath(url);
    const channel = /^channel\/([^/]+?)(?:\.txt)?$/.exec(path)?.[1];
    if (method === 'GET' && channel !== undefined) {
      return textReply(200, channelText(state, decodeURIComponent(channel), url.searchParams));
    }
    const body = readControlBody(text);
    if (body === undefined) throw new ControlError('The body is not JSON.');
    const route = routes[`${method} ${path}`];
    if (route !== undefined) {
      const answered = await route({ params: url.searchParams, body });
      return jsonReply(200, isObject(answered) ? answered : { result: answered });
    }
    const act = /^act\/([a-z]+)$/.exec(path)?.[1];
    if (method === 'POST' && act !== undefined) {
      const seen = await doAct(act, body);
      return jsonReply(200, isObject(seen) ? seen : { result: seen });
    }
    return jsonReply(404, { error: `No control route ${method} /sandbox/${path}.` });
  }

  return async (method, url, text) => {
    try {
      return await answer(method, url, text);
    } catch (error) {
      if (error instanceof ControlError) return jsonReply(400, { error: error.message });
      if (!(error instanceof z.ZodError)) throw error;
      return jsonReply(400, mistakeIn(error));
    }
  };
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

/** Changes of settings, one level of nesting deep. */
function merge(before: Json, changes: Json): Json {
  if (!isObject(before) || !isObject(changes)) return changes;
  const merged = Object.entries(changes).map(([name, value]) => {
    return [name, merge(before[name] ?? null, value)] as const;
  });
  return { ...before, ...Object.fromEntries(merged) };
}
