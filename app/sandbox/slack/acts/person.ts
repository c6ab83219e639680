// Whatever a person does, they see something of it at once; this is how a test and a prompt learn what.

import { ControlError } from '../state/errors.ts';
import { type Json, type JsonObject } from '../../shared/json.ts';
import type { Answer } from '../state/delivery.ts';
import { team } from '../state/seed.ts';
import { findMessage, type Channel, type Message, type Person } from '../state/workspace.ts';
import type { SlackState } from '../state/slack-state.ts';

/** What came of an act by the time it was acked, or was not. */
export type ActResult = {
  /** Whether a payload went to the app. */
  readonly sent: boolean;
  /** Of the payload, for `POST /sandbox/redeliver`. */
  readonly id?: string;
  readonly outcome?: Answer['outcome'];
  readonly ack?: Json;
  /** What Slack itself tells the person. */
  readonly notice?: string;
  /** The dialog a button asked first. */
  readonly dialog?: Json;
  readonly ephemerals: readonly string[];
  readonly messages: readonly string[];
  readonly views: readonly { readonly id: string; readonly text: string }[];
};

export type Dispatch = Omit<ActResult, 'ephemerals' | 'messages' | 'views'>;

/** Does something as `user`, and tells what they saw of it. */
export async function observe(
  state: SlackState,
  user: string,
  channel: string | undefined,
  act: () => Promise<Dispatch>,
): Promise<ActResult> {
  const before = state.feed.last();
  const dispatch = await act();
  const happened = state.feed.since(before);
  return {
    ...dispatch,
    ephemerals: happened
      .filter((one) => one.kind === 'ephemeral' && one.user === user)
      .map((one) => one.text),
    messages: happened
      .filter((one) => one.kind === 'message' && one.channel === channel)
      .map((one) => one.text),
    views: happened
      .filter((one) => one.kind === 'view' && one.user === user)
      .map((one) => ({ id: one.ts ?? '', text: one.text })),
  };
}

/** A delivery as the person meets it. */
export function dispatchOf(
  { id, answer }: { readonly id: string; readonly answer: Answer },
  failure: (code: string) => string,
): Dispatch {
  const { outcome, ack } = answer;
  return {
    sent: true,
    id,
    outcome,
    ...(ack === undefined ? {} : { ack }),
    ...(outcome === 'acked' ? {} : { notice: failure(outcome) }),
  };
}

/** A person by id, `@name` or name. */
export function findPerson(state: SlackState, text: string): Person {
  const name = text.replace(/^@/, '');
  const person =
    state.people.get(text) ?? [...state.people.values()].find((one) => one.name === name);
  if (person === undefined) throw new ControlError(`Nobody here is called ${text}.`);
  return person;
}

/** A channel by id, `#name` or name. */
export function findChannel(state: SlackState, text: string): Channel {
  const name = text.replace(/^#/, '');
  const channel =
    state.channels.get(text) ??
    [...state.channels.values()].find((one) => one.kind !== 'im' && one.name === name);
  if (channel === undefined) throw new ControlError(`There is no channel ${text}.`);
  return channel;
}

/** Fails when the person can't see into the channel. */
export function requireMember(channel: Channel, person: Person): void {
  if (!channel.members.has(person.id)) {
    throw new ControlError(`@${person.name} is not in ${channel.name}.`);
  }
}

/** A message that is there and not deleted. @throws ControlError */
export function requireMessage(channel: Channel, ts: string): Message {
  const message = findMessage(channel, ts);
  if (message?.gone !== false) throw new ControlError(`There is no message ${ts}.`);
  return message;
}

/** `user` and `team` as interaction payloads carry them. */
export function actorFields(person: Person): JsonObject {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
