// The whole adapter, over real HTTP and WebSockets, at a Slack of the test's own.

import { beforeEach, describe, expect, onTestFinished } from 'vitest';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { createHttpServer } from '../../app/http/server.ts';
import { createSlack, type Slack, type SlackMode } from '../../app/slack/app.ts';
import type { HomeOpened } from '../../app/usecase/ports/store/home.ts';
import type {
  Action,
  Interactions,
  Request,
  Submitted,
  TemplateSubmitted,
} from '../../app/usecase/ports/interactions.ts';
import { postSigned, startFakeSlack, type FakeSlack } from './fake-slack.ts';
import { memoryLog } from './values.ts';

export const signingSecret = 'signing-secret';
export const socketMode = { kind: 'socket', appToken: 'xapp-test' } as const;
export const httpMode = { kind: 'http', signingSecret } as const;

/** What every request is answered, unless a test says otherwise; `noteText` is in its text. */
export const note = { kind: 'note', note: { kind: 'watch-ended-before' } } as const;
export const noteText = 'That watch has ended already.';

type Received = { readonly request: Request; readonly what: Action | string };
type Payload = 'slash_commands' | 'interactive' | 'events_api';

/** What a test says the use cases answer. */
type Script = {
  reply: () => Promise<Answer | undefined>;
  submitted: () => Promise<Submitted>;
  saved: () => Promise<TemplateSubmitted>;
};

/** The use cases: they note what they are asked, and answer as `script` says. */
function createInteractions() {
  const seen: Received[] = [];
  const channelsOpened: string[] = [];
  const homesOpened: HomeOpened[] = [];
  const script: Script = {
    reply: () => Promise.resolve(note),
    submitted: () => Promise.resolve({ ok: true, answer: note }),
    saved: () => Promise.resolve({ ok: true, answer: note }),
  };
  const see = (request: Request, what: Action | string) => void seen.push({ request, what });
  const interactions: Interactions = {
    command(request, command, text) {
      see(request, `${command} ${text}`);
      return script.reply();
    },
    async hear(request, command, { text, rootTs }) {
      see(request, `${command} ${text} @${rootTs ?? 'channel'}`);
      await script.reply();
    },
    async hearEdit(request) {
      see(request, 'edited');
      await script.reply();
    },
    showThread(request, command, rootTs) {
      see(request, `${command}  @${rootTs}`);
      return script.reply();
    },
    press(request, action) {
      see(request, action);
      return script.reply();
    },
    homeOpened(home) {
      homesOpened.push(home);
      return Promise.resolve();
    },
    chooseTemplate(request, window, template) {
      see(request, `choose ${template} in ${window.id}/${window.hash}`);
    },
    previewForm(request, ...form) {
      see(request, `preview ${JSON.stringify(form)}`);
    },
    priceForm(request, window, ...form) {
      see(request, `price in ${window.id}/${window.hash} ${JSON.stringify(form)}`);
    },
    submitForm(request, ...form) {
      see(request, `submit ${JSON.stringify(form)}`);
      return script.submitted();
    },
    checkTemplate(request, ...form) {
      see(request, `check ${JSON.stringify(form)}`);
    },
    submitTemplate(request, ...form) {
      see(request, `save ${JSON.stringify(form)}`);
      return script.saved();
    },
    submitDeny(request, ...denial) {
      see(request, `deny ${JSON.stringify(denial)}`);
      return script.reply();
    },
    channelOpened(channel) {
      channelsOpened.push(channel);
      return Promise.resolve();
    },
  };
  return { interactions, seen, channelsOpened, homesOpened, script };
}

/** Posts a payload as Slack does over HTTP; resolves with what was acked. */
async function postPayload(port: number, type: Payload, payload: object): Promise<unknown> {
  const body = {
    events_api: () => payload,
    slash_commands: () => new URLSearchParams(payload as Record<string, string>),
    interactive: () => new URLSearchParams({ payload: JSON.stringify(payload) }),
  }[type]();
  const response = await postSigned(port, signingSecret, body);
  expect(response.status).toBe(200);
  const text = await response.text();
  return text === '' ? {} : text.startsWith('{') ? (JSON.parse(text) as unknown) : { text };
}

/** The adapter with the server that its requests over HTTP come to. */
export type Bot = Slack &
  Omit<ReturnType<typeof createInteractions>, 'interactions'> & {
    readonly slack: FakeSlack;
    readonly log: ReturnType<typeof memoryLog>;
    /** The port of its server. */
    readonly port: number;
    /** Delivers a payload in the bot's mode; resolves with what was acked. */
    deliver(type: Payload, payload: object): Promise<unknown>;
    command(fields?: Readonly<Record<string, string>>): Record<string, string>;
    press(action: object, fields?: object): object;
  };

type Options = {
  readonly slack?: FakeSlack;
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
};

/** Makes a bot whose server listens. It is not started, and is stopped when the test ends, with its Slack. */
export async function createBot(mode: SlackMode, options: Options = {}): Promise<Bot> {
  const slack = options.slack ?? (await startFakeSlack());
  const log = memoryLog();
  const { interactions, ...asked } = createInteractions();
  const made = createSlack({
    mode,
    botToken: 'xoxb-test',
    apiUrl: slack.apiUrl,
    timeoutMs: 1_000,
    ...options,
    alone: true,
    log,
    clock: () => 1_700_000_000_000,
    newId: () => 'token',
  });
  made.take(interactions);
  const server = createHttpServer({ port: 0, log });
  const live = { path: '/health/live', method: ['GET', 'HEAD'] };
  server.serve([{ ...live, handler: (_, response) => void response.end('ok') }, ...made.routes]);
  const port = await server.listen();
  onTestFinished(async () => {
    await made.stop();
    await server.stop();
    await slack.stop();
  });
  const responseUrl = `${slack.url}/response_url`;
  return {
    ...made,
    ...asked,
    slack,
    log,
    port,
    async stopTaking() {
      await made.stopTaking();
      if (mode.kind === 'http') server.stopTaking();
    },
    deliver: (type, payload) =>
      mode.kind === 'socket' ? slack.send(type, payload) : postPayload(port, type, payload),
    command: (fields) => ({
      command: '/job',
      text: 'list',
      trigger_id: 'trigger-1',
      user_id: 'UANA',
      team_id: 'T1',
      channel_id: 'C1',
      response_url: responseUrl,
      ...fields,
    }),
    press: (action, fields) => ({
      type: 'block_actions',
      user: { id: 'UANA', team_id: 'T1' },
      team: { id: 'T1' },
      channel: { id: 'C1' },
      container: { type: 'message', channel_id: 'C1', message_ts: '1.2' },
      response_url: responseUrl,
      trigger_id: 'trigger-2',
      actions: [{ type: 'button', block_id: 'b', ...action }],
      ...fields,
    }),
  };
}

/** A bot that takes requests. */
export async function startBot(mode: SlackMode, options?: Options): Promise<Bot> {
  const bot = await createBot(mode, options);
  await bot.start();
  return bot;
}

/** Runs a suite in both modes, with a bot for each test. */
export function inEachMode(define: (bot: () => Bot) => void): void {
  describe.each<[string, SlackMode]>([
    ['Socket Mode', socketMode],
    ['signed HTTP', httpMode],
  ])('in %s', (_, mode) => {
    let bot: Bot;
    beforeEach(async () => {
      bot = await startBot(mode);
    });
    define(() => bot);
  });
}
