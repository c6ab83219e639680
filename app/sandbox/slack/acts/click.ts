// Buttons and menus: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload

import { toTs } from '../state/clock.ts';
import { ControlError } from '../state/errors.ts';
import { compact, isObject, objectsIn, textIn, type JsonObject } from '../../shared/json.ts';
import { messageJson } from '../message/message-json.ts';
import { channelJson } from '../methods/channels.ts';
import { issueResponseUrl } from '../message/response-url.ts';
import { app } from '../state/seed.ts';
import { viewJson } from '../state/views.ts';
import { findMessage, type Channel, type Message, type Person } from '../state/workspace.ts';
import { identity, type SlackState } from '../state/slack-state.ts';
import { checkConversations } from './conversation.ts';
import {
  elementsOf,
  enteredFields,
  isEmpty,
  optionsOf,
  inputValues,
  type Entered,
} from './choose.ts';
import { withFiles } from './upload.ts';
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

export type ClickAct = {
  readonly user: string;
  /** Where: a message (also an ephemeral one) by channel and ts, or a view. */
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
  readonly action_id: string;
  readonly block_id?: string | undefined;
  /** Which option, or what is entered. */
  readonly value?: Entered;
  /** What else stands in the message's or the view's inputs: block_id → action_id → value. */
  readonly state?: Readonly<Record<string, Readonly<Record<string, Entered>>>> | undefined;
  /** `false` presses the other button of the dialog. */
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
      messagePayload(state, person, channel, message, actionOf(state, element, blockId, act), act),
    ),
  );
}

/** Asks what the element asks first, then sends its payload. */
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
    // Slack does not keep ephemeral messages, so it can't show them.
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
  const { element, blockId } = findElement(objectsIn(view.spec.blocks), act, isTold);
  // What is chosen now stands among what was entered before.
  const { value, state: before = {} } = act;
  const chosen = value === undefined ? {} : { [textIn(element.action_id)]: value };
  const entered = { ...before, [blockId]: { ...before[blockId], ...chosen } };
  const values = withFiles(state, inputValues(objectsIn(view.spec.blocks), entered));
  checkConversations(state, person, objectsIn(view.spec.blocks), values);
  // On Home there is no stack to push on.
  const below = view.type === 'modal' ? view.id : undefined;
  return observe(state, person.id, undefined, () =>
    press(state, element, act, () => ({
      ...common(state, person, below),
      container: { type: 'view', view_id: view.id },
      view: viewJson(view, identity, values),
      actions: [actionOf(state, element, blockId, act)],
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

/** The message as this person has it before them. */
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

/** What changes in an input is kept until the window is submitted, unless its block asks for more. */
function isTold({ type, dispatch_action }: JsonObject): boolean {
  return type !== 'input' || dispatch_action === true;
}

function findElement(
  blocks: readonly JsonObject[],
  { action_id, block_id, value }: ClickAct,
  isPart: (block: JsonObject) => boolean = () => true,
): { readonly element: JsonObject; readonly blockId: string } {
  for (const block of blocks) {
    if (!isPart(block) || (block_id !== undefined && block.block_id !== block_id)) continue;
    const element = elementsOf(block).find((one) => one.action_id === action_id);
    // Several rows may have a button of the same name: then its value tells which.
    const isOther = element?.type === 'button' && value !== undefined && element.value !== value;
    if (element !== undefined && !isOther) return { element, blockId: textIn(block.block_id) };
  }
  throw new ControlError(`There is nothing to press with the action_id ${action_id}.`);
}

function actionOf(
  state: SlackState,
  element: JsonObject,
  blockId: string,
  { value }: ClickAct,
): JsonObject {
  const fields = enteredFields(element, value);
  const isChoice = optionsOf(element).length > 0 || textIn(element.type).includes('select');
  if (isChoice && isEmpty(fields) && value === undefined) {
    throw new ControlError('Say which option: value.');
  }
  return compact({
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    style: element.style,
    ...fields,
    confirm: element.confirm,
    action_ts: toTs(state.clock()),
  });
}
