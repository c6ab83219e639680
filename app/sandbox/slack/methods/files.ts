import { z } from 'zod';
import type { Reply } from '../../http/reply.ts';
import { textIn, toJson, type JsonObject } from '../../shared/json.ts';
import { findRoot, postMessage } from '../message/posting.ts';
import { SlackError } from '../state/errors.ts';
import { newId } from '../state/ids.ts';
import { textReply } from '../state/reply.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel } from '../state/workspace.ts';
import { readBlocks } from './content.ts';
import { count, isIn, method, visibleChannel, type Method } from './method.ts';

const write = { tier: 4, scopes: ['files:write'] } as const;
const largestFile = 1_000_000_000;

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': method(
    write,
    z.object({ filename: z.string(), length: count }),
    (state, { filename, length }) => {
      if (length < 1 || length > largestFile) throw new SlackError('file_upload_size_restricted');
      const id = newId('F');
      state.files.set(id, { name: filename, length, content: undefined, shared: false });
      return { file_id: id, upload_url: `${state.url}/upload/${id}` };
    },
  ),
  'files.completeUploadExternal': method(
    write,
    z.object({
      files: z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1),
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      initial_comment: z.string().optional(),
      blocks: z.json().optional(),
    }),
    (state, args) => {
      const files = args.files.map(({ id, title }) => fileJson(state, id, title));
      if (args.channel_id !== undefined) {
        const channel = visibleChannel(state, args.channel_id);
        share(
          state,
          channel,
          args.thread_ts,
          files,
          args.initial_comment ?? '',
          readBlocks(args.blocks),
        );
      }
      return { files };
    },
  ),
};

/** Stores what was sent to an upload URL and returns its length. Undefined when there is no such upload or the length differs. */
export function takeUpload(state: SlackState, id: string, content: Buffer): number | undefined {
  const file = state.files.get(id);
  if (file?.content !== undefined || file?.length !== content.length) return undefined;
  file.content = content;
  return content.length;
}

/**
 * Answers a request for a file: with its content for the bot's token and `files:read`, else with a redirect to the login page, as people
 * have observed (slackapi/bolt-js#1176).
 */
export function download(state: SlackState, id: string, token: string | undefined): Reply {
  const file = state.files.get(id);
  const mayRead = token === state.secrets.botToken && !state.revoked;
  if (!mayRead || !state.manifest.scopes.has('files:read')) {
    return { status: 302, headers: { location: `${state.url}/?redir=files-pri` }, body: '' };
  }
  return file?.content === undefined
    ? textReply(404, 'not found')
    : textReply(200, file.content.toString('utf8'));
}

function fileJson(state: SlackState, id: string, title: string | undefined): JsonObject {
  const file = state.files.get(id);
  if (file?.content === undefined) throw new SlackError('file_not_found');
  return {
    id,
    name: file.name,
    title: title ?? file.name,
    size: file.length,
    permalink: `https://sandbox.slack.com/files/${app.botUserId}/${id}/${encodeURIComponent(file.name)}`,
  };
}

function share(
  state: SlackState,
  channel: Channel,
  threadTs: string | undefined,
  files: readonly JsonObject[],
  text: string,
  blocks: readonly JsonObject[],
): void {
  if (!isIn(channel)) throw new SlackError('not_in_channel');
  const root = threadTs === undefined ? undefined : findRoot(channel, threadTs);
  for (const { id } of files) {
    const file = state.files.get(textIn(id));
    if (file !== undefined) file.shared = true;
  }
  postMessage(state, channel, {
    author: app.botUserId,
    content: { text, blocks },
    threadTs: root?.ts,
    files: files.map(toJson),
  });
}
