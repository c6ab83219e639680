// Bolt against the sandbox: what Bolt accepts as Slack serves the bot as well.

import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { startHttpApp, startSocketApp } from './bolt-app.ts';
import { ana, manifest, mlJobs, research, start, like, type Client } from './harness.ts';

const card = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: '🟢 ' },
          { type: 'text', text: 'resnet', style: { bold: true } },
          { type: 'text', text: ' by ' },
          { type: 'user', user_id: ana },
        ],
      },
    ],
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Cancel' },
        action_id: 'cancel',
        value: 'a3f9',
        style: 'danger',
        confirm: {
          title: { type: 'plain_text', text: 'Cancel the job?' },
          text: { type: 'mrkdwn', text: 'resnet, 4 min old', verbatim: true },
          confirm: { type: 'plain_text', text: 'Cancel the job' },
          deny: { type: 'plain_text', text: 'Keep it' },
        },
      },
    ],
  },
] satisfies KnownBlock[];

const modal = {
  type: 'modal',
  callback_id: 'pick',
  title: { type: 'plain_text', text: 'Launch' },
  submit: { type: 'plain_text', text: 'Launch' },
  blocks: [
    {
      type: 'input',
      block_id: 'lr',
      label: { type: 'plain_text', text: 'Learning rate' },
      element: { type: 'plain_text_input', action_id: 'value', initial_value: '0.1' },
    },
    {
      type: 'input',
      block_id: 'data',
      label: { type: 'plain_text', text: 'Data' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
  ],
} as const;

/** An app with every kind of listener; they report to `received`. */
function listen(app: App, received: unknown[]): void {
  app.command('/job', async ({ ack, command, client, respond }) => {
    switch (command.text) {
      case 'silence':
        return;
      case 'empty':
        return ack();
      case 'public':
        return ack({ response_type: 'in_channel', text: 'to all' });
      case 'modal':
        await ack();
        await client.views.open({
          trigger_id: command.trigger_id,
          view: { ...modal, blocks: [...modal.blocks] },
        });
        return;
      case 'later':
        await ack();
        await respond({ text: 'a late word' });
        return;
      default:
        received.push(command);
        await ack(`you said ${command.text}`);
        await client.chat.postMessage({
          channel: command.channel_id,
          text: 'resnet',
          blocks: structuredClone([...card]),
        });
    }
  });
  app.action('cancel', async ({ ack, body, respond }) => {
    received.push(body);
    await ack();
    await respond({ text: 'cancelling', replace_original: false });
  });
  app.view('pick', async ({ ack, view }) => {
    const rate = view.state.values.lr?.value?.value ?? '';
    if (rate === 'fast') return ack({ response_action: 'errors', errors: { lr: 'Not a number.' } });
    received.push(view.state.values);
    return ack();
  });
  app.shortcut('cancel-message', async ({ ack, shortcut }) => {
    received.push(shortcut);
    await ack();
  });
  app.event('app_mention', ({ event }) => {
    received.push(event);
    return Promise.resolve();
  });
  app.event('member_joined_channel', ({ event }) => {
    received.push(event);
    return Promise.resolve();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
  });
}

const ways = {
  socket: async (received: unknown[]): Promise<Client> => {
    const client = await start();
    await startSocketApp(client, (app) => listen(app, received));
    return client;
  },
  http: async (received: unknown[]): Promise<Client> => {
    const client = await start({ mode: 'http' });
    await startHttpApp(client, (app) => listen(app, received));
    return client;
  },
};

describe.each(Object.entries(ways))('over %s', (_, connect) => {
  it('delivers a command, its ack and its posts', async () => {
    const received: unknown[] = [];
    const { act, wait, text } = await connect(received);
    const seen = await act('command', { user: '@ana', channel: '#ml-jobs', text: '/job list all' });
    expect(seen).toMatchObject({ sent: true, outcome: 'acked', ephemerals: ['you said list all'] });
    expect(received[0]).toMatchObject({
      command: '/job',
      text: 'list all',
      team_id: 'T0SANDBOX',
      team_domain: 'sandbox',
      channel_id: mlJobs,
      channel_name: 'ml-jobs',
      user_id: ana,
      user_name: 'ana',
      api_app_id: 'A0VERTEXJOBS',
      is_enterprise_install: 'false',
      response_url: like(/\/commands\/T0SANDBOX\//),
      trigger_id: like(/^\d+\.\d+\.[0-9a-f]+$/),
    });
    await wait({ kind: 'message', match: 'resnet' });
    const shown = await text('?viewer=ana');
    expect(shown).toContain('(only visible to you)\n  you said list all');
    expect(shown).toContain('🟢 *resnet* by @ana\n  [Cancel]');
    expect(await text('?viewer=bo')).not.toContain('you said');
  });

  it('takes an empty ack, or one for the whole channel', async () => {
    const { act, messages } = await connect([]);
    const empty = await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job empty' });
    expect(empty).toMatchObject({ outcome: 'acked', ephemerals: [], messages: [] });
    const open = await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job public' });
    expect(open.messages).toEqual(['/job public', 'to all']);
    expect((await messages()).map((one) => one.user)).toEqual([ana, 'U0VERTEXJOBS']);
  });

  it('answers through the response_url, even where the bot is not a member', async () => {
    const { act, wait } = await connect([]);
    await act('command', { user: 'bo', channel: 'research', text: '/job later' });
    const late = await wait({ kind: 'ephemeral', match: 'a late word', channel: research });
    expect(late.user).toBe('U0BO');
  });

  it('tells a person of a timeout when nothing is acked', async () => {
    const { act, control } = await connect([]);
    await control('POST', 'settings', { ackTimeoutMs: 50 });
    const seen = await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job silence' });
    expect(seen).toMatchObject({
      sent: true,
      outcome: 'operation_timeout',
      notice: '/job failed with the error "operation_timeout"',
    });
  });

  it('delivers a click after the button’s confirmation dialog', async () => {
    const received: { actions?: unknown; message?: { ts: string } }[] = [];
    const { act, wait, records } = await connect(received);
    await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job launch' });
    const { ts } = await wait({ kind: 'message', match: 'resnet' });
    const where = { user: 'bo', channel: 'ml-jobs', ts, action_id: 'cancel' };
    const denied = await act('click', { ...where, confirm: false });
    expect(denied).toMatchObject({ sent: false, dialog: { title: { text: 'Cancel the job?' } } });
    expect((await records()).payloads.filter((one) => one.kind === 'interactive')).toEqual([]);

    const pressed = await act('click', where);
    expect(pressed).toMatchObject({ sent: true, outcome: 'acked' });
    expect(received.at(-1)).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BO', username: 'bo', name: 'bo', team_id: 'T0SANDBOX' },
      team: { id: 'T0SANDBOX', domain: 'sandbox' },
      api_app_id: 'A0VERTEXJOBS',
      container: { type: 'message', message_ts: ts, channel_id: mlJobs, is_ephemeral: false },
      channel: { id: mlJobs, name: 'ml-jobs' },
      message: { ts, text: 'resnet', bot_id: 'B0VERTEXJOBS' },
      actions: [
        {
          type: 'button',
          action_id: 'cancel',
          value: 'a3f9',
          text: { text: 'Cancel' },
          action_ts: like(/^\d{10}\.\d{6}$/),
        },
      ],
    });
    expect((await wait({ kind: 'ephemeral', match: 'cancelling' })).user).toBe('U0BO');
  });

  it('opens a modal, shows its errors and submits its values', async () => {
    const received: unknown[] = [];
    const { act, wait, records } = await connect(received);
    await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job modal' });
    const { ts: view_id, text } = await wait({ kind: 'view', user: 'ana' });
    expect(text).toContain('── Launch ──\nLearning rate: [0.1_]');
    const incomplete = await act('submit', { user: 'ana', view_id });
    expect(incomplete).toMatchObject({ sent: false, notice: like(/data/) });

    const values = { lr: { value: 'fast' }, data: { value: 'gs://b/d' } };
    const wrong = await act('submit', { user: 'ana', view_id, values });
    expect(wrong.notice).toBe('Not a number.');
    expect((await records()).views).toMatchObject([
      { open: true, errors: { lr: 'Not a number.' } },
    ]);

    const right = await act('submit', { user: 'ana', view_id, values: { data: values.data } });
    expect(right).toMatchObject({ outcome: 'acked' });
    expect(received.at(-1)).toEqual({
      lr: { value: { type: 'plain_text_input', value: '0.1' } },
      data: { value: { type: 'plain_text_input', value: 'gs://b/d' } },
    });
    expect((await records()).views).toMatchObject([{ open: false }]);
  });

  it('delivers a message shortcut, a mention, Home and a new member', async () => {
    const received: unknown[] = [];
    const { act, control, post, wait } = await connect(received);
    const ts = await post();
    const cut = { user: 'ana', callback_id: 'cancel-message', channel: mlJobs, ts };
    expect(await act('shortcut', cut)).toMatchObject({ outcome: 'acked' });
    expect(received.at(-1)).toMatchObject({
      type: 'message_action',
      message_ts: ts,
      message: { ts },
    });

    await control('POST', 'act/say', {
      user: 'ana',
      channel: mlJobs,
      text: '@testbot cancel',
      thread_ts: ts,
    });
    await control('POST', 'act/invite', { channel: 'research' });
    await control('POST', 'act/home', { user: 'ana' });
    await wait({ kind: 'home', match: '────', user: 'ana' });
    expect(received).toContainEqual(
      expect.objectContaining({ text: '<@U0VERTEXJOBS> cancel', thread_ts: ts, user: ana }),
    );
    expect(received).toContainEqual(
      expect.objectContaining({
        type: 'member_joined_channel',
        user: 'U0VERTEXJOBS',
        channel: research,
      }),
    );
  });

  it('redelivers a payload', async () => {
    const received: { trigger_id?: string }[] = [];
    const { act, control, records } = await connect(received);
    const { id } = await act('command', { user: 'ana', channel: 'ml-jobs', text: '/job launch' });
    const answer = await (await control('POST', 'redeliver', { id })).json();
    expect(answer).toMatchObject({ id, outcome: 'acked' });
    expect(received[1]?.trigger_id).toBe(received[0]?.trigger_id);
    await control('POST', 'act/repeat');
    expect(received).toHaveLength(3);
    expect(received[2]?.trigger_id).not.toBe(received[0]?.trigger_id);
    const { payloads } = await records();
    const commands = payloads.filter((one) => one.kind === 'slash_commands');
    expect(commands.map((one) => one.attempts.length)).toEqual([2, 1]);
    expect(JSON.stringify(payloads)).toContain('"ackMs":');
  });
});

it('escapes names in a command only where the manifest says so', async () => {
  const received: { text?: string }[] = [];
  const client = await start({ manifest: manifest({ escape: true }) });
  await startSocketApp(client, (app) => listen(app, received));
  await client.act('command', { user: 'ana', channel: 'ml-jobs', text: '/job x @bo #ml-jobs' });
  expect(received[0]?.text).toBe(`x <@U0BO|bo> <#${mlJobs}|ml-jobs>`);
});
