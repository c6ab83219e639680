import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createMembership,
  type Membership,
} from '../../../../app/slack/client/people/membership.ts';
import { startFakeSlack, type Call, type FakeSlack, refused } from '../../fake-slack.ts';
import { clientOf } from '../../values.ts';

let slack: FakeSlack;
let membership: Membership;
let now = 0;

const channels = {
  COPEN: { id: 'COPEN', is_channel: true, is_private: false },
  CSECRET: { id: 'CSECRET', is_channel: true, is_private: true },
  COTHER: { id: 'COTHER', is_group: true, is_private: true },
  DANA: { id: 'DANA', is_im: true, user: 'UANA' },
} as const;
const all = Object.keys(channels);
const listOf = (list: readonly object[], next_cursor = '') => ({
  body: { ok: true, channels: list, response_metadata: { next_cursor } },
});
/** Who shares private channels with the bot. */
const shared = new Map<string, readonly object[]>();
const lists = () => slack.callsOf('users.conversations');
const listsOf = (user: string | undefined) => lists().filter(({ args }) => args.user === user);

beforeEach(async () => {
  slack = await startFakeSlack();
  const client = clientOf(slack);
  now = 1_000;
  shared.clear();
  shared.set('UANA', [channels.CSECRET]);
  slack.on('users.conversations', ({ args: { user } }) =>
    listOf(user === undefined ? Object.values(channels) : (shared.get(user) ?? [])),
  );
  const byId = new Map<string, object>(Object.entries(channels));
  slack.on('conversations.info', ({ args: { channel = '' } }) => {
    const found = byId.get(channel);
    return found === undefined
      ? refused('channel_not_found')
      : { body: { ok: true, channel: found } };
  });
  membership = createMembership({ client, monotonic: () => now });
});
afterEach(() => slack.stop());

describe('who may look into a channel', () => {
  test('is told by what it is, and by who shares it with the bot', async () => {
    expect(await membership.openTo('UANA', all)).toEqual({
      open: ['COPEN', 'CSECRET', 'DANA'],
      sure: true,
    });
    expect(await membership.openTo('UBO', all)).toEqual({ open: ['COPEN'], sure: true });
    expect(listsOf(undefined)).toHaveLength(1);
    expect(listsOf('UANA')[0]?.args).toMatchObject({
      types: 'private_channel',
      exclude_archived: 'false',
    });
  });

  test('is known without a question for a minute', async () => {
    expect(membership.known('UANA', all)).toEqual({ open: [], sure: false });
    await membership.openTo('UANA', all);
    now += 59_999;
    expect(membership.known('UANA', all)).toMatchObject({ sure: true });
    await membership.openTo('UANA', all);
    expect(listsOf('UANA')).toHaveLength(1);
    now += 1;
    shared.set('UANA', []);
    expect(membership.known('UANA', all)).toEqual({ open: ['DANA'], sure: false });
    expect(await membership.openTo('UANA', all)).toEqual({ open: ['COPEN', 'DANA'], sure: true });
    expect(listsOf('UANA')).toHaveLength(2);
  });

  test('is asked anew at once when somebody came or left', async () => {
    await membership.openTo('UANA', all);
    shared.set('UANA', []);
    membership.changed('UBO');
    expect(membership.known('UANA', all).open).toContain('CSECRET');
    membership.changed('UANA');
    expect(membership.known('UANA', all).open).not.toContain('CSECRET');
    expect((await membership.openTo('UANA', all)).open).not.toContain('CSECRET');
  });

  test('who leaves while Slack is asked is not remembered as being there', async () => {
    await membership.openTo('UBO', all);
    slack.on('users.conversations', () => {
      membership.changed('UANA');
      return listOf([channels.CSECRET]);
    });
    await membership.openTo('UANA', all);
    expect(membership.known('UANA', all).open).not.toContain('CSECRET');
  });

  test('takes no question about people where nothing is private', async () => {
    expect(await membership.openTo('UBO', ['COPEN', 'DANA'])).toEqual({
      open: ['COPEN'],
      sure: true,
    });
    expect(listsOf('UBO')).toHaveLength(0);
  });

  test('is asked once for several who wait', async () => {
    await Promise.all([membership.openTo('UANA', all), membership.openTo('UANA', all)]);
    expect(listsOf('UANA')).toHaveLength(1);
  });
});

describe('many who look at once', () => {
  const people = Array.from({ length: 80 }, (_, nth) => `U${nth}`);
  const lookAll = async () => {
    for (const one of people) {
      const { open, sure } = await membership.openTo(one, all);
      expect({ open, sure }).toEqual({ open: ['COPEN', 'CSECRET'], sure: true });
    }
  };

  test('are asked about at a pace that Slack takes, and lose nothing meanwhile', async () => {
    for (const one of people) shared.set(one, [channels.CSECRET]);
    await lookAll();
    const first = lists().length;
    for (let at = 0; at < 240; at += 3) {
      now += 3_000;
      await lookAll();
    }
    // In four minutes, with the lists of all channels.
    expect(lists().length - first).toBeLessThanOrEqual(4 * 30 + 10 + 4);
    for (const one of people) expect(listsOf(one).length).toBeGreaterThan(1);
  });

  test('are not believed for longer than five minutes', async () => {
    for (const one of people) shared.set(one, [channels.CSECRET]);
    await lookAll();
    for (const one of people) shared.set(one, []);
    now += 5 * 60_000;
    for (const one of people) {
      expect((await membership.openTo(one, all)).open).toEqual(['COPEN']);
    }
  });

  test('and one who left is told of at once', async () => {
    for (const one of people) shared.set(one, [channels.CSECRET]);
    await lookAll();
    now += 60_000;
    await lookAll();
    shared.set('U79', []);
    membership.changed('U79');
    expect((await membership.openTo('U79', all)).open).toEqual(['COPEN']);
  });
});

describe('what Slack does not say', () => {
  test.each([
    ['who shares a channel', (call: Call) => call.args.user !== undefined, ['COPEN', 'DANA']],
    ['what channels are', (call: Call) => call.args.user === undefined, []],
  ] as const)('%s: is hidden', async (_, fails, open) => {
    const good = listOf(Object.values(channels));
    slack.on('users.conversations', (call) => (fails(call) ? refused('internal_error') : good));
    slack.on('conversations.info', refused('internal_error'));
    expect(await membership.openTo('UANA', all)).toEqual({ open, sure: false });
  });

  test('a channel that the bot is not in is looked at by itself, and one it can’t see is private', async () => {
    slack.on('users.conversations', () => listOf([]));
    slack.on('conversations.info', ({ args: { channel = '' } }) =>
      channel === 'COPEN'
        ? { body: { ok: true, channel: channels.COPEN } }
        : refused('channel_not_found'),
    );
    expect(await membership.openTo('UANA', ['COPEN', 'CSECRET'])).toEqual({
      open: ['COPEN'],
      sure: true,
    });
  });

  test.each([
    ['nothing', {}],
    ['a conversation of several', { is_mpim: true, is_private: false }],
  ])('a channel of which it says %s is not public', async (_, fields) => {
    slack.on('conversations.info', { body: { ok: true, channel: { id: 'CX', ...fields } } });
    expect((await membership.openTo('UANA', ['CX'])).open).toEqual([]);
  });

  test('a channel made private is not public for long', async () => {
    await membership.openTo('UBO', all);
    now += 60_000;
    slack.on('conversations.info', () => ({
      body: { ok: true, channel: { ...channels.COPEN, is_private: true } },
    }));
    slack.on('users.conversations', () => listOf([]));
    expect((await membership.openTo('UBO', ['COPEN'])).open).toEqual([]);
  });
});

test('a Slack that wants to be left alone is, and what it told before counts', async () => {
  await membership.openTo('UANA', ['COPEN', 'CSECRET']);
  const before = slack.calls.length;
  slack.on('users.conversations', { status: 429, headers: { 'retry-after': '9' }, body: {} });
  expect((await membership.openTo('UBO', all)).open).toEqual(['COPEN']);
  now += 8_999;
  await membership.openTo('UBO', all);
  expect(membership.known('UANA', all).open).toContain('CSECRET');
  expect(slack.calls).toHaveLength(before + 1);
  now += 1;
  await membership.openTo('UBO', all);
  expect(slack.calls).toHaveLength(before + 2);
});

test('many channels come in pages, and no more than are asked for', async () => {
  slack.on('users.conversations', ({ args: { user, cursor = '0' } }) => {
    if (user === undefined) return listOf(Object.values(channels));
    const page = Number(cursor);
    return listOf([page === 2 ? channels.CSECRET : { id: `C${page}` }], String(page + 1));
  });
  expect((await membership.openTo('UANA', all)).open).toContain('CSECRET');
  expect(listsOf('UANA')).toHaveLength(10);
});
