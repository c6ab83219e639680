// The Web API: https://docs.slack.dev/apis/web-api. Every call passes the same checks, in Slack's order.

import type { Reply } from '../../http/reply.ts';
import type { JsonObject } from '../../shared/json.ts';
import { SlackError } from '../state/errors.ts';
import type { Call } from '../state/records.ts';
import { jsonReply } from '../state/reply.ts';
import type { SlackState } from '../state/slack-state.ts';
import { appMethods } from './app.ts';
import type { Arguments } from './arguments.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { historyMethods } from './history.ts';
import { requireScope, type Method } from './method.ts';
import { reactionMethods } from './reactions.ts';
import { userGroupMethods } from './user-groups.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const methods: Readonly<Record<string, Method>> = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...historyMethods,
  ...reactionMethods,
  ...userGroupMethods,
  ...userMethods,
  ...viewMethods,
};

/** Performs a call and answers it. A method that Slack has and the sandbox lacks is `unknown_method`. */
export function answerCall(state: SlackState, call: Call, name: string, given: Arguments): Reply {
  call.recorded = true;
  try {
    const result = { ok: true, ...run(state, name, given) };
    call.result = result;
    return jsonReply(200, result, scopeHeaders(state, name));
  } catch (error) {
    if (error instanceof RateLimited) {
      call.result = { ok: false, error: 'ratelimited' };
      return jsonReply(429, call.result, { 'retry-after': String(error.seconds) });
    }
    if (!(error instanceof SlackError)) throw error;
    call.result = { ok: false, error: error.code, ...error.extra };
    return error.toReply();
  }
}

class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly seconds: number;
  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}

function run(state: SlackState, name: string, { args, token, problem }: Arguments): JsonObject {
  const method = methods[name];
  if (method === undefined) throw new SlackError('unknown_method', { req_method: name });
  if (problem !== undefined) throw new SlackError(problem);
  authorize(state, method, token);
  const channel = typeof args.channel === 'string' ? args.channel : undefined;
  const key = { method: name, tier: method.tier, channel };
  const waitS = state.rates.take(key, state.clock(), state.settings.rates);
  if (waitS !== undefined) throw new RateLimited(waitS);
  requireScope(state, method.scopes);
  return method.run(state, args);
}

function authorize(state: SlackState, method: Method, token: string | undefined): void {
  if (method.token === 'any') return;
  if (token === undefined) throw new SlackError('not_authed');
  const { botToken, appToken } = state.secrets;
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  if (token !== (method.token === 'bot' ? botToken : appToken)) {
    throw new SlackError('not_allowed_token_type');
  }
  if (state.revoked) throw new SlackError('token_revoked');
}

function scopeHeaders(state: SlackState, name: string): Record<string, string> {
  const accepted = methods[name]?.scopes.join(',') ?? '';
  return {
    'x-oauth-scopes': [...state.manifest.scopes].join(','),
    ...(accepted === '' ? {} : { 'x-accepted-oauth-scopes': accepted }),
  };
}
