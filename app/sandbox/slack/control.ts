// The control routes under `/sandbox/`: people and tests set the scene, act and read the books. README.md lists them.

import { z } from 'zod';
import { findChannel, findPerson } from './acts/person.ts';
import { acts } from './control-acts.ts';
import { booksJson } from './control-books.ts';
import { ControlError } from './errors.ts';
import { faultSchema, isRegExp } from './faults.ts';
import { post, sign } from './http-carrier.ts';
import { newSecret } from './ids.ts';
import { isObject, parseJson, toJson, type Json } from './json.ts';
import { renderChannel } from './render-channel.ts';
import { jsonReply, textReply, type Reply } from './reply.ts';
import { team } from './seed.ts';
import { settingsSchema } from './settings.ts';
import type { SocketHub } from './socket.ts';
import type { World } from './world.ts';

export type Control = (method: string, url: URL, body: string) => Promise<Reply>;

type Request = { readonly params: URLSearchParams; readonly body: Json };
type Route = (request: Request) => Json | Promise<Json>;

const done: Json = { ok: true };
const longestWaitMs = 60_000;

export function createControl(world: World, hub: SocketHub): Control {
  let lastAct: { readonly name: string; readonly body: Json } | undefined;

  async function doAct(name: string, body: Json): Promise<Json> {
    const act = acts[name];
    if (act === undefined) throw new ControlError(`People can't ${name}: see README.md.`);
    lastAct = { name, body };
    return act(world, body);
  }

  const routes: Readonly<Record<string, Route>> = {
    'GET books': () => booksJson(world),
    'GET feed': ({ params }) => ({
      last: world.feed.last(),
      happenings: toJson(world.feed.since(Number(params.get('since') ?? 0))),
    }),
    'GET wait': ({ params }) => wait(world, params),
    'GET credentials': () => ({
      botToken: world.secrets.botToken,
      appToken: world.secrets.appToken,
      signingSecret: world.secrets.signingSecret,
      apiUrl: `${world.url}/api/`,
      team: toJson(team),
    }),
    'POST act/repeat': () => {
      if (lastAct === undefined) throw new ControlError('Nobody has done anything yet.');
      return doAct(lastAct.name, lastAct.body);
    },
    'POST redeliver': ({ body }) => redeliver(world, body),
    'GET faults': () => ({ faults: toJson(world.faults.list()) }),
    'POST faults': ({ body }) => {
      const faults = z.array(faultSchema).parse(Array.isArray(body) ? body : [body]);
      faults.forEach((fault) => world.faults.add(fault));
      return done;
    },
    'DELETE faults': () => {
      world.faults.clear();
      return done;
    },
    'GET settings': () => toJson(world.settings),
    'POST settings': ({ body }) => {
      world.settings = settingsSchema.parse(merge(toJson(world.settings), body));
      world.rates.reset();
      return toJson(world.settings);
    },
    'POST request-url': ({ body }) => {
      world.requestUrl = z.strictObject({ url: z.url() }).parse(body).url;
      return done;
    },
    'POST token/revoke': () => {
      world.revoked = true;
      hub.disconnect('link_disabled');
      return done;
    },
    'POST token/restore': () => {
      world.revoked = false;
      return done;
    },
    'POST outage': ({ body }) => {
      const { ms } = z.strictObject({ ms: z.number().nonnegative().nullable() }).parse(body);
      world.downUntilMs = ms === null ? Infinity : world.clock() + ms;
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
    'POST http/challenge': () => challenge(world),
    'POST http/ssl-check': () => sslCheck(world),
  };

  async function answer(method: string, url: URL, text: string): Promise<Reply> {
    const path = url.pathname.replace(/^\/sandbox\//, '').replace(/\/$/, '');
    const channel = /^channel\/([^/]+?)(?:\.txt)?$/.exec(path)?.[1];
    if (method === 'GET' && channel !== undefined) {
      return textReply(200, channelText(world, decodeURIComponent(channel), url.searchParams));
    }
    const body = text.trim() === '' ? {} : parseJson(text);
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
      const [issue] = error.issues;
      const where = issue?.path.map(String).join('.') ?? '';
      return jsonReply(400, { error: issue?.message ?? 'invalid', path: where });
    }
  };
}

function channelText(world: World, id: string, params: URLSearchParams): string {
  const channel = findChannel(world, id);
  const viewer = params.get('viewer');
  return renderChannel(
    {
      channel,
      ephemerals: world.ephemerals,
      viewer: viewer === null ? undefined : findPerson(world, viewer).id,
      since: params.get('since') ?? undefined,
    },
    world,
  );
}

const waitSchema = z.strictObject({
  match: z.string().refine(isRegExp, 'not a regular expression').default(''),
  kind: z.enum(['message', 'edit', 'delete', 'ephemeral', 'view', 'reaction']).optional(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  ts: z.string().optional(),
  user: z.string().optional(),
  since: z.coerce.number().default(0),
  timeoutMs: z.coerce.number().max(longestWaitMs).default(10_000),
});

/** The first happening that fits, with `found: true`; else `found: false` when the time is over. */
async function wait(world: World, params: URLSearchParams): Promise<Json> {
  const asked = waitSchema.parse(Object.fromEntries(params));
  const pattern = new RegExp(asked.match, 'u');
  const channel = asked.channel === undefined ? undefined : findChannel(world, asked.channel).id;
  const user = asked.user === undefined ? undefined : findPerson(world, asked.user).id;
  const found = await world.feed.wait(
    asked.since,
    (one) =>
      pattern.test(one.text) &&
      (asked.kind === undefined || asked.kind === one.kind) &&
      (channel === undefined || channel === one.channel) &&
      (asked.thread === undefined || asked.thread === one.thread) &&
      (asked.ts === undefined || asked.ts === one.ts) &&
      (user === undefined || user === one.user),
    asked.timeoutMs,
  );
  return found === undefined
    ? { found: false, last: world.feed.last() }
    : { found: true, happening: toJson(found), last: world.feed.last() };
}

/** Sends a payload again: the last one, unless its id is given. Its ack is told and not applied. */
async function redeliver(world: World, body: Json): Promise<Json> {
  const { id } = z.strictObject({ id: z.string().optional() }).parse(body);
  const payload = id === undefined ? world.books.payloads().at(-1) : world.books.findPayload(id);
  if (payload === undefined) throw new ControlError('There is no such payload.');
  const { outcome, ack = null, status = null } = await world.delivery.repeat(payload);
  return { id: payload.id, outcome, ack, status };
}

/** What Slack does when a request URL is entered. */
async function challenge(world: World): Promise<Json> {
  const word = newSecret(12);
  const body = { token: world.secrets.verification, challenge: word, type: 'url_verification' };
  const answer = await postSigned(world, JSON.stringify(body), 'application/json');
  const echoed = isObject(answer.ack) ? answer.ack.challenge : answer.ack;
  return { ...answer, verified: echoed === word };
}

/** What Slack does now and then to see that a certificate is good; it comes without a signature. */
async function sslCheck(world: World): Promise<Json> {
  const url = requireUrl(world);
  const body = new URLSearchParams({
    ssl_check: '1',
    token: world.secrets.verification,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return toJson(await post(url, { body, headers }, world.settings.ackTimeoutMs));
}

async function postSigned(world: World, body: string, type: string) {
  const request = sign(world.secrets.signingSecret, body, type, world.clock());
  const answer = await post(requireUrl(world), request, world.settings.ackTimeoutMs);
  return { outcome: answer.outcome, ack: answer.ack ?? null, status: answer.status ?? null };
}

function requireUrl(world: World): string {
  if (world.requestUrl === undefined) throw new ControlError('No request URL is set.');
  return world.requestUrl;
}

/** Changes of settings, one level of nesting deep. */
function merge(before: Json, changes: Json): Json {
  if (!isObject(before) || !isObject(changes)) return changes;
  const merged = Object.entries(changes).map(([name, value]) => {
    return [name, merge(before[name] ?? null, value)] as const;
  });
  return { ...before, ...Object.fromEntries(merged) };
}
