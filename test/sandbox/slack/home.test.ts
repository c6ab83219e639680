// The app's Home, with Slack's rules for it.

import { expect, it } from 'vitest';
import { z } from 'zod';
import { startSocketApp } from './bolt-app.ts';
import { ana, manifest, mlJobs, start, until, type Client } from './harness.ts';

const home = (blocks: readonly object[]) => ({ type: 'home', blocks });
const button = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
};
const shown = z.looseObject({ view: z.looseObject({ id: z.string() }) });

/** An app that listens and does nothing. */
async function startRecording(): Promise<{ readonly client: Client; readonly received: object[] }> {
  const client = await start();
  const received: object[] = [];
  await startSocketApp(client, (app) => {
    app.event('app_home_opened', ({ event }) => {
      received.push(event);
      return Promise.resolve();
    });
    app.action('go', async ({ ack, body }) => {
      received.push(body);
      await ack();
    });
  });
  return { client, received };
}

it('sends app_home_opened with the tab, and the view if one was published', async () => {
  const { client, received } = await startRecording();
  await client.control('POST', 'act/home', { user: 'ana' });
  await until(() => received.length === 1);
  expect(received[0]).toMatchObject({ type: 'app_home_opened', user: ana, tab: 'home' });
  expect(received[0]).toMatchObject({ channel: expect.stringMatching(/^D/) as unknown });
  expect(received[0]).not.toHaveProperty('view');
  await client.call('views.publish', { user_id: ana, view: home([button]) });
  await client.control('POST', 'act/home', { user: 'ana' });
  await until(() => received.length === 2);
  expect(received[1]).toMatchObject({
    view: { type: 'home', hash: expect.any(String) as unknown },
  });
});

it('sends a click on Home without a channel or a response_url', async () => {
  const { client, received } = await startRecording();
  const { view } = shown.parse(
    await client.call('views.publish', { user_id: ana, view: home([button]) }),
  );
  await client.act('click', { user: 'ana', view_id: view.id, action_id: 'go' });
  expect(received[0]).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view: { id: view.id, type: 'home' },
  });
  for (const absent of ['channel', 'message', 'response_url']) {
    expect(received[0]).not.toHaveProperty(absent);
  }
  // Home has no stack to push on, but a new modal can be opened.
  const { trigger_id } = z.looseObject({ trigger_id: z.string() }).parse(received[0]);
  const modal = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] };
  expect(await client.call('views.push', { trigger_id, view: modal })).toMatchObject({
    error: 'not_found',
  });
});

it('belongs to one person: nobody else can click in it', async () => {
  const { client } = await startRecording();
  const { view } = shown.parse(
    await client.call('views.publish', { user_id: ana, view: home([button]) }),
  );
  const answer = await client.control('POST', 'act/click', {
    user: 'bo',
    view_id: view.id,
    action_id: 'go',
  });
  expect(answer.ok).toBe(false);
});

it('takes at most 100 blocks, and no fields of a modal', async () => {
  const client = await start();
  const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
  const publish = (view: object) => client.call('views.publish', { user_id: ana, view });
  expect(await publish(home(dividers(100)))).toMatchObject({ ok: true });
  expect(await publish(home(dividers(101)))).toMatchObject({ error: 'invalid_arguments' });
  const title = { type: 'plain_text', text: 'x' };
  expect(await publish({ ...home(dividers(1)), title })).toMatchObject({
    error: 'invalid_arguments',
  });
  expect(await publish({ type: 'modal', title, blocks: [] })).toMatchObject({ ok: false });
});

it('does not exist for an app whose manifest lacks it', async () => {
  const client = await start({ manifest: manifest({ homeTab: false }) });
  expect(await client.call('views.publish', { user_id: ana, view: home([button]) })).toMatchObject({
    error: 'not_enabled',
  });
  expect((await client.control('POST', 'act/home', { user: 'ana' })).ok).toBe(false);
});

it('offers in a conversation menu the channels that the person sees, of the requested kinds', async () => {
  const client = await start();
  const seen: { trigger_id: string }[] = [];
  await startSocketApp(client, (app) => {
    app.command('/job', async ({ ack, command }) => {
      seen.push(command);
      await ack();
    });
    app.view('pick', ({ ack }) => ack());
  });
  await client.act('command', { user: 'bo', channel: mlJobs, text: '/job' });
  const select = {
    type: 'conversations_select',
    action_id: 'value',
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  };
  const text = (words: string) => ({ type: 'plain_text', text: words });
  const view = {
    type: 'modal',
    callback_id: 'pick',
    title: text('Pick'),
    submit: text('Go'),
    blocks: [{ type: 'input', block_id: 'where', label: text('Where'), element: select }],
  };
  const opened = await client.call('views.open', { trigger_id: seen[0]?.trigger_id ?? '', view });
  const { id } = shown.parse(opened).view;
  const submit = (channel: string) =>
    client.control('POST', 'act/submit', {
      user: 'bo',
      view_id: id,
      values: { where: { value: channel } },
    });
  for (const hidden of ['C0SECRET', 'C0OLD', 'D0ANA', 'C0NOWHERE']) {
    expect((await submit(hidden)).ok, hidden).toBe(false);
  }
  expect((await submit('C0HIDDEN')).ok).toBe(true);
});
