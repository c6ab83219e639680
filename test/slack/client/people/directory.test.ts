import type { PostingRefusal } from '../../../../app/domain/permission/refusal.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../../../app/slack/client/people/directory.ts';
import {
  createMembership,
  type Membership,
} from '../../../../app/slack/client/people/membership.ts';
import { whoAmI } from '../../../../app/slack/client/web.ts';
import type { Directory } from '../../../../app/usecase/ports/directory.ts';
import { startFakeSlack, type FakeSlack, refused } from '../../fake-slack.ts';
import { clientOf } from '../../values.ts';

let slack: FakeSlack;
let directory: Directory;
let membership: Membership;
let now = 0;

beforeEach(async () => {
  slack = await startFakeSlack();
  const client = clientOf(slack);
  const us = await whoAmI(client);
  now = 1_700_000_000_000;
  const monotonic = () => now;
  membership = createMembership({ client, monotonic });
  directory = createDirectory({ client, identity: () => us, membership, monotonic });
});
afterEach(() => slack.stop());

const user = (fields: object) => ({
  body: { ok: true, user: { id: 'UANA', team_id: 'T1', is_bot: false, ...fields } },
});

describe('people', () => {
  it.each([
    ['a member', {}, { kind: 'member', isAdmin: false, deactivated: false }],
    ['an admin', { is_admin: true }, { kind: 'member', isAdmin: true }],
    ['an owner', { is_owner: true }, { kind: 'member', isAdmin: true }],
    ['the primary owner', { is_primary_owner: true }, { kind: 'member', isAdmin: true }],
    ['a guest', { is_restricted: true }, { kind: 'guest' }],
    ['a single-channel guest', { is_ultra_restricted: true }, { kind: 'guest' }],
    ['a bot', { is_bot: true }, { kind: 'bot' }],
    ['Slackbot', { id: 'USLACKBOT' }, { kind: 'bot' }],
    ['a stranger', { is_stranger: true }, { kind: 'outsider' }],
    [
      'somebody else’s admin',
      { team_id: 'T2', is_admin: true },
      { kind: 'outsider', isAdmin: false },
    ],
    ['nobody’s', { team_id: undefined }, { kind: 'outsider' }],
    [
      'a member through the organisation',
      { team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } },
      { kind: 'member' },
    ],
    ['one with a clock', { tz: 'Europe/Berlin' }, { kind: 'member', timeZone: 'Europe/Berlin' }],
    ['one without', { tz: null }, { kind: 'member', timeZone: undefined }],
    ['one who left', { deleted: true }, { kind: 'member', deactivated: true }],
  ])('knows %s', async (_, fields, person) => {
    slack.on('users.info', user(fields));
    expect(await directory.person('UANA')).toMatchObject({ ok: true, value: person });
  });

  it('remembers a good answer for five minutes', async () => {
    slack.on('users.info', user({}));
    await directory.person('UANA');
    now += 5 * 60_000 - 1;
    await directory.person('UANA');
    expect(slack.callsOf('users.info')).toHaveLength(1);
    now += 1;
    slack.on('users.info', user({ is_restricted: true }));
    expect(await directory.person('UANA')).toMatchObject({ value: { kind: 'guest' } });
  });

  it('asks anew when what it remembers is older than it may be', async () => {
    slack.on('users.info', user({ is_admin: true }));
    await directory.person('UANA');
    slack.on('users.info', user({ deleted: true }));
    now += 59_999;
    expect(directory.known('UANA', 60_000)).toMatchObject({ isAdmin: true });
    expect(await directory.person('UANA', 60_000)).toMatchObject({ value: { isAdmin: true } });
    now += 1;
    expect(directory.known('UANA', 60_000)).toBeUndefined();
    expect(directory.known('UANA')).toMatchObject({ isAdmin: true });
    expect(await directory.person('UANA', 60_000)).toMatchObject({ value: { deactivated: true } });
    expect(directory.known('UANA')).toMatchObject({ deactivated: true });
  });

  it('does not remember a failure, and never guesses', async () => {
    slack.on('users.info', (_, nth) => (nth === 1 ? refused('internal_error') : user({})));
    expect(await directory.person('UANA')).toMatchObject({
      ok: false,
      failure: { kind: 'transient' },
    });
    expect(await directory.person('UANA')).toMatchObject({ ok: true });
  });

  it.each([
    ['user_not_found', 'user'],
    ['user_not_visible', 'user'],
    ['missing_scope', 'permanent'],
    ['fatal_error', 'transient'],
  ])('%s is a failure of kind %s', async (error, kind) => {
    slack.on('users.info', refused(error));
    expect(await directory.person('UANA')).toMatchObject({ ok: false, failure: { kind } });
  });

  it('passes on how long Slack wants it to wait', async () => {
    slack.on('users.info', { status: 429, headers: { 'retry-after': '9' }, body: {} });
    expect(await directory.person('UANA')).toMatchObject({
      ok: false,
      failure: { kind: 'transient', retryAfterMs: 9_000 },
    });
  });
});

const channel = (fields: object) => ({ body: { ok: true, channel: { id: 'C1', ...fields } } });
const yes = { ok: true, value: { kind: 'yes' } };
const noWith = (why: PostingRefusal) => ({
  ok: true,
  value: {
    kind: 'no',
    why,
  },
});

describe('where the bot can post', () => {
  it('posts where it is a member, and in its own direct messages', async () => {
    slack.on('conversations.info', channel({ is_member: true, is_private: true }));
    expect(await directory.ensurePostable('C1')).toEqual(yes);
    slack.on('conversations.info', channel({ is_im: true }));
    expect(await directory.ensurePostable('D1')).toEqual(yes);
    expect(slack.callsOf('conversations.join')).toHaveLength(0);
  });

  it('joins a public channel', async () => {
    slack.on('conversations.info', channel({ is_member: false, is_private: false }));
    expect(await directory.ensurePostable('C1')).toEqual(yes);
    expect(slack.callsOf('conversations.join')[0]?.args.channel).toBe('C1');
  });

  it('asks to be invited where it can’t join', async () => {
    slack.on('conversations.info', refused('channel_not_found'));
    expect(await directory.ensurePostable('C1')).toEqual(
      noWith({ kind: 'not-invited', act: 'launch', botName: 'vertex' }),
    );
    slack.on('conversations.info', channel({ is_member: false }));
    slack.on('conversations.join', refused('missing_scope'));
    expect(await directory.ensurePostable('C1')).toEqual(
      noWith({ kind: 'not-invited', act: 'launch', botName: 'vertex' }),
    );
  });

  it('says no to a watch as to a watch', async () => {
    const act = 'watch';
    slack.on('conversations.info', refused('channel_not_found'));
    expect(await directory.ensurePostable('C1', act)).toEqual(
      noWith({ kind: 'not-invited', act, botName: 'vertex' }),
    );
    slack.on('conversations.info', refused('missing_scope'));
    expect(await directory.ensurePostable('C1', act)).toEqual(
      noWith({ kind: 'conversation-hidden', act, lacks: undefined }),
    );
    slack.on('conversations.info', channel({ is_archived: true }));
    expect(await directory.ensurePostable('C1', act)).toEqual(
      noWith({ kind: 'archived-here', act }),
    );
  });

  it('says no to archived channels and to other people’s direct messages', async () => {
    slack.on('conversations.info', channel({ is_archived: true, is_member: true }));
    expect(await directory.ensurePostable('C1')).toEqual(
      noWith({ kind: 'archived-here', act: 'launch' }),
    );
    slack.on('conversations.info', refused('channel_not_found'));
    expect(await directory.ensurePostable('D2')).toEqual(
      noWith({ kind: 'between-people', act: 'launch' }),
    );
  });

  it('says no where it may not even look', async () => {
    const body = { ok: false, error: 'missing_scope', needed: 'mpim:read' };
    slack.on('conversations.info', { body });
    expect(await directory.ensurePostable('G1')).toEqual(
      noWith({ kind: 'conversation-hidden', act: 'launch', lacks: 'mpim:read' }),
    );
  });

  it.each(['conversations.info', 'conversations.join'])(
    'a %s that failed is a failure, not a no',
    async (method) => {
      slack.on('conversations.info', channel({ is_member: false }));
      slack.on(method, { status: 503, text: '' });
      expect(await directory.ensurePostable('C1')).toMatchObject({
        ok: false,
        failure: { kind: 'transient' },
      });
    },
  );
});

describe('who is in a channel', () => {
  const page = (ids: readonly string[], next = '') => ({
    body: {
      ok: true,
      channels: ids.map((id) => ({ id })),
      response_metadata: { next_cursor: next },
    },
  });

  it('is read from the channels of the person, to the last page', async () => {
    slack.on('users.conversations', (_, nth) =>
      nth === 1 ? page(['C2'], 'next') : page(['C3', 'C1']),
    );
    expect(await directory.isMember('C1', 'UANA')).toEqual({ ok: true, value: true });
    expect(slack.callsOf('users.conversations').map(({ args }) => args)).toMatchObject([
      { user: 'UANA', types: 'public_channel,private_channel' },
      { user: 'UANA', cursor: 'next' },
    ]);
    slack.on('users.conversations', page(['C2']));
    expect(await directory.isMember('C1', 'UANA')).toEqual({ ok: true, value: false });
  });

  it('is remembered for those to whom an earlier answer will do, and only for them', async () => {
    slack.on('users.conversations', page(['C1']));
    await directory.isMember('C1', 'UANA');
    slack.on('users.conversations', page([]));
    expect(await directory.isMember('C1', 'UANA', 60_000)).toEqual({ ok: true, value: true });
    expect(await directory.isMember('C1', 'UANA')).toEqual({ ok: true, value: false });
    expect(await directory.isMember('C1', 'UANA', 60_000)).toEqual({ ok: true, value: false });
    expect(await directory.isMember('C2', 'UANA', 60_000)).toEqual({ ok: true, value: false });
    expect(slack.callsOf('users.conversations')).toHaveLength(3);
  });

  it('is not known when the look fails or comes in parts', async () => {
    slack.on('users.conversations', refused('internal_error'));
    expect(await directory.isMember('C1', 'UANA')).toMatchObject({
      failure: { kind: 'transient' },
    });
    slack.on('users.conversations', { body: { ok: true } });
    expect(await directory.isMember('C1', 'UANA')).toMatchObject({
      failure: { kind: 'transient' },
    });
    slack.on('users.conversations', {
      status: 429,
      headers: { 'retry-after': '7' },
      body: { ok: false },
    });
    expect(await directory.isMember('C1', 'UANA')).toMatchObject({
      failure: { kind: 'transient', retryAfterMs: 7_000 },
    });
  });

  it('is nobody whom Slack does not know', async () => {
    slack.on('users.conversations', refused('user_not_found'));
    expect(await directory.isMember('C1', 'UANA')).toMatchObject({ failure: { kind: 'user' } });
  });
});
