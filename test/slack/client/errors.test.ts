import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classify } from '../../../app/slack/client/errors.ts';
import type { Refusal } from '../../../app/slack/client/error-codes.ts';
import { startFakeSlack, type Behaviour, type FakeSlack, refused } from '../fake-slack.ts';
import { clientOf } from '../values.ts';

let slack: FakeSlack;
let client: WebClient;
beforeEach(async () => {
  slack = await startFakeSlack();
  client = clientOf(slack, { timeoutMs: 500 });
});
afterEach(() => slack.stop());

async function outcomeOf(behaviour: Behaviour, api = client): Promise<Refusal | 'accepted'> {
  slack.on('chat.postMessage', behaviour);
  try {
    await api.chat.postMessage({ channel: 'C1', text: 'hello' });
    return 'accepted';
  } catch (error) {
    return classify(error);
  }
}

describe('what an error means for the message', () => {
  it.each([
    ['channel_not_found', 'channel-refused'],
    ['not_in_channel', 'channel-refused'],
    ['is_archived', 'channel-refused'],
    ['restricted_action_thread_only_channel', 'channel-refused'],
    ['messages_tab_disabled', 'channel-refused'],
    ['invalid_auth', 'app-refused'],
    ['token_revoked', 'app-refused'],
    ['account_inactive', 'app-refused'],
    ['message_not_found', 'root-gone'],
    ['thread_not_found', 'root-gone'],
    ['cannot_reply_to_message', 'root-gone'],
    ['invalid_blocks', 'message-refused'],
    ['msg_blocks_too_long', 'message-refused'],
    ['metadata_too_large', 'message-refused'],
    ['fatal_error', 'in-doubt'],
    ['internal_error', 'in-doubt'],
    ['ratelimited', 'in-doubt'],
    ['message_limit_exceeded', 'not-sent'],
    ['a_code_not_yet_invented', 'not-sent'],
  ])('%s is %s', async (code, kind) => {
    expect(await outcomeOf(refused(code))).toMatchObject({ kind });
  });

  it('names the scope that is missing', async () => {
    const body = { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'commands' };
    expect(await outcomeOf({ body })).toEqual({
      kind: 'app-refused',
      why: 'missing_scope (needs chat:write)',
    });
  });

  it('takes a 429 as possibly posted, and keeps Retry-After', async () => {
    const limited: Behaviour = {
      status: 429,
      headers: { 'retry-after': '7' },
      body: { ok: false, error: 'ratelimited' },
    };
    expect(await outcomeOf(limited)).toEqual({
      kind: 'in-doubt',
      why: 'ratelimited',
      retryAfterMs: 7_000,
    });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it.each<[string, Behaviour]>([
    ['a 429 without Retry-After', { status: 429, body: { ok: false } }],
    ['a 503', { status: 503, text: 'upstream' }],
    ['a 500 with JSON', { status: 500, body: { ok: false, error: 'not_in_channel' } }],
    ['a page instead of JSON', { text: '<html>maintenance</html>' }],
    ['an empty answer', { text: '' }],
    ['an answer that is no object', { text: 'null' }],
    ['half an answer', { text: '{"ok":true,"ts":"17' }],
    ['an answer that breaks off', { mischief: 'truncate' }],
    ['a reset', { mischief: 'reset' }],
    ['a timeout', { mischief: 'hang' }],
  ])('%s leaves it in doubt, and is not repeated', async (_, behaviour) => {
    expect(await outcomeOf(behaviour)).toMatchObject({ kind: 'in-doubt' });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('is certain that nothing was sent when nobody listens', async () => {
    const { apiUrl } = slack;
    await slack.stop();
    const api = clientOf({ apiUrl });
    const outcome = await outcomeOf({ body: {} }, api);
    expect(outcome).toEqual({
      kind: 'not-sent',
      why: 'Slack can’t be reached (ECONNREFUSED)',
    });
    slack = await startFakeSlack();
  });

  it('is certain of it when each address of a host refuses', async () => {
    const apiUrl = slack.apiUrl.replace('127.0.0.1', 'localhost');
    await slack.stop();
    const api = clientOf({ apiUrl });
    expect(await outcomeOf({ body: {} }, api)).toMatchObject({ kind: 'not-sent' });
    slack = await startFakeSlack();
  });

  it('is certain that nothing was sent when the name is not known', async () => {
    const api = clientOf({ apiUrl: 'http://nowhere.invalid/api/' });
    expect(await outcomeOf({ body: {} }, api)).toMatchObject({ kind: 'not-sent' });
  });
});
