// Whom a launch that waits calls, where, and what they hear at half time.

import { beforeEach, describe, expect, test } from 'vitest';
import type { CalledApprovers } from '../../../app/domain/approval/approval.ts';
import { createHarness, type Harness } from '../harness.ts';

const hour = 3_600_000;
const templates = { hello: { approve: {} } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
});

const setRoles = (...lead: readonly object[]): void => {
  const roles = Object.fromEntries(lead.map((one, nth) => [`lead${nth}`, one]));
  bot.setPolicy({ roles, grants: { approve: Object.keys(roles) }, templates });
};

/** Launches what waits; whom it calls. */
async function called(): Promise<CalledApprovers> {
  const answer = await bot.decided(bot.type('launch hello'));
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  await bot.wait(2_000);
  return answer.approval.called;
}

describe('workspace admins', () => {
  test('are called as people of a role that they have', async () => {
    setRoles({ people: ['U0BO'] }, { workspaceAdmins: true });
    expect(await called()).toMatchObject({
      people: ['U0BO', 'U0ADMIN'],
      admins: true,
      allAdmins: true,
    });
  });

  test('are called without a file’s rule, too', async () => {
    bot.setPolicy({ templates });
    expect(await called()).toMatchObject({ people: ['U0ADMIN'], admins: true });
  });

  test('are called only if each list of roles lets them in', async () => {
    bot.people.change('U0CY', { isAdmin: true });
    bot.setPolicy({
      roles: { operator: { workspaceAdmins: true }, lead: { people: ['U0BO', 'U0CY'] } },
      grants: { approve: ['operator'] },
      templates: { hello: { approve: { by: ['lead'] } } },
    });
    const who = await called();
    expect(who).toMatchObject({ people: ['U0CY'], admins: false });
    expect(who.allAdmins).toBeUndefined();
  });

  test('of a large workspace are twenty, and the others may as well', async () => {
    for (let nth = 0; nth < 30; nth++) bot.people.add(`U1${nth}`, { isAdmin: true });
    setRoles({ workspaceAdmins: true });
    const who = await called();
    expect(who.people).toHaveLength(20);
    expect(who).toMatchObject({ admins: true, allAdmins: false });
  });

  test('who are not in the channel are asked by direct message, and not mentioned', async () => {
    bot.left.add('C0JOBS U0ADMIN');
    setRoles({ workspaceAdmins: true });
    expect(await called()).toMatchObject({ people: ['U0ADMIN'], outside: ['U0ADMIN'] });
    await bot.wait(60_000);
    expect(bot.direct).toEqual(['U0ADMIN']);
    expect(bot.notices).toMatchObject([{ kind: 'asked', again: false }]);
  });

  test('who are admins no more when the direct message is handed over get none', async () => {
    bot.left.add('C0JOBS U0ADMIN');
    setRoles({ workspaceAdmins: true });
    bot.presence.during = () => {
      bot.people.change('U0ADMIN', { isAdmin: false });
      return Promise.resolve();
    };
    await called();
    await bot.wait(60_000);
    expect(bot.direct).toEqual([]);
  });

  test('that Slack doesn’t list are not called, and it is on record why', async () => {
    bot.admins.unread = 'ratelimited';
    setRoles({ workspaceAdmins: true });
    expect(await called()).toMatchObject({ people: [], admins: true, adminsUnread: 'ratelimited' });
  });

  test('of whom none but who asks is left: nobody could approve it', async () => {
    setRoles({ workspaceAdmins: true });
    expect(await bot.decided(bot.type('launch hello', 'U0ADMIN'))).toMatchObject({
      kind: 'refused',
      why: { kind: 'nobody-could-approve' },
    });
    bot.admins.unread = 'ratelimited';
    expect(await bot.decided(bot.type('launch hello', 'U0ADMIN'))).toMatchObject({
      kind: 'launch-waits',
    });
  });
});

describe('nobody is called twice', () => {
  test('who is named, and in a group that is called, is called with the group', async () => {
    bot.groups.in.set('S0LEADS', ['U0BO', 'U0CY']);
    setRoles({ people: ['U0BO'], groups: ['S0LEADS'] }, { people: ['U0ADMIN'] });
    expect(await called()).toMatchObject({
      people: ['U0BO', 'U0ADMIN', 'U0CY'],
      groups: ['S0LEADS'],
      grouped: ['U0BO', 'U0CY'],
    });
  });

  test('who is in a group that isn’t called, since another list has no place for it, is called', async () => {
    bot.groups.in.set('S0LEADS', ['U0BO', 'U0CY']);
    bot.setPolicy({
      roles: { lead: { groups: ['S0LEADS'] }, boss: { people: ['U0BO'] } },
      grants: { approve: ['lead'] },
      templates: { hello: { approve: { by: ['boss'] } } },
    });
    expect(await called()).toMatchObject({ people: ['U0BO'], groups: [], grouped: [] });
  });
});

describe('where they are', () => {
  test('counts as the channel while Slack doesn’t say it, and it is asked no further', async () => {
    for (let nth = 0; nth < 12; nth++) bot.people.add(`U1${nth}`);
    setRoles({ people: Array.from({ length: 12 }, (_, nth) => `U1${nth}`) });
    bot.presence.failure = { kind: 'transient', message: 'Slack is busy.' };
    const answer = await bot.decided(bot.type('launch hello'));
    expect(bot.presence.looks).toBe(5);
    expect(answer).toMatchObject({ approval: { called: { outside: [] } } });
  });
});

describe('at half time', () => {
  test('who was asked by direct message is reminded there, once, and the others in the thread', async () => {
    bot.left.add('C0JOBS U0BO');
    setRoles({ people: ['U0BO', 'U0CY'] });
    await called();
    await bot.wait(60_000);
    expect(bot.direct).toEqual(['U0BO']);
    await bot.wait(12 * hour);
    await bot.wait(60_000);
    expect(bot.direct).toEqual(['U0BO', 'U0BO']);
    expect(bot.notices).toMatchObject([{ again: false }, { kind: 'asked', again: true }]);
    expect(bot.told()).toEqual(['approval-asked', 'approval-reminder']);
    await bot.wait(6 * hour);
    expect(bot.direct).toHaveLength(2);
  });

  test('who may approve it no more is not reminded by direct message', async () => {
    bot.left.add('C0JOBS U0BO');
    setRoles({ people: ['U0BO', 'U0CY'] });
    await called();
    await bot.wait(60_000);
    setRoles({ people: ['U0CY'] });
    await bot.wait(12 * hour);
    await bot.wait(60_000);
    expect(bot.direct).toEqual(['U0BO']);
  });

  test('both messages lose their buttons when somebody decides', async () => {
    bot.left.add('C0JOBS U0BO');
    setRoles({ people: ['U0BO', 'U0CY'] });
    const answer = await bot.decided(bot.type('launch hello'));
    if (answer?.kind !== 'launch-waits') throw new Error('does not wait');
    await bot.wait(60_000);
    await bot.wait(12 * hour);
    await bot.wait(60_000);
    await bot.ask(`cancel ${answer.handle}`);
    await bot.wait(60_000);
    const asks = await bot.store.transaction(async (tx) => {
      const launch = await tx.launches.byHandle(answer.handle);
      const [own] = await tx.threads.ofLaunch(launch?.id ?? '');
      const ids = ['ask', 'remind'].map((kind) => `${kind}:${own?.id ?? ''}:U0BO`);
      return Promise.all(ids.map((id) => tx.threads.get(id)));
    });
    expect(asks).toMatchObject([
      { cardWanted: 2, cardShown: 2 },
      { cardWanted: 2, cardShown: 2 },
    ]);
  });
});
