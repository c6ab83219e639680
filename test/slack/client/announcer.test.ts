import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnnouncer } from '../../../app/slack/client/announcer.ts';
import { whoAmI } from '../../../app/slack/client/web.ts';
import type { Announcer } from '../../../app/usecase/ports/slack.ts';
import { startFakeSlack, type FakeSlack, refused } from '../fake-slack.ts';
import { card, memoryLog, clientOf, renderContexts } from '../values.ts';

let slack: FakeSlack;
let announcer: Announcer;
let log: ReturnType<typeof memoryLog>;

beforeEach(async () => {
  slack = await startFakeSlack();
  log = memoryLog();
  const client = clientOf(slack, { timeoutMs: 500, log });
  const us = await whoAmI(client);
  announcer = createAnnouncer({
    client,
    contexts: renderContexts(),
    identity: () => us,
    echo: { posted: () => undefined },
    log,
  });
});
afterEach(() => slack.stop());

const root = { kind: 'card', card } as const;
const reply = {
  card,
  possiblyRepeated: false,
  updates: [{ kind: 'launch-cancelled', at: 1_700_000_000_000, by: 'UANA' }],
} as const;
const accepted = { kind: 'accepted', ts: '1700000000.000100' };

describe('posting', () => {
  it('posts a card with its delivery id as metadata, without unfurling', async () => {
    expect(await announcer.postRoot('C1', root, 'd-1', false)).toEqual(accepted);
    const [call] = slack.callsOf('chat.postMessage');
    expect(call?.args).toMatchObject({
      channel: 'C1',
      unfurl_links: 'false',
      unfurl_media: 'false',
      metadata: '{"event_type":"vertex_job_update","event_payload":{"delivery_id":"d-1"}}',
    });
    expect(call?.args.text).toContain('resnet');
    expect(call?.args).not.toHaveProperty('thread_ts');
  });

  it('replies in the thread of the root', async () => {
    expect(await announcer.postReply('C1', '1.2', reply, 'd-2')).toEqual(accepted);
    const [call] = slack.callsOf('chat.postMessage');
    expect(call?.args).toMatchObject({ thread_ts: '1.2' });
    expect(call?.args.metadata).toContain('d-2');
  });

  it('shows a reply in the channel, too, where that is asked for', async () => {
    await announcer.postReply('C1', '1.2', reply, 'd-2');
    await announcer.postReply('C1', '1.2', { ...reply, broadcast: true }, 'd-3');
    const [plain, shown] = slack.callsOf('chat.postMessage');
    expect(plain?.args).not.toHaveProperty('reply_broadcast');
    expect(shown?.args).toMatchObject({ thread_ts: '1.2', reply_broadcast: 'true' });
    await announcer.editReply('C1', '1.2', { ...reply, broadcast: true });
    expect(slack.callsOf('chat.update')[0]?.args).not.toHaveProperty('reply_broadcast');
  });

  it('posts a digest as any root', async () => {
    const digest = { kind: 'burst', at: 0, ends: { SUCCEEDED: 7 }, failed: [] } as const;
    const view = { channel: 'C1', digest: { ...digest, failed: [] }, launches: new Map() };
    await announcer.postRoot('C1', { kind: 'digest', digest: view }, 'd-4', false);
    const [call] = slack.callsOf('chat.postMessage');
    expect(call?.args.text).toContain('7 jobs ended at once');
    expect(call?.args.metadata).toContain('d-4');
  });

  it('says when a card may be there twice', async () => {
    await announcer.postRoot('C1', root, 'd-3', true);
    expect(slack.callsOf('chat.postMessage')[0]?.args.text).toContain('Possibly repeated');
  });

  it('sends once, whatever happens', async () => {
    slack.on('chat.postMessage', { mischief: 'hang' });
    expect(await announcer.postRoot('C1', root, 'd-4', false)).toMatchObject({ kind: 'in-doubt' });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('takes an "ok" without a timestamp as unknown', async () => {
    slack.on('chat.postMessage', { body: { ok: true } });
    expect(await announcer.postRoot('C1', root, 'd-5', false)).toMatchObject({ kind: 'in-doubt' });
  });
});

describe('a message whose form is refused', () => {
  it('goes out as plain text under the same delivery id, and is logged', async () => {
    slack.on('chat.postMessage', (_, nth) => (nth === 1 ? refused('invalid_blocks') : undefined));
    expect(await announcer.postReply('C1', '1.2', reply, 'd-1')).toEqual(accepted);
    const [first, second] = slack.callsOf('chat.postMessage');
    expect(second?.args).toMatchObject({ blocks: '[]', metadata: first?.args.metadata });
    expect(second?.args.text).toBe(first?.args.text);
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'Slack refused the form of a message: sending it in a plainer one',
      fields: { why: 'invalid_blocks' },
    });
  });

  it('is not there when even its text is refused', async () => {
    slack.on('chat.postMessage', refused('msg_too_long'));
    expect(await announcer.postReply('C1', '1.2', reply, 'd-1')).toEqual({
      kind: 'not-sent',
      why: 'msg_too_long',
    });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
  });

  it('is in doubt when the plain form is', async () => {
    slack.on('chat.postMessage', (_, nth) =>
      nth === 1 ? refused('invalid_blocks') : refused('fatal_error'),
    );
    expect(await announcer.postRoot('C1', root, 'd-1', false)).toMatchObject({ kind: 'in-doubt' });
  });
});

describe('editing', () => {
  it('leaves the metadata alone and keeps the text within what an edit may have', async () => {
    const long = {
      ...card,
      launch: { ...card.launch, body: { displayName: '😀'.repeat(9_000), jobSpec: {} } },
    };
    expect(await announcer.editRoot('C1', '1.2', { kind: 'card', card: long }, false)).toEqual(
      accepted,
    );
    const [call] = slack.callsOf('chat.update');
    expect(call?.args).not.toHaveProperty('metadata');
    expect(call?.args.ts).toBe('1.2');
    expect(call?.args.text?.length).toBeLessThanOrEqual(4_000);
  });

  it('shows a reply anew', async () => {
    const reply = { updates: [], card, possiblyRepeated: false };
    expect(await announcer.editReply('C1', '1.3', reply)).toEqual(accepted);
    expect(slack.callsOf('chat.update')[0]?.args.ts).toBe('1.3');
  });

  it('finds that the root is gone', async () => {
    slack.on('chat.update', refused('message_not_found'));
    expect(await announcer.editRoot('C1', '1.2', root, false)).toEqual({ kind: 'root-gone' });
  });
});

const own = (ts: string, delivery: string, from: object = { user: 'UBOT', bot_id: 'BBOT' }) => ({
  ts,
  ...from,
  metadata: { event_type: 'vertex_job_update', event_payload: { delivery_id: delivery } },
});

describe('looking for an earlier delivery', () => {
  it('reads a thread page by page', async () => {
    slack.on('conversations.replies', ({ args }) =>
      args.cursor === 'next'
        ? { body: { ok: true, messages: [own('3.3', 'd-1')] } }
        : {
            body: {
              ok: true,
              messages: [{ ts: '1.2', text: 'root' }, own('2.2', 'd-0')],
              response_metadata: { next_cursor: 'next' },
            },
          },
    );
    expect(await announcer.find('C1', '1.2', 'd-1', 1_700_000_000_000)).toEqual({
      kind: 'found',
      ts: '3.3',
    });
    expect(slack.callsOf('conversations.replies')[0]?.args).toMatchObject({
      channel: 'C1',
      ts: '1.2',
      include_all_metadata: 'true',
      // Five minutes before, for clocks that differ.
      oldest: '1699999700.000000',
    });
  });

  it('reads the roots of a channel', async () => {
    slack.on('conversations.history', { body: { ok: true, messages: [own('4.4', 'd-9')] } });
    expect(await announcer.find('C1', undefined, 'd-9', 0)).toEqual({ kind: 'found', ts: '4.4' });
  });

  it.each(['thread_not_found', 'message_not_found'])(
    'reads the channel where the root is gone (%s): there Slack posts a reply to it',
    async (gone) => {
      slack.on('conversations.replies', refused(gone));
      slack.on('conversations.history', { body: { ok: true, messages: [own('4.4', 'd-9')] } });
      expect(await announcer.find('C1', '1.2', 'd-9', 0)).toEqual({ kind: 'found', ts: '4.4' });
      expect(await announcer.find('C1', '1.2', 'd-8', 0)).toEqual({ kind: 'absent' });
      slack.on('conversations.history', refused('missing_scope'));
      expect(await announcer.find('C1', '1.2', 'd-8', 0)).toMatchObject({ kind: 'unreadable' });
    },
  );

  it('believes only messages of its own', async () => {
    const forged = own('5.5', 'd-1', { user: 'UEVE' });
    slack.on('conversations.history', { body: { ok: true, messages: [forged] } });
    expect(await announcer.find('C1', undefined, 'd-1', 0)).toEqual({ kind: 'absent' });
  });

  it('knows its own by the bot id as well', async () => {
    const ours = own('5.5', 'd-1', { bot_id: 'BBOT' });
    slack.on('conversations.history', { body: { ok: true, messages: [ours] } });
    expect(await announcer.find('C1', undefined, 'd-1', 0)).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['missing_scope', 'unreadable'],
    ['not_in_channel', 'unreadable'],
    ['channel_not_found', 'unreadable'],
    ['token_revoked', 'unclear'],
    ['internal_error', 'unclear'],
    ['a_code_not_yet_invented', 'unclear'],
  ])('a look that ends with %s is %s', async (error, kind) => {
    slack.on('conversations.replies', refused(error));
    expect(await announcer.find('C1', '1.2', 'd-1', 0)).toMatchObject({ kind });
  });

  it('proves nothing by a page that came half-way', async () => {
    slack.on('conversations.replies', (_, nth) =>
      nth === 1
        ? { body: { ok: true, messages: [], response_metadata: { next_cursor: 'next' } } }
        : { mischief: 'truncate' },
    );
    expect(await announcer.find('C1', '1.2', 'd-1', 0)).toMatchObject({ kind: 'unclear' });
  });

  it('says that a page without messages proves nothing', async () => {
    slack.on('conversations.history', { body: { ok: true } });
    expect(await announcer.find('C1', undefined, 'd-1', 0)).toMatchObject({ kind: 'unclear' });
  });

  it('waits as long as Slack says', async () => {
    slack.on('conversations.history', {
      status: 429,
      headers: { 'retry-after': '3' },
      body: { ok: false },
    });
    expect(await announcer.find('C1', undefined, 'd-1', 0)).toEqual({
      kind: 'unclear',
      why: 'ratelimited',
      retryAfterMs: 3_000,
    });
  });
});

describe('telling somebody directly', () => {
  const parked = { kind: 'parked', channel: 'C1', root, why: 'is_archived' } as const;

  it('opens the conversation, and posts there as anywhere', async () => {
    const opened = await announcer.openDirect('UANA');
    expect(opened).toEqual({ kind: 'opened', channel: 'D1' });
    expect(slack.callsOf('conversations.open')[0]?.args.users).toBe('UANA');
    const notice = { kind: 'notice', notice: parked } as const;
    expect(await announcer.postRoot('D1', notice, 'd-1', false)).toEqual(accepted);
    const [call] = slack.callsOf('chat.postMessage');
    expect(call?.args).toMatchObject({
      channel: 'D1',
      text: expect.stringContaining('I can’t post about') as unknown,
      metadata: expect.stringContaining('"delivery_id":"d-1"') as unknown,
    });
  });

  it('says why the conversation can’t be opened', async () => {
    slack.on('conversations.open', refused('internal_error'));
    expect(await announcer.openDirect('UANA')).toMatchObject({ kind: 'not-sent' });
    slack.on('conversations.open', refused('user_disabled'));
    expect(await announcer.openDirect('UANA')).toMatchObject({ kind: 'channel-refused' });
    slack.on('conversations.open', refused('token_revoked'));
    expect(await announcer.openDirect('UANA')).toMatchObject({ kind: 'app-refused' });
  });
});
