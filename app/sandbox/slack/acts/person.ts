// What acts have in common: finding who acts and where, and reporting what came of it.

import type { Json, JsonObject } from '../../shared/json.ts';
import type { Answer } from '../state/delivery.ts';
import { ControlError } from '../state/errors.ts';
import { team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { findMessage, type Channel, type Message, type Person } from '../state/workspace.ts';

/** What came of an act by the time the app acked it, or failed to. */
export type ActResult = {
  /** Whether a payload was sent to the app. */
  readonly sent: boolean;
  /** The payload's id, for `POST /sandbox/redeliver`. */
  readonly id?: string;
  readonly outcome?: Answer['outcome'];
  readonly ack?: Json;
  /** What Slack itself tells the person. */
  readonly notice?: string;
  /** The button's confirmation dialog, if it has one. */
  readonly dialog?: Json;
  readonly ephemerals: readonly string[];
  readonly messages: readonly string[];
  readonly views: readonly { readonly id: string; readonly text: string }[];
};

export type Dispatch = Omit<ActResult, 'ephemerals' | 'messages' | 'views'>;

/** Runs an act as `user` and reports what became visible to them meanwhile. */
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

/** A delivery as the person experiences it; `failure` words what Slack says when there is no ack. */
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

/** A person by id, `@name` or name. @throws ControlError when there is none */
export function findPerson(state: SlackState, text: string): Person {
  const name = text.replace(/^@/, '');
  const person =
    state.people.get(text) ?? [...state.people.values()].find((one) => one.name === name);
  if (person === undefined) throw new ControlError(`Nobody here is called ${text}.`);
  return person;
}

/** A channel by id, `#name` or name. @throws ControlError when there is none */
export function findChannel(state: SlackState, text: string): Channel {
  const name = text.replace(/^#/, '');
  const channel =
    state.channels.get(text) ??
    [...state.channels.values()].find((one) => one.kind !== 'im' && one.name === name);
  if (channel === undefined) throw new ControlError(`There is no channel ${text}.`);
  return channel;
}

/** @throws ControlError when the person is not in the channel */
export function requireMember(channel: Channel, person: Person): void {
  if (!channel.members.has(person.id)) {
    throw new ControlError(`@${person.name} is not in ${channel.name}.`);
  }
}

/** A message that has not been deleted. @throws ControlError when there is none */
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
