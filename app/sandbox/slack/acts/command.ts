// Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands

import { postMessage } from '../message/posting.ts';
import { issueResponseUrl, readAck, respond } from '../message/response-url.ts';
import { ControlError, SlackError } from '../state/errors.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel, Person } from '../state/workspace.ts';
import {
  dispatchOf,
  findChannel,
  findPerson,
  requireMember,
  observe,
  type ActResult,
} from './person.ts';

type CommandAct = {
  readonly user: string;
  readonly channel: string;
  /** As typed, including the command: `/job list`. */
  readonly text: string;
};

/** Types a slash command in a channel. (Slack takes none in threads.) */
export async function typeCommand(state: SlackState, act: CommandAct): Promise<ActResult> {
  const person = findPerson(state, act.user);
  const channel = findChannel(state, act.channel);
  requireMember(channel, person);
  if (channel.isArchived) throw new ControlError(`${channel.name} is archived.`);
  const [, name = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(act.text.trim()) ?? [];
  const command = state.manifest.commands.get(name);
  if (command === undefined) throw new ControlError(`${name} is not a command of this workspace.`);

  return observe(state, person.id, channel.id, async () => {
    const payload = commandPayload(
      state,
      person,
      channel,
      name,
      command.shouldEscape ? escapeNames(state, text) : text,
    );
    const delivered = await state.delivery.deliver('slash_commands', payload);
    const dispatch = dispatchOf(delivered, (code) => `${name} failed with the error "${code}"`);
    const response = readAck(delivered.answer.ack);
    if (response === undefined) return dispatch;
    try {
      // With a response for the whole channel, Slack shows the command there too.
      if (response.response_type === 'in_channel') {
        postMessage(state, channel, { author: person.id, content: { text: act.text, blocks: [] } });
      }
      respond(state, { channel: channel.id, user: person.id, origin: undefined }, response);
      return dispatch;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return { ...dispatch, notice: `${name} failed with the error "${error.code}"` };
    }
  });
}

function commandPayload(
  state: SlackState,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
) {
  return {
    token: state.secrets.verification,
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
    response_url: issueResponseUrl(state, 'commands', {
      channel: channel.id,
      user: person.id,
      origin: undefined,
    }),
    trigger_id: state.triggers.issue({ user: person.id, atMs: state.clock(), viewId: undefined }),
  };
}

/** Replaces mentions by ids, as Slack does with `should_escape`. */
function escapeNames(state: SlackState, text: string): string {
  return text.replace(/([@#])([\w.-]+)/g, (typed, sign: string, name: string) => {
    const found =
      sign === '@'
        ? [...state.people.values()].find((one) => one.name === name)
        : [...state.channels.values()].find((one) => one.kind === 'public' && one.name === name);
    return found === undefined ? typed : `<${sign}${found.id}|${name}>`;
  });
}
