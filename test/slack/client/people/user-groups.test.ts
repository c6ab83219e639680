import { beforeEach, describe, expect, test } from 'vitest';
import type { GroupFacts } from '../../../../app/domain/permission/group-facts.ts';
import {
  createUserGroups,
  type UserGroups,
} from '../../../../app/slack/client/people/user-groups.ts';
import { createWebClient } from '../../../../app/slack/client/web.ts';
import type { SlackOptions } from '../../../../app/sandbox/slack/server.ts';
import { allScopes, atEnd, manifest, start, type Client } from '../../../sandbox/slack/harness.ts';
import { startFakeSlack, until } from '../../fake-slack.ts';
import { clientOf, memoryLog } from '../../values.ts';

const leads = 'S0MLLEADS';
const ops = 'S0MLOPS';
const minute = 60_000;
const everything = [...allScopes, 'usergroups:read'];

let slack: Client;
let now = 0;
let groups: UserGroups;

async function begin(
  scopes: readonly string[] = everything,
  timeoutMs = 10_000,
  more: Partial<SlackOptions> = {},
): Promise<void> {
  slack = await start({ manifest: manifest({ scopes }), ...more });
  const { apiUrl, botToken } = slack.server;
  const client = createWebClient(botToken, { apiUrl, timeoutMs, log: memoryLog() });
  now = 1_000;
  groups = createUserGroups({ client, monotonic: () => now });
}
beforeEach(() => begin());

const calls = async () =>
  (await slack.records()).calls.filter(({ method }) => method === 'usergroups.users.list');
const asked = async () => (await calls()).map(({ args }) => args.usergroup);
const setUsers = (group: string, users: readonly string[]) =>
  slack.control('POST', 'act/group', { group, users });
const strike = (fault: object) =>
  slack.control('POST', 'faults', { match: { method: 'usergroups' }, count: null, ...fault });
const mend = () => slack.control('DELETE', 'faults');
const ana = (noOlderThanMs?: number) => groups.groupsOf('U0ANA', [leads], noOlderThanMs);
const anaKnown = (noOlderThanMs?: number) => groups.knownGroupsOf('U0ANA', [leads], noOlderThanMs);
const isIn: GroupFacts = { in: [leads], unread: [] };
const isOut: GroupFacts = { in: [], unread: [] };
const unread = (why: unknown, passing: boolean, group = leads) => ({
  in: [],
  unread: [{ group, why, passing }],
});

describe('who is in a group', () => {
  test('is what Slack says, for each group and person', async () => {
    expect(await groups.groupsOf('U0ANA', [ops, leads])).toEqual({ in: [leads], unread: [] });
    expect(await groups.groupsOf('U0BO', [ops, leads])).toEqual({ in: [ops], unread: [] });
    expect(await groups.groupsOf('U0ROOT', [ops, leads])).toEqual(isOut);
    expect(await asked()).toEqual([ops, leads]);
  });

  test('takes no question where none is asked for', async () => {
    const none = { in: [], unread: [] };
    expect(await groups.groupsOf('U0ANA', [])).toEqual(none);
    expect(groups.knownGroupsOf('U0ANA', [])).toEqual(none);
    expect(await calls()).toEqual([]);
  });

  test('is not known before all groups are', async () => {
    expect(anaKnown()).toBeUndefined();
    await ana();
    expect(anaKnown()).toEqual(isIn);
    expect(groups.knownGroupsOf('U0BO', [leads])).toEqual(isOut);
    expect(groups.knownGroupsOf('U0ANA', [leads, ops])).toBeUndefined();
  });

  test('is remembered for five minutes, and no longer', async () => {
    await ana();
    await setUsers(leads, ['U0BO']);
    now += 5 * minute - 1;
    expect(await ana()).toEqual(isIn);
    expect(anaKnown()).toEqual(isIn);
    now += 1;
    expect(anaKnown()).toBeUndefined();
    expect(await ana()).toEqual(isOut);
    expect(await asked()).toHaveLength(2);
  });

  test('is asked anew for whoever needs it fresher, and serves the others', async () => {
    await ana();
    await setUsers(leads, []);
    now += minute - 1;
    expect(await ana(minute)).toEqual(isIn);
    now += 1;
    expect(anaKnown(minute)).toBeUndefined();
    expect(anaKnown()).toEqual(isIn);
    expect(anaKnown(Infinity)).toEqual(isIn);
    expect(await ana(minute)).toEqual(isOut);
    expect(anaKnown()).toEqual(isOut);
  });

  test('is as old as the question, not as the answer', async () => {
    await strike({ kind: 'delay', ms: 50, count: 1 });
    const answer = ana();
    now += minute;
    expect(await answer).toEqual(isIn);
    expect(anaKnown(minute)).toBeUndefined();
    expect(anaKnown()).toEqual(isIn);
  });

  test('is found among thousands', async () => {
    const others = Array.from({ length: 5_000 }, (_, nth) => `U1${nth}`);
    const people = [...others, 'U0ANA'].map((id) => ({ id, name: id }));
    const all = { id: leads, handle: 'all', users: people.map(({ id }) => id), disabled: false };
    await begin(everything, 10_000, { seed: { people, channels: [], userGroups: [all] } });
    expect(await ana()).toEqual(isIn);
    expect(groups.knownGroupsOf('U14999', [leads])).toEqual(isIn);
    expect(groups.knownGroupsOf('U15000', [leads])).toEqual(isOut);
  });
});

describe('many at once', () => {
  test('make one request for a group', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => ana(0)));
    expect(all).toEqual(all.map(() => isIn));
    expect(await asked()).toEqual([leads]);
  });

  test('make one request for a group that can’t be read', async () => {
    await strike({ kind: 'close-before' });
    const all = await Promise.all(Array.from({ length: 50 }, () => ana()));
    expect(all).toEqual(all.map(() => unread(expect.any(String), true)));
    expect(await asked()).toEqual([leads]);
  });

  test('groups are each read once, and told in order', async () => {
    const many = Array.from({ length: 19 }, (_, nth) => `S${nth}X`);
    const facts = await groups.groupsOf('U0ANA', [...many, leads, leads]);
    expect(facts.in).toEqual([leads]);
    expect(facts.unread.map(({ group }) => group)).toEqual(many);
    expect((await asked()).sort()).toEqual([...many, leads].sort());
  });

  test('groups are read eight at a time, which leaves the outbox its connections', async () => {
    const silent = await startFakeSlack();
    silent.on('usergroups.users.list', { mischief: 'hang' });
    groups = createUserGroups({ client: clientOf(silent), monotonic: () => now });
    const many = Array.from({ length: 20 }, (_, nth) => `S${nth}X`);
    const facts = groups.groupsOf('U0ANA', many);
    await until(() => silent.calls.length >= 8);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(silent.calls).toHaveLength(8);
    await silent.stop();
    expect((await facts).unread).toHaveLength(20);
  });
});

describe('a group that can’t be read', () => {
  test('for want of the scope grants nothing, and is asked about once a minute', async () => {
    await begin(allScopes);
    expect(await ana()).toEqual(unread('missing_scope', false));
    now += minute - 1;
    expect(await ana()).toEqual(unread('missing_scope', false));
    expect(anaKnown()).toEqual(unread('missing_scope', false));
    expect(await asked()).toHaveLength(1);
    now += 1;
    expect(anaKnown()).toBeUndefined();
    expect(await ana()).toEqual(unread('missing_scope', false));
    expect(await asked()).toHaveLength(2);
  });

  test.each(['plan_upgrade_required', 'paid_teams_only', 'access_denied', 'no_permission'])(
    'by %s stays so',
    async (error) => {
      await strike({ kind: 'error', error });
      expect(await ana()).toEqual(unread(error, false));
    },
  );

  test('because it is not there, or is disabled, leaves the others as they are', async () => {
    expect(await groups.groupsOf('U0BO', [leads, 'S0NOWHERE', 'S0MLOLD', ops])).toEqual({
      in: [ops],
      unread: [
        { group: 'S0NOWHERE', why: 'no_such_subteam', passing: false },
        { group: 'S0MLOLD', why: 'no_such_subteam', passing: false },
      ],
    });
  });

  test('for a lasting reason takes back what was known', async () => {
    await ana();
    await slack.control('POST', 'act/group', { group: 'ml-leads', disabled: true });
    expect(anaKnown()).toEqual(isIn);
    now += minute;
    expect(await ana(minute)).toEqual(unread('no_such_subteam', false));
    expect(anaKnown(Infinity)).toEqual(unread('no_such_subteam', false));
  });

  test.each([
    ['a server’s failure', { kind: 'status', status: 503 }],
    ['a page that is not Slack’s', { kind: 'status', status: 200, body: 'html' }],
    ['a lost connection', { kind: 'close-before' }],
    ['a lost answer', { kind: 'truncate' }],
    ['garbage', { kind: 'garbage' }],
    ['an error at Slack', { kind: 'error', error: 'internal_error' }],
    ['a token that was taken back', { kind: 'error', error: 'token_revoked' }],
    ['a token that is no good', { kind: 'error', error: 'invalid_auth' }],
    ['an error nobody heard of', { kind: 'error', error: 'moon_in_the_way' }],
    ['a limit without a time', { kind: 'error', error: 'ratelimited' }],
  ])('by %s is tried again in five seconds', async (_, fault) => {
    await strike(fault);
    expect(await ana()).toEqual(unread(expect.any(String), true));
    await mend();
    now += 4_999;
    expect(await ana()).toEqual(unread(expect.any(String), true));
    expect(anaKnown()).toEqual(unread(expect.any(String), true));
    expect(await asked()).toHaveLength(1);
    now += 1;
    expect(await ana()).toEqual(isIn);
    expect(anaKnown()).toEqual(isIn);
  });

  test('for a passing reason serves whoever takes the last answer', async () => {
    await ana();
    now += 2 * minute;
    await strike({ kind: 'status', status: 500 });
    expect(await ana(minute)).toEqual(unread(expect.any(String), true));
    expect(await ana()).toEqual(isIn);
    expect(anaKnown()).toEqual(isIn);
    now += 3 * minute;
    expect(await ana()).toEqual(unread(expect.any(String), true));
    expect(anaKnown(Infinity)).toEqual(isIn);
  });

  test.each([
    [9, 9_000],
    [2, 5_000],
    [86_400, minute],
  ])('by a limit of %i s leaves Slack alone for %i ms, for all groups', async (seconds, ms) => {
    await strike({ kind: 'status', status: 429, retryAfterSeconds: seconds });
    expect(await ana()).toEqual(unread('ratelimited', true));
    await mend();
    now += ms - 1;
    expect(await groups.groupsOf('U0BO', [ops])).toEqual(unread('ratelimited', true, ops));
    expect(await asked()).toEqual([leads]);
    now += 1;
    expect(await groups.groupsOf('U0BO', [ops])).toEqual({ in: [ops], unread: [] });
  });
});

test('silence is no answer, and passes', async () => {
  await begin(everything, 300);
  await strike({ kind: 'record-then-hang' });
  expect(await ana()).toEqual(unread(expect.any(String), true));
});

describe('an answer in another form', () => {
  test.each([
    ['nothing', {}],
    ['null', { users: null }],
    ['a text', { users: 'U0ANA' }],
    ['a mapping', { users: { U0ANA: true } }],
    ['people', { users: [{ id: 'U0ANA' }] }],
    ['a list with something else in it', { users: ['U0ANA', 7] }],
  ])('such as %s grants nothing, and is tried again', async (_, said) => {
    const strange = await startFakeSlack();
    atEnd(() => strange.stop());
    groups = createUserGroups({ client: clientOf(strange), monotonic: () => now });
    strange.on('usergroups.users.list', { body: { ok: true, ...said } });
    expect(await ana()).toEqual(unread('Slack lists its members in a way I can’t read', true));
    strange.on('usergroups.users.list', { body: { ok: true, users: ['U0ANA'], more: 1 } });
    now += 5_000;
    expect(await ana()).toEqual(isIn);
    expect(strange.callsOf('usergroups.users.list')).toHaveLength(2);
    expect(strange.calls[0]?.args).toEqual({ usergroup: leads, include_disabled: 'false' });
  });
});
