// A response_url lets the app answer an act in its channel without being a member there:
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses

import { z } from 'zod';
import type { Reply } from '../../http/reply.ts';
import { toJson, type Json, type JsonObject } from '../../shared/json.ts';
import { checkBlocks } from '../block-kit/check.ts';
import { SlackError } from '../state/errors.ts';
import { newSecret } from '../state/ids.ts';
import { jsonReply, textReply } from '../state/reply.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Content, ResponseUrl } from '../state/workspace.ts';
import { deleteMessage, editMessage, findRoot, postMessage } from './posting.ts';

/** Issues a response_url and returns it. */
export function issueResponseUrl(
  state: SlackState,
  kind: 'commands' | 'actions',
  about: Pick<ResponseUrl, 'channel' | 'user' | 'origin'>,
): string {
  const path = `/${kind}/${team.id}/${state.responseUrls.size + 1}/${newSecret(12)}`;
  state.responseUrls.set(path, { ...about, issuedMs: state.clock(), uses: 0 });
  return `${state.url}${path}`;
}

const schema = z.looseObject({
  text: z.string().optional(),
  blocks: z.json().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

export type Response = z.output<typeof schema>;

/** Answers a POST to a response_url. Only the 404 for used and expired URLs is Slack's known status; the others are the sandbox's choice. */
export function answerResponseUrl(
  state: SlackState,
  path: string,
  body: JsonObject | undefined,
): Reply {
  const url = state.responseUrls.get(path);
  if (url === undefined) return refusal(404, 'invalid_url');
  if (state.clock() - url.issuedMs > state.settings.responseUrlLifeMs) {
    return refusal(404, 'expired_url');
  }
  if (url.uses >= state.settings.responseUrlUses) return refusal(404, 'used_url');
  const key = { method: 'response_url', tier: 'special', channel: url.channel } as const;
  const waitS = state.rates.take(key, state.clock(), state.settings.rates);
  if (waitS !== undefined) {
    return jsonReply(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(waitS) });
  }
  const response = schema.safeParse(body);
  if (!response.success) return refusal(400, 'invalid_payload');
  try {
    respond(state, url, response.data);
    url.uses += 1;
    return textReply(200, 'ok');
  } catch (error) {
    if (error instanceof SlackError)
      return jsonReply(400, { ok: false, error: error.code, ...error.extra });
    throw error;
  }
}

/** Carries out a response, from the ack of a command or a POST to a response_url. @throws SlackError when it is malformed */
export function respond(
  state: SlackState,
  { channel: id, user, origin }: Pick<ResponseUrl, 'channel' | 'user' | 'origin'>,
  response: Response,
): void {
  const channel = state.channels.get(id);
  if (channel === undefined) throw new SlackError('channel_not_found');
  if (response.delete_original) {
    if (origin !== undefined && origin.gone === false) deleteMessage(state, channel, origin);
    return;
  }
  const content = readResponse(response);
  if (response.replace_original && origin !== undefined) {
    if (origin.gone === false) editMessage(state, channel, origin, content);
    return;
  }
  const root = response.thread_ts === undefined ? undefined : findRoot(channel, response.thread_ts);
  postMessage(state, channel, {
    author: app.botUserId,
    content,
    threadTs: root?.ts,
    ...(response.response_type === 'in_channel' ? {} : { visibleTo: user }),
  });
}

/** Reads an ack's body as a response; plain text counts as one. Undefined when there is nothing to show. */
export function readAck(ack: Json | undefined): Response | undefined {
  if (ack === undefined) return undefined;
  const parsed = schema.safeParse(typeof ack === 'string' ? { text: ack } : ack);
  if (!parsed.success) return undefined;
  const { text, blocks } = parsed.data;
  return text === undefined && blocks === undefined ? undefined : parsed.data;
}

function readResponse({ text = '', blocks }: Response): Content {
  const checked = blocks === undefined ? [] : checkBlocks(toJson(blocks), 'message');
  if (text === '' && checked.length === 0) throw new SlackError('no_text');
  return { text, blocks: checked };
}

function refusal(status: number, error: string): Reply {
  return jsonReply(status, { ok: false, error });
}
