import { compact, type JsonObject } from '../../shared/json.ts';
import {
  deleteMessage,
  editMessage,
  emit,
  findRoot,
  postMessage,
  touchMessage,
} from '../message/posting.ts';
import { ControlError } from '../state/errors.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { findMessage, type Channel, type Message } from '../state/workspace.ts';
import { findChannel, findPerson, requireMember, requireMessage } from './person.ts';

type SayAct = {
  readonly user: string;
  readonly channel: string;
  /** `@name` becomes a mention, and so does the app's name as it is installed. */
  readonly text: string;
  readonly thread_ts?: string | undefined;
};

/** Posts a message as a person. The bot receives it, or its mention of the bot, if it subscribes to that event and is in the channel. */
export function say(state: SlackState, act: SayAct): JsonObject {
  const person = findPerson(state, act.user);
  const channel = findChannel(state, act.channel);
  requireMember(channel, person);
  if (channel.isArchived) throw new ControlError(`${channel.name} is archived.`);
  if (channel.kind === 'im' && !state.manifest.messagesTabWritable) {
    throw new ControlError('Sending messages to this app has been turned off.');
  }
  const root = act.thread_ts === undefined ? undefined : findRoot(channel, act.thread_ts);
  if (act.thread_ts !== undefined && root === undefined) {
    throw new ControlError(`There is no thread ${act.thread_ts}.`);
  }
  const text = mentions(state, act.text);
  const message = postMessage(state, channel, {
    author: person.id,
    content: { text, blocks: [] },
    threadTs: root?.ts,
  });
  emitMention(state, channel, message);
  return { ok: true, channel: channel.id, ts: message.ts };
}

type EditAct = Pick<SayAct, 'user' | 'channel' | 'text'> & { readonly ts: string };

/** Edits a person's own message. Slack sends a mention in it again, as a new event. */
export function edit(state: SlackState, act: EditAct): JsonObject {
  const person = findPerson(state, act.user);
  const channel = findChannel(state, act.channel);
  const message = findMessage(channel, act.ts);
  if (message?.author !== person.id || message.gone !== false) {
    throw new ControlError(`@${person.name} has no message ${act.ts} there.`);
  }
  editMessage(state, channel, message, { text: mentions(state, act.text), blocks: [] });
  emitMention(state, channel, message);
  return { ok: true, channel: channel.id, ts: message.ts };
}

/** Unfurls a link, as Slack does: the message changes without an edit by its author, and a mention in it is sent again. */
export function unfurl(
  state: SlackState,
  act: { readonly channel: string; readonly ts: string },
): JsonObject {
  const channel = findChannel(state, act.channel);
  const message = requireMessage(channel, act.ts);
  touchMessage(state, channel, message);
  emitMention(state, channel, message);
  return { ok: true };
}

/** Sends app_mention if the message mentions the bot. Direct messages never do: https://docs.slack.dev/reference/events/app_mention */
function emitMention(state: SlackState, channel: Channel, message: Message): void {
  const isNamed = message.content.text.includes(`<@${app.botUserId}>`);
  if (!isNamed || channel.kind === 'im' || !channel.members.has(app.botUserId)) return;
  const { author, editedTs, threadTs } = message;
  emit(
    state,
    'app_mention',
    compact({
      type: 'app_mention',
      user: author,
      text: message.content.text,
      ts: message.ts,
      channel: channel.id,
      team: team.id,
      thread_ts: threadTs,
      edited: editedTs === undefined ? undefined : { user: author, ts: editedTs },
    }),
  );
}

/** Deletes a message, as its author or an admin would. */
export function remove(
  state: SlackState,
  act: { readonly channel: string; readonly ts: string },
): JsonObject {
  const channel = findChannel(state, act.channel);
  const message = requireMessage(channel, act.ts);
  deleteMessage(state, channel, message);
  return { ok: true, left: findMessage(channel, act.ts) === undefined ? 'nothing' : 'tombstone' };
}

function mentions(state: SlackState, text: string): string {
  const named = text.replaceAll(`@${state.manifest.botName}`, `<@${app.botUserId}>`);
  return named.replace(/(^|\s)@([\w.-]+)/g, (typed, before: string, name: string) => {
    const person = [...state.people.values()].find((one) => one.name === name);
    return person === undefined ? typed : `${before}<@${person.id}>`;
  });
}
