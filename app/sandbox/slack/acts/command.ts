// Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands

import { ControlError, SlackError } from '../state/errors.ts';
import { issueResponseUrl, readAck, respond } from '../message/response-url.ts';
import { app, team } from '../state/seed.ts';
import { postMessage } from '../message/posting.ts';
import type { Channel, Person } from '../state/workspace.ts';
import type { World } from '../state/world.ts';
import { deedOf, findChannel, findPerson, requireMember, witness, type Seen } from './person.ts';

export type CommandAct = {
  readonly user: string;
  readonly channel: string;
  /** As typed, with the command: `/job list`. */
  readonly text: string;
};

/** Types a slash command in a channel's own input (Slack takes none in threads). */
export async function typeCommand(world: World, act: CommandAct): Promise<Seen> {
  const person = findPerson(world, act.user);
  const channel = findChannel(world, act.channel);
  requireMember(channel, person);
  if (channel.isArchived) throw new ControlError(`${channel.name} is archived.`);
  const [, name = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(act.text.trim()) ?? [];
  const command = world.manifest.commands.get(name);
  if (command === undefined) throw new ControlError(`${name} is not a command of this workspace.`);

  return witness(world, person.id, channel.id, async () => {
    const payload = commandPayload(
      world,
      person,
      channel,
      name,
      command.shouldEscape ? escapeNames(world, text) : text,
    );
    const delivered = await world.delivery.deliver('slash_commands', payload);
    const deed = deedOf(delivered, (code) => `${name} failed with the error "${code}"`);
    const response = readAck(delivered.answer.ack);
    if (response === undefined) return deed;
    try {
      // What is shown to all shows the command as well.
      if (response.response_type === 'in_channel') {
        postMessage(world, channel, { author: person.id, content: { text: act.text, blocks: [] } });
      }
      respond(world, { channel: channel.id, user: person.id, origin: undefined }, response);
      return deed;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return { ...deed, notice: `${name} failed with the error "${error.code}"` };
    }
  });
}

function commandPayload(
  world: World,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
) {
  return {
    token: world.secrets.verification,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: { public: channel.name, private: 'privategroup', im: 'directmessage' }[
      channel.kind
    ],
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(world, 'commands', {
      channel: channel.id,
      user: person.id,
      origin: undefined,
    }),
    trigger_id: world.triggers.issue({ user: person.id, atMs: world.clock(), viewId: undefined }),
  };
}

/** With `should_escape`, mentions come as ids. */
function escapeNames(world: World, text: string): string {
  return text.replace(/([@#])([\w.-]+)/g, (typed, sign: string, name: string) => {
    const found =
      sign === '@'
        ? [...world.people.values()].find((one) => one.name === name)
        : [...world.channels.values()].find((one) => one.kind === 'public' && one.name === name);
    return found === undefined ? typed : `<${sign}${found.id}|${name}>`;
  });
}
