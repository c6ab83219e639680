import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { createAnswerer } from '../../../app/slack/client/answerer.ts';
import type { Answerer } from '../../../app/usecase/ports/slack.ts';
import { startFakeSlack, type FakeSlack } from '../fake-slack.ts';
import { requester, memoryLog, clientOf, renderContexts } from '../values.ts';
import { pageOf as auditPage } from '../../blocks/audit-samples.ts';

let slack: FakeSlack;
let answerer: Answerer;
let log: ReturnType<typeof memoryLog>;
let pauses: number[];

beforeEach(async () => {
  slack = await startFakeSlack();
  log = memoryLog();
  pauses = [];
  answerer = createAnswerer({
    client: clientOf(slack, { log }),
    contexts: renderContexts(),
    timeoutMs: 3_000,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    log,
  });
});
afterEach(() => slack.stop());

const note = { kind: 'note', note: { kind: 'watch-ended-before' } } as const;
const launch: Launch = {
  id: 'l1',
  requestKey: 'command:1',
  handle: 'a3f9',
  state: 'accepted',
  template: { name: 'hello', version: 'v1' },
  parameters: {},
  target: { project: 'ml-prod', location: 'us-central1' },
  body: { displayName: 'hello', jobSpec: {} },
  requester,
  requestedAt: 1_700_000_000_000,
  attempts: 0,
};
const list: Answer = {
  kind: 'list',
  filter: { scope: 'here' },
  rows: [{ card: { launch } }],
  total: 1,
  newer: 0,
  targets: [],
  parked: { named: [], others: 0 },
  turned: false,
};
const at = () => ({ ...requester, responseUrl: `${slack.url}/response_url` });
const methods = () => slack.calls.map(({ method }) => method);

describe('answering one person', () => {
  it('takes the response_url and leaves the message they acted on alone', async () => {
    await answerer.answer(at(), note);
    expect(methods()).toEqual(['response_url']);
    expect(JSON.parse(slack.calls[0]?.args.json ?? '')).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringContaining('That watch has ended already') as unknown,
    });
  });

  it('puts what settles a question in its place, and nothing else', async () => {
    const asked = { ...at(), asked: true } as const;
    const done = { kind: 'cancel-stored', handle: 'a3f9', displayName: 'hello' } as const;
    for (const [who, answer] of [
      [asked, done],
      [asked, { kind: 'let-run', card: { launch } }],
      [asked, { kind: 'launch-stored', handle: 'a3f9', displayName: 'hello' }],
      [asked, { kind: 'not-launched' }],
      [asked, note],
      [at(), done],
    ] as const) {
      await answerer.answer(who, answer);
    }
    const replaced = slack.calls.map(({ args }) => args.json?.includes('"replace_original":true'));
    expect(replaced).toEqual([true, true, true, true, false, false]);
  });

  it.each([
    ['expired', { status: 404, text: 'expired_url' }],
    ['used up', { body: { ok: false, error: 'used_url' } }],
  ])('whispers in the channel when the response_url is %s', async (_, behaviour) => {
    slack.on('response_url', behaviour);
    await answerer.answer(at(), note);
    expect(methods()).toEqual(['response_url', 'chat.postEphemeral']);
    expect(slack.calls[1]?.args).toMatchObject({ channel: 'C1', user: 'UANA' });
  });

  it('whispers when there never was a response_url', async () => {
    await answerer.answer(requester, note);
    expect(methods()).toEqual(['chat.postEphemeral']);
  });

  it('writes a direct message where the bot may not whisper', async () => {
    slack.on('chat.postEphemeral', { body: { ok: false, error: 'user_not_in_channel' } });
    await answerer.answer(requester, note);
    expect(methods()).toEqual(['chat.postEphemeral', 'conversations.open', 'chat.postMessage']);
  });

  it('tries again what may pass, as long as Slack says', async () => {
    slack.on('response_url', (_, nth) =>
      nth === 1 ? { status: 429, headers: { 'retry-after': '2' }, body: {} } : undefined,
    );
    await answerer.answer(at(), note);
    expect(methods()).toEqual(['response_url', 'response_url']);
    expect(pauses).toEqual([2_000]);
  });

  it('gives up one way after three tries, and does not wait for ever', async () => {
    slack.on('response_url', { status: 503, text: '' });
    slack.on('chat.postEphemeral', {
      status: 429,
      headers: { 'retry-after': '60' },
      body: { ok: false },
    });
    await answerer.answer(at(), note);
    expect(methods()).toEqual([
      'response_url',
      'response_url',
      'response_url',
      'chat.postEphemeral',
      'conversations.open',
      'chat.postMessage',
    ]);
    expect(pauses).toEqual([500, 1_000]);
  });

  it('shows another page of a list in the place of the one whose button was pressed', async () => {
    await answerer.answer({ ...at(), threadTs: '1.5' }, { ...list, turned: true });
    expect(methods()).toEqual(['response_url']);
    const sent = JSON.parse(slack.calls[0]?.args.json ?? '') as object;
    expect(sent).toMatchObject({ replace_original: true });
    expect(Object.keys(sent).sort()).toEqual(['blocks', 'replace_original', 'text']);
  });

  it('shows another page of the audit in the place of the one whose button was pressed', async () => {
    for (const turned of [true, false]) await answerer.answer(at(), auditPage([], { turned }));
    const sent = slack.calls.map(({ args }) => JSON.parse(args.json ?? '') as object);
    expect(sent).toMatchObject([{ replace_original: true }, { replace_original: false }]);
  });

  it('stays in the thread where it was asked', async () => {
    await answerer.answer({ ...at(), threadTs: '1.5' }, list);
    expect(JSON.parse(slack.calls[0]?.args.json ?? '')).toMatchObject({
      replace_original: false,
      thread_ts: '1.5',
    });
  });

  it.each([
    ['response_url', { status: 400, text: 'invalid_blocks' }],
    ['response_url', { body: { ok: false, error: 'invalid_attachments' } }],
    ['chat.postEphemeral', { body: { ok: false, error: 'invalid_blocks' } }],
  ])('shows a list without a table where %s takes none', async (method, refusal) => {
    slack.on(method, (_, nth) => (nth === 1 ? refusal : undefined));
    await answerer.answer(method === 'response_url' ? at() : requester, list);
    const sent = slack.callsOf(method).map(({ args }) => JSON.stringify(args));
    expect(sent.map((one) => one.includes('table'))).toEqual([true, false]);
    expect(sent[1]).toContain('static_select');
  });

  it('shows plain text where the form is refused', async () => {
    slack.on('chat.postEphemeral', (_, nth) =>
      nth === 1 ? { body: { ok: false, error: 'invalid_blocks' } } : undefined,
    );
    await answerer.answer(requester, note);
    expect(slack.callsOf('chat.postEphemeral')[1]?.args.blocks).toBe('[]');
  });

  it('never throws, and never logs the response_url', async () => {
    const url = at().responseUrl;
    await slack.stop();
    await answerer.answer({ ...requester, responseUrl: url }, note);
    expect(log.lines.at(-1)).toEqual({
      level: 'error',
      message: 'an answer reached nobody',
      fields: { user: 'UANA', channel: 'C1' },
    });
    expect(JSON.stringify(log.lines)).not.toContain(url);
    slack = await startFakeSlack();
  });
});
