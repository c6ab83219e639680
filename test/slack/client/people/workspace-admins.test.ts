import { beforeEach, describe, expect, test } from 'vitest';
import { createWorkspaceAdmins } from '../../../../app/slack/client/people/workspace-admins.ts';
import type { SlackIdentity } from '../../../../app/slack/client/web.ts';
import type { Directory } from '../../../../app/usecase/ports/directory.ts';
import { refused, startFakeSlack, type FakeSlack } from '../../fake-slack.ts';
import { clientOf } from '../../values.ts';

const minute = 60_000;
let slack: FakeSlack;
let now: number;
let us: SlackIdentity | undefined;
let admins: Directory['admins'];

beforeEach(async () => {
  slack = await startFakeSlack();
  now = 1_000;
  us = {
    ...{ botUserId: 'UBOT', botId: 'BBOT', botName: 'vertex', teamId: 'T1', teamName: 'Acme' },
    url: 'https://acme.example/',
  };
  admins = createWorkspaceAdmins({
    client: clientOf(slack),
    identity: () => us,
    monotonic: () => now,
  });
  return () => slack.stop();
});

const member = (id: string, more: object = {}) => ({ id, team_id: 'T1', ...more });
const says = (members: readonly unknown[], next_cursor = '') => ({
  body: { ok: true, members, response_metadata: { next_cursor } },
});
const asked = () => slack.callsOf('users.list');

describe('the workspace’s admins', () => {
  test('are its admins and owners with an open account, and nobody else', async () => {
    slack.on(
      'users.list',
      says([
        member('U0ADMIN', { is_admin: true }),
        member('U0OWNER', { is_owner: true }),
        member('U0FIRST', { is_primary_owner: true }),
        member('U0ANA'),
        member('U0GONE', { is_admin: true, deleted: true }),
        member('U0BOT', { is_admin: true, is_bot: true }),
        member('U0GUEST', { is_admin: true, is_restricted: true }),
        { ...member('U0AWAY', { is_admin: true }), team_id: 'T2' },
        { strange: true },
      ]),
    );
    expect(await admins()).toEqual({ people: ['U0ADMIN', 'U0OWNER', 'U0FIRST'] });
    expect(asked()[0]?.args).toMatchObject({ limit: '999' });
  });

  test('are read from all pages', async () => {
    slack.on('users.list', ({ args: { cursor } }) =>
      cursor === undefined
        ? says([member('U0ONE', { is_admin: true })], 'more')
        : says([member(`U0${cursor}`, { is_admin: true })]),
    );
    expect(await admins()).toEqual({ people: ['U0ONE', 'U0more'] });
  });

  test('of a workspace without an end are not listed, and Slack is asked no more than ten times', async () => {
    slack.on('users.list', says([member('U0ADMIN', { is_admin: true })], 'more'));
    expect(await admins()).toEqual({ why: 'the workspace has more than 9,990 accounts' });
    expect(asked()).toHaveLength(10);
    await admins();
    expect(asked()).toHaveLength(10);
  });

  test('are asked for once in five minutes, by however many at once', async () => {
    slack.on('users.list', says([member('U0ADMIN', { is_admin: true })]));
    await Promise.all(Array.from({ length: 20 }, admins));
    now += 5 * minute - 1;
    await admins();
    expect(asked()).toHaveLength(1);
    now += 1;
    await admins();
    expect(asked()).toHaveLength(2);
  });

  test('are not known before Slack has said who the bot is, which is not remembered', async () => {
    const before = us;
    us = undefined;
    expect(await admins()).toHaveProperty('why');
    expect(asked()).toEqual([]);
    us = before;
    slack.on('users.list', says([member('U0ADMIN', { is_admin: true })]));
    expect(await admins()).toEqual({ people: ['U0ADMIN'] });
  });
});

describe('if Slack does not list them', () => {
  test('for want of the scope, it is asked again in a minute', async () => {
    slack.on('users.list', refused('missing_scope'));
    expect(await admins()).toEqual({ why: 'missing_scope' });
    now += minute - 1;
    await admins();
    expect(asked()).toHaveLength(1);
    slack.on('users.list', says([]));
    now += 1;
    expect(await admins()).toEqual({ people: [] });
  });

  test('because it was asked too often, it is left alone as long as it says', async () => {
    const limited = { ...refused('ratelimited'), status: 429, headers: { 'retry-after': '30' } };
    slack.on('users.list', limited);
    expect(await admins()).toHaveProperty('why');
    now += 30_000 - 1;
    await admins();
    expect(asked()).toHaveLength(1);
    now += 1;
    await admins();
    expect(asked()).toHaveLength(2);
  });

  test.for([
    [
      'a page that fails',
      ({ args }: { args: Readonly<Record<string, string>> }) =>
        args.cursor === undefined
          ? says([member('U0ADMIN', { is_admin: true })], 'more')
          : refused('internal_error'),
    ],
    ['a page that can’t be read', () => ({ body: { ok: true, members: 'none' } })],
  ] as const)('%s makes nobody an admin alone', async ([, rule]) => {
    slack.on('users.list', rule);
    expect(await admins()).toEqual({ why: expect.any(String) as string });
    now += 5_000;
    const before = asked().length;
    await admins();
    expect(asked().length).toBeGreaterThan(before);
  });
});
