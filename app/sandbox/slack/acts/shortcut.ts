// Shortcuts: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload

import { toTs } from '../state/clock.ts';
import { ControlError } from '../state/errors.ts';
import { messageJson } from '../message/message-json.ts';
import { issueResponseUrl } from '../message/response-url.ts';
import { findMessage } from '../state/workspace.ts';
import type { World } from '../state/world.ts';
import {
  actorFields,
  deedOf,
  findChannel,
  findPerson,
  requireMember,
  witness,
  type Seen,
} from './person.ts';

export type ShortcutAct = {
  readonly user: string;
  readonly callback_id: string;
  /** For message shortcuts. */
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
};

/** Runs a global or a message shortcut of the manifest. */
export async function runShortcut(world: World, act: ShortcutAct): Promise<Seen> {
  const person = findPerson(world, act.user);
  const shortcut = world.manifest.shortcuts.find((one) => one.callback_id === act.callback_id);
  if (shortcut === undefined) throw new ControlError(`There is no shortcut ${act.callback_id}.`);
  const place = shortcut.type === 'message' ? messagePlace(world, act) : {};
  return witness(world, person.id, act.channel, async () => {
    const delivered = await world.delivery.deliver('interactive', {
      type: shortcut.type === 'message' ? 'message_action' : 'shortcut',
      token: world.secrets.verification,
      action_ts: toTs(world.clock()),
      ...actorFields(person),
      callback_id: shortcut.callback_id,
      trigger_id: world.triggers.issue({ user: person.id, atMs: world.clock(), viewId: undefined }),
      ...place,
    });
    return deedOf(delivered, () => 'This app did not respond in time.');
  });
}

function messagePlace(world: World, act: ShortcutAct) {
  const channel = findChannel(world, act.channel ?? '');
  const person = findPerson(world, act.user);
  requireMember(channel, person);
  const message = findMessage(channel, act.ts ?? '');
  if (message?.gone !== false) throw new ControlError(`There is no message ${act.ts ?? ''}.`);
  return {
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: messageJson(world, channel, message, true),
    response_url: issueResponseUrl(world, 'actions', {
      channel: channel.id,
      user: person.id,
      origin: message,
    }),
  };
}
