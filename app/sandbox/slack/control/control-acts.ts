// The acts of people, by the names that control routes give them.

import { z } from 'zod';
import { toJson, type Json } from '../../shared/json.ts';
import { invite, kick, setArchived, setGroup, setRole } from '../acts/channel.ts';
import { click } from '../acts/click.ts';
import { typeCommand } from '../acts/command.ts';
import { edit, say, remove, unfurl } from '../acts/say.ts';
import { runShortcut } from '../acts/shortcut.ts';
import { uploadFile } from '../acts/upload.ts';
import { closeView, openHome, submitView } from '../acts/view.ts';
import type { SlackState } from '../state/slack-state.ts';

export type Act = (state: SlackState, body: Json) => Promise<Json>;

const entered = z.union([z.string(), z.array(z.string())]).optional();
const values = z.record(z.string(), z.record(z.string(), entered)).optional();
const user = z.string();
const channel = z.string();

/** An act with a schema for its body. */
function act<T extends z.ZodType>(
  schema: T,
  run: (state: SlackState, body: z.output<T>) => unknown,
): Act {
  return async (state, body) => toJson(await run(state, schema.parse(body)));
}

const member = z.strictObject({ channel, user: user.optional(), by: user.optional() });
const channelOnly = z.strictObject({ channel });

export const acts: Readonly<Record<string, Act>> = {
  command: act(z.strictObject({ user, channel, text: z.string() }), typeCommand),
  say: act(
    z.strictObject({ user, channel, text: z.string(), thread_ts: z.string().optional() }),
    say,
  ),
  edit: act(z.strictObject({ user, channel, ts: z.string(), text: z.string() }), edit),
  unfurl: act(z.strictObject({ channel, ts: z.string() }), unfurl),
  click: act(
    z.strictObject({
      user,
      channel: channel.optional(),
      ts: z.string().optional(),
      view_id: z.string().optional(),
      action_id: z.string(),
      block_id: z.string().optional(),
      value: entered,
      state: values,
      confirm: z.boolean().optional(),
    }),
    click,
  ),
  upload: act(z.strictObject({ user, name: z.string(), content: z.string() }), uploadFile),
  submit: act(z.strictObject({ user, view_id: z.string(), values }), submitView),
  close: act(
    z.strictObject({ user, view_id: z.string(), clear: z.boolean().optional() }),
    closeView,
  ),
  home: act(z.strictObject({ user, tab: z.enum(['home', 'messages']).optional() }), openHome),
  shortcut: act(
    z.strictObject({
      user,
      callback_id: z.string(),
      channel: channel.optional(),
      ts: z.string().optional(),
    }),
    runShortcut,
  ),
  invite: act(member, invite),
  join: act(z.strictObject({ channel, user }), invite),
  kick: act(member, kick),
  leave: act(z.strictObject({ channel, user }), kick),
  archive: act(channelOnly, (state, body) => setArchived(state, body.channel, true)),
  unarchive: act(channelOnly, (state, body) => setArchived(state, body.channel, false)),
  delete: act(z.strictObject({ channel, ts: z.string() }), remove),
  group: act(
    z.strictObject({
      group: z.string(),
      users: z.array(user).optional(),
      disabled: z.boolean().optional(),
    }),
    setGroup,
  ),
  role: act(
    z.strictObject({
      user,
      role: z.enum(['owner', 'admin', 'member', 'guest', 'single-channel-guest', 'deactivated']),
    }),
    setRole,
  ),
};
