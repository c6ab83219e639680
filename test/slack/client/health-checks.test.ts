import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHealthChecks } from '../../../app/slack/client/health-checks.ts';
import { neededScopes } from '../../../app/slack/client/scopes.ts';
import type { HealthChecks } from '../../../app/usecase/ports/slack.ts';
import { startFakeSlack, type FakeSlack, refused } from '../fake-slack.ts';
import { clientOf } from '../values.ts';

let slack: FakeSlack;
let examiner: HealthChecks;

beforeEach(async () => {
  slack = await startFakeSlack();
  const client = clientOf(slack, { timeoutMs: 300 });
  examiner = createHealthChecks({
    client,
    mode: 'socket',
    connected: () => true,
    hearsMessages: () => undefined,
  });
});
afterEach(() => slack.stop());

const known = { ok: true, user: 'vertex', user_id: 'UBOT', team: 'Acme', team_id: 'T1' };
const granted = (scopes: readonly string[]) => ({
  body: known,
  headers: { 'x-oauth-scopes': scopes.join(',') },
});

describe('the account', () => {
  it('is known, with every scope', async () => {
    slack.on('auth.test', granted([...neededScopes, 'reactions:write']));
    expect(await examiner.account()).toEqual({
      ok: true,
      value: {
        botName: 'vertex',
        teamName: 'Acme',
        mode: 'socket',
        connected: true,
        missingScopes: [],
      },
    });
  });

  it('lacks what the header does not name', async () => {
    slack.on('auth.test', granted(neededScopes.filter((one) => one !== 'channels:join')));
    expect(await examiner.account()).toMatchObject({ value: { missingScopes: ['channels:join'] } });
  });

  it('has scopes that are not known when there is no header', async () => {
    slack.on('auth.test', { body: known });
    expect(await examiner.account()).toMatchObject({ ok: true });
    expect(await examiner.account()).not.toMatchObject({ value: { missingScopes: [] } });
  });

  it.each([
    ['token_revoked', refused('token_revoked'), 'permanent'],
    ['503', { status: 503, text: '' }, 'transient'],
    ['another form', { body: { ok: true } }, 'transient'],
    ['silence', { mischief: 'hang' }, 'transient'],
  ] as const)('is a failure after %s', async (_, behaviour, kind) => {
    slack.on('auth.test', behaviour);
    expect(await examiner.account()).toMatchObject({ ok: false, failure: { kind } });
  });
});

describe('the channel', () => {
  const channel = (fields: object) => ({ body: { ok: true, channel: { id: 'C1', ...fields } } });

  it.each([
    ['one of ours', channel({ is_member: true, is_private: true }), 'member'],
    ['our direct message', channel({ is_im: true }), 'member'],
    ['public', channel({ is_member: false }), 'joinable'],
    ['archived', channel({ is_archived: true, is_member: true }), 'archived'],
    ['private', channel({ is_private: true, is_member: false }), 'invisible'],
    ['hidden', refused('channel_not_found'), 'invisible'],
  ] as const)('is %s, and nothing is joined', async (_, behaviour, value) => {
    slack.on('conversations.info', behaviour);
    expect(await examiner.channel('C1')).toEqual({ ok: true, value });
    expect(slack.calls.map(({ method }) => method)).toEqual(['conversations.info']);
  });

  it.each([
    ['missing_scope', refused('missing_scope'), 'permanent'],
    ['silence', { mischief: 'hang' }, 'transient'],
    ['503', { status: 503, text: '' }, 'transient'],
  ] as const)('is a failure after %s', async (_, behaviour, kind) => {
    slack.on('conversations.info', behaviour);
    expect(await examiner.channel('C1')).toMatchObject({ ok: false, failure: { kind } });
  });
});

it('waits five seconds at most, however patient the client is', async () => {
  const patient = createHealthChecks({
    client: clientOf(slack, { timeoutMs: 60_000 }),
    mode: 'http',
    connected: () => true,
    hearsMessages: () => undefined,
  });
  slack.on('auth.test', { mischief: 'hang' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const account = patient.account();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(await Promise.race([account, Promise.resolve('waits')])).toBe('waits');
  await vi.advanceTimersByTimeAsync(1);
  expect(await account).toMatchObject({
    ok: false,
    failure: { message: 'Slack did not say who I am: no answer within 5 s.' },
  });
});
