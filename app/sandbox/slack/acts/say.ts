import { ControlError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { emit, findRoot, deleteMessage, postMessage } from '../posting.ts';
import { app, team } from '../seed.ts';
import { findMessage } from '../workspace.ts';
import type { World } from '../world.ts';
import { findChannel, findPerson, requireMember } from './person.ts';

export type SayAct = {
  readonly user: string;
  readonly channel: string;
  /** `@name` becomes a mention. */
  readonly text: string;
  readonly thread_ts?: string | undefined;
};

/** Posts a message as a person; a mention of the bot reaches it when it subscribed and is in the channel. */
export function say(world: World, act: SayAct): JsonObject {
  const person = findPerson(world, act.user);
  const channel = findChannel(world, act.channel);
  requireMember(channel, person);
  if (channel.isArchived) throw new ControlError(`${channel.name} is archived.`);
  const root = act.thread_ts === undefined ? undefined : findRoot(channel, act.thread_ts);
  if (act.thread_ts !== undefined && root === undefined) {
    throw new ControlError(`There is no thread ${act.thread_ts}.`);
  }
  const text = mentions(world, act.text);
  const message = postMessage(world, channel, {
    author: person.id,
    content: { text, blocks: [] },
    threadTs: root?.ts,
  });
  if (text.includes(`<@${app.botUserId}>`) && channel.members.has(app.botUserId)) {
    emit(world, 'app_mention', {
      type: 'app_mention',
      user: person.id,
      text,
      ts: message.ts,
      channel: channel.id,
      team: team.id,
      ...(root === undefined ? {} : { thread_ts: root.ts }),
    });
  }
  return { ok: true, channel: channel.id, ts: message.ts };
}

/** Deletes a message, as its author or an admin could. */
export function takeAway(
  world: World,
  act: { readonly channel: string; readonly ts: string },
): JsonObject {
  const channel = findChannel(world, act.channel);
  const message = findMessage(channel, act.ts);
  if (message?.gone !== false) throw new ControlError(`There is no message ${act.ts}.`);
  deleteMessage(world, channel, message);
  return { ok: true, left: findMessage(channel, act.ts) === undefined ? 'nothing' : 'tombstone' };
}

function mentions(world: World, text: string): string {
  return text.replace(/(^|\s)@([\w.-]+)/g, (typed, before: string, name: string) => {
    const person = [...world.people.values()].find((one) => one.name === name);
    return person === undefined ? typed : `${before}<@${person.id}>`;
  });
}
