// Shortcuts: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload

import { messageJson } from '../message/message-json.ts';
import { issueResponseUrl } from '../message/response-url.ts';
import { toTs } from '../state/clock.ts';
import { ControlError } from '../state/errors.ts';
import type { SlackState } from '../state/slack-state.ts';
import {
  actorFields,
  dispatchOf,
  findChannel,
  findPerson,
  requireMember,
  requireMessage,
  observe,
  type ActResult,
} from './person.ts';

type ShortcutAct = {
  readonly user: string;
  readonly callback_id: string;
  /** For message shortcuts. */
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
};

/** Runs a global or message shortcut from the manifest. */
export async function runShortcut(state: SlackState, act: ShortcutAct): Promise<ActResult> {
  const person = findPerson(state, act.user);
  const shortcut = state.manifest.shortcuts.find((one) => one.callback_id === act.callback_id);
  if (shortcut === undefined) throw new ControlError(`There is no shortcut ${act.callback_id}.`);
  const place = shortcut.type === 'message' ? messagePlace(state, act) : {};
  return observe(state, person.id, act.channel, async () => {
    const delivered = await state.delivery.deliver('interactive', {
      type: shortcut.type === 'message' ? 'message_action' : 'shortcut',
      token: state.secrets.verification,
      action_ts: toTs(state.clock()),
      ...actorFields(person),
      callback_id: shortcut.callback_id,
      trigger_id: state.triggers.issue({ user: person.id, atMs: state.clock(), viewId: undefined }),
      ...place,
    });
    return dispatchOf(delivered, () => 'This app did not respond in time.');
  });
}

function messagePlace(state: SlackState, act: ShortcutAct) {
  const channel = findChannel(state, act.channel ?? '');
  const person = findPerson(state, act.user);
  requireMember(channel, person);
  const message = requireMessage(channel, act.ts ?? '');
  return {
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: messageJson(state, channel, message, true),
    response_url: issueResponseUrl(state, 'actions', {
      channel: channel.id,
      user: person.id,
      origin: message,
    }),
  };
}
