// Buttons and menus: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload

import { compact, isObject, objectsIn, textIn, type JsonObject } from '../../shared/json.ts';
import { messageJson } from '../message/message-json.ts';
import { issueResponseUrl } from '../message/response-url.ts';
import { channelJson } from '../methods/channels.ts';
import { ControlError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import { identity, type SlackState } from '../state/slack-state.ts';
import { viewJson } from '../state/views.ts';
import { findMessage, type Channel, type Message, type Person } from '../state/workspace.ts';
import { checkConversations } from './conversation.ts';
import { actionOf, findElement, isDispatched, type ElementAct } from './element.ts';
import { inputValues, type Entered } from './input-values.ts';
import {
  actorFields,
  dispatchOf,
  findChannel,
  findPerson,
  requireMember,
  observe,
  type Dispatch,
  type ActResult,
} from './person.ts';
import { withFiles } from './upload.ts';

type ClickAct = ElementAct & {
  readonly user: string;
  /** Where to click: in a message (an ephemeral one too), by channel and ts, or in a view. */
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
  /** The values of the other inputs in the message or view: block_id → action_id → value. */
  readonly state?: Readonly<Record<string, Readonly<Record<string, Entered>>>> | undefined;
  /** `false` declines the element's confirmation dialog. */
  readonly confirm?: boolean | undefined;
};

/** Clicks a button or chooses in a menu. */
export async function click(state: SlackState, act: ClickAct): Promise<ActResult> {
  const person = findPerson(state, act.user);
  if (act.view_id !== undefined) return clickInView(state, person, act.view_id, act);
  const channel = findChannel(state, act.channel ?? '');
  requireMember(channel, person);
  const message = visibleMessage(state, channel, person, act.ts ?? '');
  const { element, blockId } = findElement(message.content.blocks, act);
  return observe(state, person.id, channel.id, () =>
    press(state, element, act, () =>
      messagePayload(
        state,
        person,
        channel,
        message,
        actionOf(element, blockId, act, state.clock()),
        act,
      ),
    ),
  );
}

/** Goes through the element's confirmation dialog, if it has one, then sends the payload. */
async function press(
  state: SlackState,
  element: JsonObject,
  act: ClickAct,
  payload: () => JsonObject,
): Promise<Dispatch> {
  if (!state.manifest.interactivity) {
    return { sent: false, notice: 'This app is not configured to handle interactive responses.' };
  }
  const dialog = isObject(element.confirm) ? { dialog: element.confirm } : {};
  if (isObject(element.confirm) && act.confirm === false) return { sent: false, ...dialog };
  const delivered = await state.delivery.deliver('interactive', payload());
  return { ...dispatchOf(delivered, () => 'This app did not respond in time.'), ...dialog };
}

function messagePayload(
  state: SlackState,
  person: Person,
  channel: Channel,
  message: Message,
  action: JsonObject,
  act: ClickAct,
): JsonObject {
  const isEphemeral = message.visibleTo !== undefined;
  const container = compact({
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: isEphemeral,
    thread_ts: message.threadTs,
  });
  return compact({
    ...common(state, person, undefined),
    container,
    channel: { id: channel.id, name: textIn(channelJson(channel).name) || 'directmessage' },
    // Slack does not store ephemeral messages, so payloads can't carry them.
    message: isEphemeral ? undefined : messageJson(state, channel, message, true),
    state: { values: inputValues(message.content.blocks, act.state ?? {}) },
    response_url: issueResponseUrl(state, 'actions', {
      channel: channel.id,
      user: person.id,
      origin: message,
    }),
    actions: [action],
  });
}

function clickInView(
  state: SlackState,
  person: Person,
  viewId: string,
  act: ClickAct,
): Promise<ActResult> {
  const view = state.views.get(viewId);
  if (view?.open !== true || view.user !== person.id) {
    throw new ControlError(`@${person.name} has no view ${viewId} open.`);
  }
  const { element, blockId } = findElement(objectsIn(view.spec.blocks).filter(isDispatched), act);
  // The new choice is part of the view's state, next to earlier input.
  const { value, state: before = {} } = act;
  const chosen = value === undefined ? {} : { [textIn(element.action_id)]: value };
  const entered = { ...before, [blockId]: { ...before[blockId], ...chosen } };
  const values = withFiles(state, inputValues(objectsIn(view.spec.blocks), entered));
  checkConversations(state, person, objectsIn(view.spec.blocks), values);
  // Home has no stack to push a modal on.
  const below = view.type === 'modal' ? view.id : undefined;
  return observe(state, person.id, undefined, () =>
    press(state, element, act, () => ({
      ...common(state, person, below),
      container: { type: 'view', view_id: view.id },
      view: viewJson(view, identity, values),
      actions: [actionOf(element, blockId, act, state.clock())],
    })),
  );
}

function common(state: SlackState, person: Person, viewId: string | undefined): JsonObject {
  return {
    type: 'block_actions',
    ...actorFields(person),
    api_app_id: app.id,
    token: state.secrets.verification,
    trigger_id: state.triggers.issue({ user: person.id, atMs: state.clock(), viewId }),
  };
}

/** The message, if this person can see it. @throws ControlError otherwise */
function visibleMessage(state: SlackState, channel: Channel, person: Person, ts: string): Message {
  const message =
    findMessage(channel, ts) ??
    state.ephemerals.find((one) => one.ts === ts && one.channel === channel.id);
  const isTheirs = message?.visibleTo === undefined || message.visibleTo === person.id;
  if (message?.gone !== false || !isTheirs) {
    throw new ControlError(`@${person.name} sees no message ${ts} in ${channel.name}.`);
  }
  return message;
}
