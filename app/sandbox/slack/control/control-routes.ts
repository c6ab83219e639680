// The control routes with a fixed path.

import { z } from 'zod';
import { oneOrMany } from '../../http/control.ts';
import { isObject, toJson, type Json } from '../../shared/json.ts';
import { ControlError } from '../state/errors.ts';
import { faultSchema } from '../state/faults.ts';
import { team } from '../state/seed.ts';
import { settingsSchema } from '../state/settings.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { SocketHub } from '../transport/socket.ts';
import { acts } from './control-acts.ts';
import { challenge, redeliver, sslCheck } from './control-delivery.ts';
import { recordsJson } from './control-records.ts';
import { wait } from './control-wait.ts';

export type ControlContext = {
  readonly state: SlackState;
  readonly hub: SocketHub;
  /** The act that `act/repeat` repeats. */
  lastAct: { readonly name: string; readonly body: Json } | undefined;
};

type Request = { readonly params: URLSearchParams; readonly body: Json };
type Route = (context: ControlContext, request: Request) => Json | Promise<Json>;

const done: Json = { ok: true };

/** The routes by verb and path below `/sandbox/`. */
export const routes: Readonly<Record<string, Route>> = {
  'GET records': ({ state }) => recordsJson(state),
  'GET feed': ({ state }, { params }) => ({
    last: state.feed.last(),
    events: toJson(state.feed.since(Number(params.get('since') ?? 0))),
  }),
  'GET wait': ({ state }, { params }) => wait(state, params),
  'GET credentials': ({ state }) => ({
    botToken: state.secrets.botToken,
    appToken: state.secrets.appToken,
    signingSecret: state.secrets.signingSecret,
    apiUrl: `${state.url}/api/`,
    team: toJson(team),
  }),
  'POST act/repeat': (context) => {
    if (context.lastAct === undefined) throw new ControlError('Nobody has done anything yet.');
    return doAct(context, context.lastAct.name, context.lastAct.body);
  },
  'POST redeliver': ({ state }, { body }) => redeliver(state, body),
  'GET faults': ({ state }) => ({ faults: toJson(state.faults.list()) }),
  'POST faults': ({ state }, { body }) => {
    oneOrMany(faultSchema, body).forEach((fault) => state.faults.add(fault));
    return done;
  },
  'DELETE faults': ({ state }) => {
    state.faults.clear();
    return done;
  },
  'GET settings': ({ state }) => toJson(state.settings),
  'POST settings': ({ state }, { body }) => {
    state.settings = settingsSchema.parse(merge(toJson(state.settings), body));
    state.rates.reset();
    return toJson(state.settings);
  },
  'POST request-url': ({ state }, { body }) => {
    state.requestUrl = z.strictObject({ url: z.url() }).parse(body).url;
    return done;
  },
  'POST token/revoke': ({ state, hub }) => {
    state.revoked = true;
    hub.disconnect('link_disabled');
    return done;
  },
  'POST token/restore': ({ state }) => {
    state.revoked = false;
    return done;
  },
  'POST outage': ({ state, hub }, { body }) => {
    const { ms } = z.strictObject({ ms: z.number().nonnegative().nullable() }).parse(body);
    state.downUntilMs = ms === null ? Infinity : state.clock() + ms;
    if (ms !== 0) hub.cut();
    return done;
  },
  'GET socket': ({ hub }) => ({ connections: hub.connections() }),
  'POST socket/disconnect': ({ hub }, { body }) => {
    const { reason } = z
      .strictObject({
        reason: z
          .enum(['warning', 'refresh_requested', 'link_disabled'])
          .default('refresh_requested'),
      })
      .parse(body);
    return { connections: hub.disconnect(reason) };
  },
  'POST socket/cut': ({ hub }) => {
    hub.cut();
    return done;
  },
  'POST http/challenge': ({ state }) => challenge(state),
  'POST http/ssl-check': ({ state }) => sslCheck(state),
};

/** Performs an act and remembers it for `act/repeat`. @throws ControlError when there is no such act */
export async function doAct(context: ControlContext, name: string, body: Json): Promise<Json> {
  const act = acts[name];
  if (act === undefined) throw new ControlError(`People can't ${name}: see README.md.`);
  context.lastAct = { name, body };
  return act(context.state, body);
}

/** Settings with some of them changed, nested ones included. */
function merge(before: Json, changes: Json): Json {
  if (!isObject(before) || !isObject(changes)) return changes;
  const merged = Object.entries(changes).map(([name, value]) => {
    return [name, merge(before[name] ?? null, value)] as const;
  });
  return { ...before, ...Object.fromEntries(merged) };
}
