// The whole adapter, in both modes, over real HTTP and WebSockets.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionId, writeActionValue } from '../../blocks/kit/actions.ts';
import { writePageValue } from '../../blocks/kit/page-value.ts';
import { renderAnswer } from '../../blocks/answer/answer.ts';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { createHttpServer } from '../../app/http/server.ts';
import { createSlack, type Slack, type SlackMode } from '../../app/slack/app.ts';
import { SlackRefusedError, SlackUnreachableError } from '../../app/slack/client/errors.ts';
import type {
  Action,
  Interactions,
  Request,
  Submitted,
  TemplateSubmitted,
} from '../../app/usecase/ports/interactions.ts';
import type { HomeOpened } from '../../app/usecase/ports/home.ts';
import { postSigned, startFakeSlack, until, type FakeSlack } from './fake-slack.ts';
import { card, memoryLog } from './values.ts';

const secret = 'signing-secret';
const note = { kind: 'note', note: { kind: 'watch-ended-before' } } as const;

type Seen = { readonly request: Request; readonly what: Action | string };

let slack: FakeSlack;
let bot: Bot;
let log: ReturnType<typeof memoryLog>;
let seen: Seen[];
let opened: string[];
let homes: HomeOpened[];
let homeNoted: () => Promise<void>;
let reply: () => Promise<Answer | undefined>;
let submitted: () => Promise<Submitted>;
let saved: () => Promise<TemplateSubmitted>;

const interactions: Interactions = {
  command(request, command, text) {
    seen.push({ request, what: `${command} ${text}` });
    return reply();
  },
  async hear(request, command, { text, rootTs }) {
    seen.push({ request, what: `${command} ${text} @${rootTs ?? 'channel'}` });
    await reply();
  },
  async hearEdit(request) {
    seen.push({ request, what: 'edited' });
    await reply();
  },
  showThread(request, command, rootTs) {
    seen.push({ request, what: `${command}  @${rootTs}` });
    return reply();
  },
  press(request, act) {
    seen.push({ request, what: act });
    return reply();
  },
  homeOpened: (home) => {
    homes.push(home);
    return homeNoted();
  },
  chooseTemplate: (request, window, template) => {
    seen.push({ request, what: `choose ${template} in ${window.id}/${window.hash}` });
  },
  previewForm: (request, context, entries) => {
    seen.push({ request, what: `preview ${JSON.stringify([context, entries])}` });
  },
  priceForm: (request, window, context, entries) => {
    seen.push({
      request,
      what: `price in ${window.id}/${window.hash} ${JSON.stringify([context, entries])}`,
    });
  },
  submitForm(request, context, entries) {
    seen.push({ request, what: `submit ${JSON.stringify([context, entries])}` });
    return submitted();
  },
  checkTemplate: (request, context, entries) => {
    seen.push({ request, what: `check ${JSON.stringify([context, entries])}` });
  },
  submitTemplate(request, context, entries) {
    seen.push({ request, what: `save ${JSON.stringify([context, entries])}` });
    return saved();
  },
  channelOpened(channel) {
    opened.push(channel);
    return Promise.resolve();
  },
};

/** What talks with Slack, with the server that its requests over HTTP come to. */
type Bot = Slack & { listen(): Promise<number> };

function createBot(mode: SlackMode, apiUrl = slack.apiUrl, timeoutMs = 1_000): Bot {
  const made = createSlack({
    mode,
    botToken: 'xoxb-test',
    apiUrl,
    timeoutMs,
    alone: true,
    log,
    clock: () => 1_700_000_000_000,
    newId: () => 'token',
  });
  made.take(interactions);
  const server = createHttpServer({ port: 0, log });
  const live = { path: '/health/live', method: ['GET', 'HEAD'] };
  server.serve([{ ...live, handler: (_, response) => void response.end('ok') }, ...made.routes]);
  return {
    ...made,
    listen: () => server.listen(),
    async stopTaking() {
      await made.stopTaking();
      if (mode.kind === 'http') server.stopTaking();
    },
    async stop() {
      await made.stop();
      await server.stop();
    },
  };
}

const socketMode = { kind: 'socket', appToken: 'xapp-test' } as const;
const httpMode = { kind: 'http', signingSecret: secret } as const;

beforeEach(async () => {
  slack = await startFakeSlack();
  log = memoryLog();
  seen = [];
  opened = [];
  homes = [];
  homeNoted = () => Promise.resolve();
  reply = () => Promise.resolve(note);
  submitted = () => Promise.resolve({ ok: true, answer: note });
  saved = () => Promise.resolve({ ok: true, answer: note });
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const command = (fields: Record<string, string> = {}) => ({
  command: '/job',
  text: 'list',
  trigger_id: 'trigger-1',
  user_id: 'UANA',
  team_id: 'T1',
  channel_id: 'C1',
  response_url: `${slack.url}/response_url`,
  ...fields,
});

const press = (action: object, fields: object = {}) => ({
  type: 'block_actions',
  user: { id: 'UANA', team_id: 'T1' },
  team: { id: 'T1' },
  channel: { id: 'C1' },
  container: { type: 'message', channel_id: 'C1', message_ts: '1.2' },
  response_url: `${slack.url}/response_url`,
  trigger_id: 'trigger-2',
  actions: [{ type: 'button', block_id: 'b', ...action }],
  ...fields,
});

const cancelButton = {
  action_id: actionId('cancel'),
  value: writeActionValue({ handle: 'a3f9', token: 'abc' }),
};

/** Delivers an interaction in one of the two ways; resolves with what was acked. */
type Deliver = (
  type: 'slash_commands' | 'interactive' | 'events_api',
  payload: object,
) => Promise<unknown>;

const modes: readonly (readonly [string, SlackMode, () => Deliver])[] = [
  ['Socket Mode', socketMode, () => (type, payload) => slack.send(type, payload)],
  ['signed HTTP', httpMode, () => byHttp],
];

let port: number;

const byHttp: Deliver = async (type, payload) => {
  const body =
    type === 'events_api'
      ? payload
      : type === 'slash_commands'
        ? new URLSearchParams(payload as Record<string, string>)
        : new URLSearchParams({ payload: JSON.stringify(payload) });
  const response = await postSigned(port, secret, body);
  expect(response.status).toBe(200);
  const text = await response.text();
  return text === '' ? {} : text.startsWith('{') ? (JSON.parse(text) as unknown) : { text };
};

describe.each(modes)('in %s', (_, mode, delivery) => {
  let deliver: Deliver;
  beforeEach(async () => {
    bot = createBot(mode);
    port = await bot.listen();
    deliver = delivery();
    expect(await bot.start()).toMatchObject({ botUserId: 'UBOT', botName: 'vertex', teamId: 'T1' });
  });

  it('works, and serves its own routes on the port it picked', async () => {
    expect(bot.works()).toBe(true);
    expect(await (await fetch(`http://127.0.0.1:${port}/health/live`)).text()).toBe('ok');
    expect((await fetch(`http://127.0.0.1:${port}/elsewhere`)).status).toBe(404);
  });

  it('hands a command to the interactions and acks with the answer, for the requester only', async () => {
    expect(await deliver('slash_commands', command())).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('That watch has ended already.') as unknown,
    });
    expect(seen).toEqual([
      {
        what: '/job list',
        request: {
          key: 'command:trigger-1',
          trigger: 'trigger-1',
          requester: {
            userId: 'UANA',
            teamId: 'T1',
            channel: 'C1',
            responseUrl: `${slack.url}/response_url`,
          },
        },
      },
    ]);
  });

  it('takes a command by any name, and acks with nothing when the answer comes later', async () => {
    reply = () => Promise.resolve(undefined);
    expect(await deliver('slash_commands', command({ command: '/train', text: '' }))).toEqual({});
    expect(seen[0]?.what).toBe('/train ');
  });

  it('says so when the request could not be stored', async () => {
    reply = () => Promise.reject(new Error('database is locked'));
    expect(await deliver('slash_commands', command())).toMatchObject({
      text: expect.stringContaining('could not store') as unknown,
    });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'a request from Slack could not be stored' }),
    );
  });

  it('acks a command it can’t read', async () => {
    const { trigger_id, ...rest } = command();
    expect(trigger_id).toBeDefined();
    expect(await deliver('slash_commands', rest)).toMatchObject({
      text: expect.stringContaining('can’t read') as unknown,
    });
    expect(seen).toEqual([]);
  });

  it('stores what a button asks for, acks, and answers through the response_url', async () => {
    expect(await deliver('interactive', press(cancelButton))).toEqual({});
    await until(() => slack.callsOf('response_url').length === 1);
    expect(seen).toMatchObject([
      {
        what: { verb: 'cancel', handle: 'a3f9' },
        request: {
          key: 'button:abc:cancel:a3f9:UANA',
          requester: { userId: 'UANA', channel: 'C1' },
        },
      },
    ]);
  });

  it('keeps the reason that was typed before it asked which job', async () => {
    const candidates = [card, card];
    const asked = renderAnswer(
      { kind: 'picker', verb: 'cancel', typed: 'x', candidates, more: 0, reason: 'wrong data' },
      { now: 0, command: '/job', token: 'abc' },
    );
    const menu = asked.blocks.find(({ type }) => type === 'actions');
    const value = writeActionValue({ handle: 'b7k2', token: 'abc' });
    const action_id = actionId('pick-cancel');
    const picked = { type: 'static_select', action_id, selected_option: { value } };
    await deliver('interactive', press({ ...picked, block_id: menu?.block_id }));
    expect(seen[0]?.what).toEqual({ verb: 'cancel', handle: 'b7k2', reason: 'wrong data' });
  });

  it('reads a yes to a cancel with its reason, and what settles it takes the place of the question', async () => {
    const question = renderAnswer(
      { kind: 'cancel-asks', card, channel: 'C1', reason: 'wrong data' },
      { now: 0, command: '/job', token: 'abc' },
    );
    const actions = question.blocks.find(({ type }) => type === 'actions');
    if (actions?.type !== 'actions') throw new Error('nothing to press');
    for (const one of actions.elements) {
      await deliver('interactive', press({ ...one, block_id: actions.block_id }));
    }
    expect(seen).toMatchObject([
      {
        what: { verb: 'cancel', handle: 'a3f9', reason: 'wrong data' },
        request: { key: 'button:abc:confirm-cancel:a3f9:UANA', requester: { asked: true } },
      },
      { what: { verb: 'let-run', handle: 'a3f9' } },
    ]);
  });

  it('reads a yes and a no to a re-run', async () => {
    const { target } = card.launch;
    const question = renderAnswer(
      { kind: 'rerun-asks', handle: 'c4m2', card, channel: 'C1', target },
      { now: 0, command: '/job', token: 'abc' },
    );
    const actions = question.blocks.find(({ type }) => type === 'actions');
    if (actions?.type !== 'actions') throw new Error('nothing to press');
    for (const one of actions.elements) await deliver('interactive', press({ ...one }));
    expect(seen).toMatchObject([
      { what: { verb: 'launch-anyway', handle: 'c4m2' }, request: { requester: { asked: true } } },
      { what: { verb: 'not-this', handle: 'c4m2' }, request: { requester: { asked: true } } },
    ]);
  });

  it('reads the press of a button that opens the form', async () => {
    const offer = renderAnswer(
      { kind: 'problem', problems: ['Which template?'], form: true },
      { now: 0, command: '/job', token: 'abc' },
    );
    const actions = offer.blocks.find(({ type }) => type === 'actions');
    if (actions?.type !== 'actions') throw new Error('nothing to press');
    for (const one of actions.elements) await deliver('interactive', press({ ...one }));
    expect(seen).toMatchObject([{ what: { verb: 'menu' } }]);
  });

  it('reads what was picked', async () => {
    const value = writeActionValue({ handle: 'b7k2', token: 'abc' });
    await deliver(
      'interactive',
      press({
        type: 'static_select',
        action_id: actionId('pick-status'),
        selected_option: { value },
      }),
    );
    expect(seen[0]?.what).toEqual({ verb: 'status', handle: 'b7k2' });
  });

  it('reads which page of a list is wanted, and answers in the thread it stands in', async () => {
    const filter = { scope: 'all', states: ['FAILED'] } as const;
    const turn = { to: 'older', requestedAt: 5, id: 'l1' } as const;
    const value = writePageValue({ filter, turn, token: 'abc' });
    const container = { channel_id: 'C1', is_ephemeral: true, thread_ts: '1.5' };
    await deliver(
      'interactive',
      press({ action_id: actionId('list-older'), value }, { container }),
    );
    expect(seen).toMatchObject([
      {
        what: { verb: 'list', filter, turn },
        request: { key: 'button:abc:list-older::UANA', requester: { threadTs: '1.5' } },
      },
    ]);
  });

  it.each([
    ['a foreign value', { action_id: actionId('cancel'), value: 'https://evil.example' }],
    ['a page of another version', { action_id: actionId('list-older'), value: '{"turn":9}' }],
    ['an unknown action', { action_id: 'constructor', value: cancelButton.value }],
  ])('acks %s, does nothing and says so', async (_name, action) => {
    expect(await deliver('interactive', press(action))).toEqual({});
    await until(() => slack.callsOf('response_url').length === 1);
    expect(slack.callsOf('response_url')[0]?.args.json).toContain('nothing was done');
    expect(seen).toEqual([]);
  });

  const inForm = (more: object = {}) => ({
    user: { id: 'UANA', team_id: 'T1' },
    trigger_id: 'trigger-9',
    view: {
      id: 'V1',
      hash: 'h1',
      callback_id: 'launch-form',
      private_metadata: JSON.stringify({ channel: 'C1', template: 'train', version: 'v1' }),
      state: {
        values: {
          'parameter:train@v1:lr': { value: { type: 'number_input', value: '0.5' } },
          'parameter:train@v1:gpu': { value: { selected_option: { value: 'L4' } } },
          'parameter:train@v1:empty': { value: { value: null } },
          'target:train@v1:': { value: { selected_option: { value: 'p/l' } } },
          'max-time:train@v1:': { value: { value: ' 6h ' } },
        },
      },
    },
    ...more,
  });
  const context = { channel: 'C1', template: 'train', version: 'v1' };
  const entries = { parameters: { lr: '0.5', gpu: 'L4' }, target: 'p/l', maxTime: '6h' };

  it('stores a submitted form under its window’s id, closes it, and answers the requester', async () => {
    const ack = await deliver('interactive', inForm({ type: 'view_submission' }));
    expect(ack).toEqual({ response_action: 'clear' });
    expect(seen).toEqual([
      {
        what: `submit ${JSON.stringify([context, entries])}`,
        request: {
          key: 'view:V1',
          requester: { userId: 'UANA', teamId: 'T1', channel: 'C1' },
        },
      },
    ]);
    await until(() => slack.callsOf('chat.postEphemeral').length === 1);
    expect(slack.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({ channel: 'C1' });
  });

  it('closes a form that is not decided yet, and says nothing of it', async () => {
    submitted = () => Promise.resolve({ ok: true, answer: undefined });
    const form = inForm({ type: 'view_submission' });
    expect(await deliver('interactive', form)).toEqual({ response_action: 'clear' });
    expect(slack.callsOf('chat.postEphemeral')).toEqual([]);
  });

  it('shows what is wrong under the fields', async () => {
    const problems = { parameters: { lr: '`lr` is too big.' }, whole: 'And more.' };
    submitted = () => Promise.resolve({ ok: false, problems });
    expect(await deliver('interactive', inForm({ type: 'view_submission' }))).toEqual({
      response_action: 'errors',
      errors: { 'parameter:train@v1:lr': 'lr is too big.', 'max-time:train@v1:': 'And more.' },
    });
  });

  it('says in the form that it could not be stored', async () => {
    submitted = () => Promise.reject(new Error('database is locked'));
    expect(await deliver('interactive', inForm({ type: 'view_submission' }))).toMatchObject({
      errors: { 'max-time:train@v1:': expect.stringContaining('counts once') as unknown },
    });
  });

  it.each([
    [{ action_id: 'form-template', selected_option: { value: 'eval' } }, 'choose eval in V1/h1'],
    [{ action_id: 'form-preview' }, `preview ${JSON.stringify([context, entries])}`],
  ])('takes a press inside the form', async (action, what) => {
    const payload = inForm({ type: 'block_actions', actions: [{ type: 'button', ...action }] });
    expect(await deliver('interactive', payload)).toEqual({});
    await until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ what, request: { trigger: 'trigger-9' } });
  });

  const written = { channel: 'C1', name: 'train', base: 3 };
  const inTemplate = (more: object = {}) => ({
    user: { id: 'UANA', team_id: 'T1' },
    trigger_id: 'trigger-9',
    view: {
      id: 'V1',
      hash: 'h1',
      callback_id: 'template-form',
      private_metadata: JSON.stringify(written),
      state: {
        values: {
          'template-text:3:1': { value: { value: 'b: 2' } },
          'template-text:3:0': { value: { value: 'a: 1' } },
          'template-note': { value: { value: ' why ' } },
        },
      },
    },
    ...more,
  });
  const text = { text: 'a: 1\nb: 2', note: 'why' };

  it('stores a submitted template under its window and version, its parts in order', async () => {
    const ack = await deliver('interactive', inTemplate({ type: 'view_submission' }));
    expect(ack).toEqual({ response_action: 'clear' });
    expect(seen).toMatchObject([
      {
        what: `save ${JSON.stringify([written, text])}`,
        request: { key: 'view:V1:3', requester: { userId: 'UANA', channel: 'C1' } },
      },
    ]);
    await until(() => slack.callsOf('chat.postEphemeral').length === 1);
  });

  it('shows what is wrong with a template under its text', async () => {
    saved = () => Promise.resolve({ ok: false, problem: '`a` is wrong.' });
    expect(await deliver('interactive', inTemplate({ type: 'view_submission' }))).toEqual({
      response_action: 'errors',
      errors: { 'template-text:3:1': 'a is wrong.' },
    });
    saved = () => Promise.reject(new Error('database is locked'));
    expect(await deliver('interactive', inTemplate({ type: 'view_submission' }))).toMatchObject({
      errors: { 'template-text:3:1': expect.stringContaining('counts once') as unknown },
    });
  });

  it('shows the window anew when somebody was quicker', async () => {
    const conflict = { author: 'UBO', at: 0, deleted: false, lines: [] };
    const form = { channel: 'C1', name: 'train', base: 4, text: 'a: 1', conflict };
    saved = () => Promise.resolve({ ok: false, window: { kind: 'template-form', form } });
    expect(await deliver('interactive', inTemplate({ type: 'view_submission' }))).toMatchObject({
      response_action: 'update',
      view: { private_metadata: JSON.stringify({ ...written, base: 4 }) },
    });
  });

  it('takes the file that was picked instead of the text', async () => {
    const url_private_download = `${slack.url}/files-pri/F1`;
    const payload = inTemplate({ type: 'view_submission' });
    Object.assign(payload.view.state.values, {
      'template-file:3': { value: { files: [{ id: 'F1', url_private_download }] } },
    });
    slack.on('files-pri/F1', { text: 'c: 3' });
    expect(await deliver('interactive', payload)).toEqual({ response_action: 'clear' });
    expect(seen[0]?.what).toContain('{"text":"c: 3","note":"why"}');
  });

  it('takes a press that asks to check a template', async () => {
    const action = { type: 'button', action_id: 'template-check' };
    const payload = inTemplate({ type: 'block_actions', actions: [action] });
    expect(await deliver('interactive', payload)).toEqual({});
    await until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ what: `check ${JSON.stringify([written, text])}` });
  });

  const homeOpened = (event: object = {}) => ({
    type: 'event_callback',
    event_id: 'Ev9',
    team_id: 'T1',
    event: { type: 'app_home_opened', user: 'UANA', channel: 'D1', tab: 'home', ...event },
  });

  it('notes an opened Home with Slack’s mark of what it shows, and no opened messages', async () => {
    await deliver('events_api', homeOpened());
    await deliver('events_api', homeOpened({ view: { id: 'V1', hash: 'h1' } }));
    await deliver('events_api', homeOpened({ tab: 'messages' }));
    const ana = { userId: 'UANA', teamId: 'T1', channel: 'D1' };
    expect(homes).toEqual([
      { ...ana, mark: undefined },
      { ...ana, mark: 'h1' },
    ]);
  });

  const onHome = (action: object, view: object = {}) => ({
    type: 'block_actions',
    user: { id: 'UANA', team_id: 'T1' },
    team: { id: 'T1' },
    container: { type: 'view', view_id: 'VH' },
    trigger_id: 'trigger-7',
    view: {
      id: 'VH',
      type: 'home',
      hash: 'h1',
      callback_id: '',
      private_metadata: JSON.stringify({ channel: 'D1', home: true }),
      ...view,
    },
    actions: [{ type: 'button', block_id: 'b', ...action }],
  });

  it('takes a press at Home, which has no channel, and answers in a window', async () => {
    expect(await deliver('interactive', onHome(cancelButton))).toEqual({});
    await until(() => slack.callsOf('views.open').length === 1);
    expect(seen).toMatchObject([
      {
        what: { verb: 'cancel', handle: 'a3f9' },
        request: { trigger: 'trigger-7', requester: { channel: 'D1', atHome: true } },
      },
    ]);
    const { trigger_id, view = '' } = slack.callsOf('views.open')[0]?.args ?? {};
    expect(trigger_id).toBe('trigger-7');
    expect(view).toContain('That watch has ended already.');
    expect(slack.callsOf('chat.postEphemeral')).toEqual([]);
  });

  it('opens a window for an answer that takes its time, and says which it is', async () => {
    slack.on('views.open', { body: { ok: true, view: { id: 'V9' } } });
    expect(await bot.windows.openAnswer('trigger-7', note, 'D1')).toEqual({
      ok: true,
      value: 'V9',
    });
    slack.on('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
    expect(await bot.windows.openAnswer('trigger-7', note, 'D1')).toMatchObject({ ok: false });
  });

  it('answers by direct message when the window comes too late', async () => {
    slack.on('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
    await deliver('interactive', onHome(cancelButton));
    await until(() => slack.callsOf('chat.postMessage').length === 1);
    expect(slack.callsOf('chat.postMessage')[0]?.args).toMatchObject({ channel: 'D1' });
  });

  it('answers a press in such a window in the same window', async () => {
    const action = { ...cancelButton, action_id: actionId('launch-anyway') };
    await deliver('interactive', onHome(action, { id: 'V2', callback_id: 'answer' }));
    await until(() => slack.callsOf('views.update').length === 1);
    expect(seen[0]?.what).toEqual({ verb: 'launch-anyway', handle: 'a3f9' });
    expect(slack.callsOf('views.update')[0]?.args).toMatchObject({ view_id: 'V2' });
  });

  it('opens the form of a template, or the choice of one', async () => {
    await deliver('interactive', onHome({ action_id: actionId('home-launch'), value: 'resnet' }));
    await deliver('interactive', onHome({ action_id: actionId('home-launch') }));
    await until(() => seen.length === 2);
    expect(seen).toMatchObject([
      {
        what: { verb: 'launch-form', template: 'resnet' },
        request: { trigger: 'trigger-7', requester: { atHome: true } },
      },
      { what: { verb: 'launch-form' } },
    ]);
  });

  it('counts each press of a button that only opens a form as its own', async () => {
    const pressed = { ...onHome({ action_id: actionId('home-launch'), value: 'resnet' }) };
    await deliver('interactive', { ...pressed, trigger_id: 'trigger-8' });
    await deliver('interactive', { ...pressed, trigger_id: 'trigger-9' });
    await until(() => seen.length === 2);
    expect(new Set(seen.map(({ request }) => request.key)).size).toBe(2);
  });

  it('shows a form that was opened at Home its answer in its place, and a channel’s error', async () => {
    const home = { channel: 'D1', home: true, template: 'train', version: 'v1' };
    const form = inForm({ type: 'view_submission' });
    form.view.private_metadata = JSON.stringify(home);
    Object.assign(form.view.state.values, {
      'channel::': { value: { selected_conversation: 'C7' } },
    });
    expect(await deliver('interactive', form)).toMatchObject({
      response_action: 'update',
      view: { callback_id: 'answer' },
    });
    expect(seen[0]?.what).toContain('"channel":"C7"');
    // Where the answer to what is not decided yet will be.
    expect(seen[0]?.request.requester).toMatchObject({ atHome: true, window: { id: 'V1' } });
    submitted = () => Promise.resolve({ ok: true, answer: undefined });
    expect(JSON.stringify(await deliver('interactive', form))).toContain('One moment');
    submitted = () =>
      Promise.resolve({ ok: false, problems: { parameters: {}, channel: 'Not `there`.' } });
    expect(await deliver('interactive', form)).toEqual({
      response_action: 'errors',
      errors: { 'channel::': 'Not there.' },
    });
  });

  it('only acks a link, and what has an unknown shape', async () => {
    expect(await deliver('interactive', press({ action_id: 'link-console' }))).toEqual({});
    expect(await deliver('interactive', press({ name: 'legacy' }))).toEqual({});
    expect([seen, slack.callsOf('response_url')]).toEqual([[], []]);
  });

  it.each([
    ['a message shortcut', { type: 'message_action', callback_id: 'x', user: { id: 'UANA' } }],
    ['a global shortcut', { type: 'shortcut', callback_id: 'x', user: { id: 'UANA' } }],
    [
      'a submitted view',
      { type: 'view_submission', view: { callback_id: 'x' }, user: { id: 'UANA' } },
    ],
    ['a closed view', { type: 'view_closed', view: { callback_id: 'x' }, user: { id: 'UANA' } }],
  ])('acks %s that nobody handles', async (_name, payload) => {
    await deliver('interactive', { team: { id: 'T1' }, ...payload });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'an interaction nobody handles' }),
    );
  });

  const direct = (event: object = {}) => ({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev2',
    event: {
      type: 'message',
      channel_type: 'im',
      user: 'UANA',
      text: 'list mine',
      ts: '2.0',
      event_ts: '2.0',
      channel: 'D1',
      ...event,
    },
  });
  const changed = (message: object, event: object = {}) =>
    direct({
      subtype: 'message_changed',
      hidden: true,
      user: undefined,
      text: undefined,
      ts: '3.0',
      message: { type: 'message', user: 'UANA', text: 'list all', ts: '2.0', ...message },
      ...event,
    });

  it('takes what is written to it directly, by the message and without a mention', async () => {
    await deliver('events_api', direct({ thread_ts: '1.0' }));
    await until(() => seen.length === 1);
    expect(seen[0]).toEqual({
      what: '/job list mine @1.0',
      request: {
        key: 'message:D1:2.0',
        requester: { userId: 'UANA', teamId: 'T1', channel: 'D1', threadTs: '1.0' },
      },
    });
  });

  it.each([
    ['beginning with its mention', direct({ text: '<@UBOT>: list' }), '/job list @channel'],
    ['with a file', direct({ subtype: 'file_share' }), '/job list mine @channel'],
    ['edited by its author', changed({ edited: { user: 'UANA', ts: '3.0' } }), 'edited'],
  ])('hears a direct message %s', async (_, event, what) => {
    await deliver('events_api', event);
    expect(seen).toMatchObject([{ what }]);
    if (what === 'edited') expect(seen[0]?.request.key).toBe('edited:D1:2.0');
  });

  it.each([
    ['its own', direct({ user: 'UBOT', bot_id: 'BBOT' })],
    ['of another bot', direct({ bot_id: 'BOTHER' })],
    ['of a workflow in the name of a person', direct({ bot_id: 'B9', user: 'UANA' })],
    ['of another subtype', direct({ subtype: 'message_deleted', deleted_ts: '2.0' })],
    ['of a name that was changed', direct({ subtype: 'channel_name' })],
    ['its own, edited', changed({ user: 'UBOT', bot_id: 'BBOT', edited: { user: 'UBOT' } })],
    ['with a link that was unfurled', changed({})],
    ['without an author', direct({ user: undefined })],
    ['in a channel', direct({ channel_type: 'channel', channel: 'C1', text: '<@UBOT> list' })],
    ['in a group of people', direct({ channel_type: 'mpim', channel: 'G1' })],
  ])('ignores a message %s', async (_, event) => {
    expect(await deliver('events_api', event)).toEqual({});
    await deliver('events_api', mention());
    await until(() => seen.length > 0);
    expect(seen).toMatchObject([{ what: '/job cancel too slow @1.0' }]);
  });

  const mention = (event: object = {}) => ({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: {
      type: 'app_mention',
      user: 'UANA',
      text: '<@UBOT> cancel too slow',
      ts: '2.0',
      channel: 'C1',
      thread_ts: '1.0',
      ...event,
    },
  });

  it('takes what is said to it in a thread, by the message and not by its delivery', async () => {
    await deliver('events_api', mention());
    await until(() => seen.length === 1);
    expect(seen[0]).toEqual({
      what: '/job cancel too slow @1.0',
      request: {
        key: 'message:C1:2.0',
        requester: { userId: 'UANA', teamId: 'T1', channel: 'C1', threadTs: '1.0' },
      },
    });
  });

  it.each([
    ['a colon after its name', { text: '<@UBOT>: list' }, '/job list'],
    ['a comma after its name', { text: '<@UBOT>, list' }, '/job list'],
    ['a file besides', { text: '<@UBOT> list', subtype: 'file_share' }, '/job list'],
    ['a reply shown in the channel', { subtype: 'thread_broadcast' }, '/job cancel too slow'],
    ['an edit', { edited: { user: 'UANA', ts: '3.0' } }, 'edited'],
  ])('hears a mention with %s', async (_, event, what) => {
    await deliver('events_api', mention(event));
    expect(seen).toMatchObject([{ what: expect.stringContaining(what) as string }]);
  });

  it.each([
    ['prose that names it', { text: 'stop worrying, <@UBOT> tells us when it is done' }],
    ['a reply that does not name it', { text: 'stop by my interactions when it is done' }],
    ['an edit of prose', { text: 'thanks to <@UBOT>', edited: { user: 'UANA', ts: '3.0' } }],
    ['a workflow or another app in a person’s name', { bot_id: 'BWORKFLOW' }],
    ['nobody', { user: undefined }],
    ['what somebody does', { subtype: 'me_message' }],
    ['its own message', { user: 'UBOT' }],
  ])('does not hear %s', async (_, event) => {
    await deliver('events_api', mention(event));
    expect(seen).toEqual([]);
    expect(slack.callsOf('chat.postEphemeral')).toEqual([]);
  });

  it('acks what is said when it is stored, and leaves it to come again when it can’t be', async () => {
    const work = Promise.withResolvers<Answer | undefined>();
    reply = () => work.promise;
    const acked = deliver('events_api', mention());
    const first = await Promise.race([
      acked.then(() => 'acked'),
      until(() => seen.length === 1).then(() => 'in hand'),
    ]);
    expect(first).toBe('in hand');
    work.resolve(undefined);
    await acked;
    reply = () => Promise.reject(new Error('database is locked'));
    // Over HTTP it is told to come again, over a socket it is left without an answer.
    const lost = deliver('events_api', mention()).then(
      () => 'acked',
      () => 'left',
    );
    await until(() =>
      log.lines.some(({ message }) => message === 'what was said could not be stored'),
    );
    expect(await Promise.race([lost, Promise.resolve('left')])).toBe('left');
  });

  it('shows the job of a message by its shortcut', async () => {
    const payload = {
      type: 'message_action',
      callback_id: 'job_actions',
      user: { id: 'UANA', team_id: 'T1' },
      channel: { id: 'C1' },
      message: { ts: '3.0', thread_ts: '1.0' },
      trigger_id: 'trigger-9',
    };
    await deliver('interactive', payload);
    await until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ what: '/job  @1.0', request: { trigger: 'trigger-9' } });
  });

  it('notes the channels it joins, not those others join', async () => {
    const joined = (user: string, channel: string) =>
      deliver('events_api', {
        type: 'event_callback',
        team_id: 'T1',
        event: { type: 'member_joined_channel', user, channel },
      });
    await joined('UANA', 'C1');
    await joined('UBOT', 'C2');
    await until(() => opened.length > 0);
    expect(opened).toEqual(['C2']);
  });

  it('acks what it has in hand before it stops, and waits for it', async () => {
    const work = Promise.withResolvers<Answer | undefined>();
    reply = () => work.promise;
    const acked = deliver('slash_commands', command());
    await until(() => seen.length === 1);
    const stopped = bot.stopTaking();
    expect(await bot.drain(10)).toBe(false);
    work.resolve(note);
    await stopped;
    expect(await acked).toMatchObject({
      text: expect.stringContaining('That watch has ended already.') as unknown,
    });
    expect(await bot.drain(1_000)).toBe(true);
  });

  it('logs no token, no response_url and no text', async () => {
    await deliver('slash_commands', command({ text: 'launch secret=hunter2' }));
    await deliver('interactive', press({ action_id: 'unknown', value: 'x' }));
    const lines = JSON.stringify(log.lines);
    for (const word of ['xoxb-', 'xapp-', 'hunter2', 'response_url']) {
      expect(lines).not.toContain(word);
    }
  });
});

describe('work that is slow', () => {
  it('is owned up to in time in both modes, and its answer follows', async () => {
    bot = createBot(socketMode);
    await bot.start();
    const other = createBot(httpMode);
    port = await other.listen();
    await other.start();
    const work = Promise.withResolvers<Answer | undefined>();
    reply = () => work.promise;
    const begun = performance.now();
    const [bySocket, , byPost] = await Promise.all([
      slack.send('slash_commands', command()),
      slack.send('interactive', press(cancelButton)),
      byHttp('slash_commands', command()),
      byHttp('interactive', press(cancelButton)),
    ]);
    expect(performance.now() - begun).toBeLessThan(2_950);
    const late = { text: expect.stringContaining('before you repeat it') as unknown };
    expect([bySocket, byPost]).toMatchObject([late, late]);
    work.resolve(note);
    await until(() => {
      const told = slack
        .callsOf('response_url')
        .filter(({ args }) => args.json?.includes('That watch has ended already.'));
      return told.length === 4;
    });
    await other.stop();
  });
});

describe('what Socket Mode brings', () => {
  beforeEach(async () => {
    bot = createBot(socketMode);
    await bot.start();
  });

  const event = (type: unknown) => ({ type: 'event_callback', team_id: 'T1', event: { type } });

  it.each<[string, string, unknown]>([
    ['an event of nothing', 'events_api', undefined],
    ['an event that is null', 'events_api', { type: 'event_callback', event: null }],
    ['an event of no type', 'events_api', { type: 'event_callback', event: {} }],
    ['an event named as the library’s own', 'events_api', event('ws_message')],
    ['an event named as the connection’s end', 'events_api', event('disconnected')],
    ['an interaction of nothing', 'interactive', null],
    ['an interaction of no kind', 'interactive', { type: 'brand_new' }],
    ['a command that is text', 'slash_commands', 'x'],
    ['an envelope of a new kind', 'brand_new', { a: 1 }],
    ['an envelope named as the connection’s end', 'close', {}],
    ['an envelope named as an error', 'error', {}],
  ])('is acked in whatever shape: %s', async (_name, type, payload) => {
    await slack.send(type, payload);
    expect(await slack.send('slash_commands', command())).toMatchObject({
      text: expect.stringContaining('That watch has ended already.') as unknown,
    });
    expect(slack.callsOf('apps.connections.open')).toHaveLength(1);
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', '{"type":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an event without an envelope', '{"type":"events_api"}'],
    ['an envelope whose id is a number', '{"type":"events_api","envelope_id":7}'],
    ['bytes', Buffer.from([0, 159, 146, 150])],
  ])('is skipped where it is no envelope: %s', async (_name, data) => {
    slack.sendRaw(data);
    expect(await slack.send('slash_commands', command())).toMatchObject({
      text: expect.stringContaining('That watch has ended already.') as unknown,
    });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'Socket Mode brought something I can’t read' }),
    );
  });
});

describe('signed HTTP', () => {
  it('refuses an event that could not be stored, so that Slack repeats it', async () => {
    bot = createBot(httpMode);
    port = await bot.listen();
    await bot.start();
    reply = () => Promise.reject(new Error('database is locked'));
    const event = {
      type: 'app_mention',
      user: 'UANA',
      text: '<@UBOT> x',
      ts: '2.0',
      channel: 'C1',
    };
    const body = { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event };
    expect((await postSigned(port, secret, body)).status).toBe(503);
  });

  it('refuses a bad signature', async () => {
    bot = createBot(httpMode);
    port = await bot.listen();
    await bot.start();
    const bad = await postSigned(port, secret, new URLSearchParams(command()), 'v0=00');
    expect([bad.status, seen]).toEqual([401, []]);
  });

  it('puts Slack off until the bot knows who it is', async () => {
    bot = createBot(httpMode);
    port = await bot.listen();
    const early = await postSigned(port, secret, new URLSearchParams(command()));
    expect([early.status, seen]).toEqual([503, []]);
  });
});

describe('starting', () => {
  it.each([
    ['auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'token_revoked', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'account_inactive', 'SLACK_BOT_TOKEN'],
    ['apps.connections.open', 'invalid_auth', 'SLACK_APP_TOKEN'],
    ['apps.connections.open', 'not_allowed_token_type', 'SLACK_APP_TOKEN'],
  ])('is refused when %s says %s', async (method, error, variable) => {
    slack.on(method, { body: { ok: false, error } });
    bot = createBot(socketMode);
    const failure: unknown = await bot.start().catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(SlackRefusedError);
    expect(String(failure)).toContain(variable);
    expect(bot.works()).toBe(false);
  });

  it('serves health while Slack can’t be reached, and succeeds once it is back', async () => {
    const { apiUrl, url } = slack;
    await slack.stop();
    bot = createBot(socketMode, apiUrl);
    port = await bot.listen();
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    expect(bot.works()).toBe(false);
    slack = await startFakeSlack(Number(new URL(url).port));
    await bot.start();
    expect(bot.works()).toBe(true);
  });

  it('tries again after a connection that could not be opened', async () => {
    slack.on('apps.connections.open', (_, nth) =>
      nth === 1 ? { status: 503, text: 'upstream' } : undefined,
    );
    bot = createBot(socketMode);
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
    await bot.start();
    expect([bot.works(), slack.sockets()]).toEqual([true, 1]);
  });

  it('does not take an open socket without a greeting for a connection', async () => {
    slack.on('apps.connections.open', {
      body: { ok: true, url: slack.url.replace('http', 'ws').replace(/:\d+$/, ':1') },
    });
    bot = createBot(socketMode);
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
  });
});

describe('a Socket Mode connection that is lost', () => {
  beforeEach(async () => {
    bot = createBot(socketMode);
    await bot.start();
  });

  it('is replaced at once', async () => {
    slack.dropSockets();
    await until(() => slack.callsOf('apps.connections.open').length === 2 && bot.works());
    expect(await slack.send('slash_commands', command())).toMatchObject({
      text: expect.stringContaining('That watch has ended already.') as unknown,
    });
  });

  it('is replaced at once when Slack asks for it', async () => {
    void slack.send('disconnect', { reason: 'refresh_requested' });
    await until(() => slack.callsOf('apps.connections.open').length === 2);
    await until(() => bot.works() && slack.sockets() === 1);
  });

  it('shows while it can’t be replaced, and is replaced in the end', async () => {
    slack.on('apps.connections.open', (_, nth) =>
      nth === 2 ? { body: { ok: false, error: 'invalid_auth' } } : undefined,
    );
    slack.dropSockets();
    await until(() => !bot.works());
    await until(() => bot.works());
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'Socket Mode is not connected' }),
    );
  });

  it('is not replaced after a stop', async () => {
    await bot.stopTaking();
    await until(() => slack.sockets() === 0);
    expect(slack.callsOf('apps.connections.open')).toHaveLength(1);
    expect(bot.works()).toBe(false);
  });
});

describe('a token revoked while the bot runs', () => {
  it('shows until it is good again', async () => {
    bot = createBot(httpMode, slack.apiUrl, 500);
    await bot.start();
    slack.on('auth.test', (_, nth) =>
      nth === 2 ? { body: { ok: false, error: 'token_revoked' } } : undefined,
    );
    await until(() => !bot.works());
    await until(() => bot.works());
  });
});
