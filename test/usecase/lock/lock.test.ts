// Locks are set, listed and taken off: by whom, until when, and who hears of it.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';

const hour = 3_600_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
const inForce = () => bot.store.transaction((tx) => tx.locks.inForce());

describe('a lock', () => {
  test('is set by a workspace admin, told in the channel, and on record', async () => {
    expect(await bot.ask('lock all data moves', 'U0ADMIN', 'k1')).toMatchObject({
      kind: 'lock-set',
      lock: { number: 1, scope: { kind: 'all' }, reason: 'data moves', by: 'U0ADMIN' },
    });
    await bot.wait(1_000);
    expect(bot.acts).toMatchObject([{ kind: 'locked', by: 'U0ADMIN', lock: { number: 1 } }]);
    expect(await audit('command:k1')).toMatchObject({
      actor: 'U0ADMIN',
      verb: 'lock',
      subject: 'all',
      detail: { reason: 'data moves' },
      outcome: 'set as lock 1',
    });
  });

  test('is set by nobody else, and that is on record', async () => {
    for (const id of ['U0ANA', 'U0GUEST']) {
      expect(await bot.ask('lock all for fun', id, id)).toMatchObject({
        kind: 'refused',
        act: 'lock',
      });
      expect((await audit(`command:${id}:refused`))?.outcome).toMatch(/^refused: /);
    }
    expect(await inForce()).toEqual([]);
  });

  test('is set by who has the permission by a policy file, and then not by admins', async () => {
    bot.setPolicy({ roles: { lead: { people: ['U0BO'] } }, grants: { lock: ['lead'] } });
    expect(await bot.ask('lock all x', 'U0ADMIN')).toMatchObject({
      kind: 'refused',
      why: { kind: 'not-granted', verb: 'lock', roles: ['lead'] },
      ask: ['U0BO'],
    });
    expect(await bot.ask('lock all x', 'U0BO')).toMatchObject({ kind: 'lock-set' });
  });

  test('is set once by one request, however often it arrives', async () => {
    await bot.ask('lock all x', 'U0ADMIN', 'k1');
    expect(await bot.ask('lock all x', 'U0ADMIN', 'k1')).toMatchObject({ kind: 'locks' });
    expect(await inForce()).toHaveLength(1);
    await bot.wait(1_000);
    expect(bot.acts).toHaveLength(1);
  });

  test('ends at the next such time in the zone of who set it, or so much later', async () => {
    bot.people.change('U0ADMIN', { timeZone: 'America/Sao_Paulo' });
    // It is noon UTC, and nine there.
    await bot.ask('lock all until=18:00 x', 'U0ADMIN');
    await bot.ask('lock template=hello until=08:00 x', 'U0ADMIN');
    await bot.ask('lock all until=2h x', 'U0ADMIN');
    const now = bot.now();
    expect((await inForce()).map(({ until }) => ((until ?? 0) - now) / hour)).toEqual([9, 23, 2]);
  });

  test('without a time zone is not set until a time of the day', async () => {
    expect(await bot.ask('lock all until=18:00 x', 'U0ADMIN')).toMatchObject({
      problems: [{ kind: 'lock-zone-not-told' }],
    });
    expect(await inForce()).toEqual([]);
  });

  test.each([
    ['template=helo', 'hello'],
    ['template=x*', undefined],
    ['in=us-centrl1', 'us-central1'],
    ['in=other/us-central1', 'us-central1'],
  ])('%s would cover nothing, and is not set', async (scope, near) => {
    const answer = await bot.ask(`lock ${scope} x`, 'U0ADMIN');
    expect(answer).toMatchObject({ problems: [{ kind: 'lock-covers-nothing' }] });
    expect(answer).toMatchObject({ problems: [near === undefined ? {} : { near }] });
    expect(await inForce()).toEqual([]);
  });

  test('is listed to everybody who may see jobs, while it is in force', async () => {
    await bot.ask('lock all until=2h x', 'U0ADMIN');
    await bot.ask('lock in=us-central1 y', 'U0ADMIN');
    expect(await bot.ask('lock', 'U0BO')).toMatchObject({ locks: [{ number: 1 }, { number: 2 }] });
    expect(await bot.ask('lock', 'U0GUEST')).toMatchObject({ kind: 'refused' });
    bot.skip(2 * hour);
    expect(await bot.ask('lock', 'U0BO')).toMatchObject({ locks: [{ number: 2 }] });
  });
});

describe('a lock is taken off', () => {
  beforeEach(async () => {
    bot.setPolicy({
      roles: { lead: { people: ['U0BO', 'U0ADMIN'] } },
      grants: { lock: ['lead'] },
    });
    await bot.ask('lock all x', 'U0BO');
  });

  test.each([
    ['who set it', 'U0BO'],
    ['somebody else who may lock', 'U0ADMIN'],
  ])('by %s, told and on record', async (_, id) => {
    expect(await bot.ask('unlock 1', id, 'k1')).toMatchObject({
      kind: 'unlocked',
      locks: [{ number: 1 }],
      left: [],
    });
    expect(await inForce()).toEqual([]);
    await bot.wait(5_000);
    expect(bot.acts).toMatchObject([{ kind: 'locked' }, { kind: 'unlocked', by: id }]);
    expect(await audit('command:k1')).toMatchObject({ verb: 'unlock', outcome: 'taken off' });
  });

  test('by who set it even without the permission any more', async () => {
    bot.setPolicy({ roles: { lead: { people: ['U0ADMIN'] } }, grants: { lock: ['lead'] } });
    expect(await bot.ask('unlock all', 'U0BO')).toMatchObject({ kind: 'unlocked' });
  });

  test('by nobody else', async () => {
    expect(await bot.ask('unlock 1', 'U0ANA', 'k1')).toMatchObject({
      kind: 'refused',
      act: 'unlock',
      ask: ['U0BO', 'U0ADMIN'],
    });
    expect((await audit('command:k1:refused'))?.outcome).toMatch(/^refused: /);
    expect(await inForce()).toHaveLength(1);
  });

  test('by what it covers, with all that cover the same', async () => {
    await bot.ask('lock all y', 'U0ADMIN');
    await bot.ask('lock template=hello z', 'U0ADMIN');
    expect(await bot.ask('unlock all', 'U0ADMIN')).toMatchObject({
      locks: [{ number: 1 }, { number: 2 }],
      left: [{ number: 3 }],
    });
  });

  test('only if there is one', async () => {
    expect(await bot.ask('unlock 7', 'U0ADMIN')).toMatchObject({
      problems: [{ kind: 'no-such-lock' }],
    });
    expect(await bot.ask('unlock 1', 'U0ADMIN', 'k1')).toMatchObject({ kind: 'unlocked' });
    expect(await bot.ask('unlock 1', 'U0ADMIN', 'k1')).toMatchObject({ kind: 'locks' });
    expect(await bot.ask('unlock 1', 'U0ADMIN', 'k2')).toMatchObject({
      problems: [{ kind: 'no-such-lock' }],
    });
  });

  test('where it was set and where somebody took it off', async () => {
    await bot.ask('unlock 1', 'U0BO', 'k1', 'C0OTHER');
    await bot.wait(5_000);
    const told = bot.posts.filter(({ kinds }) => kinds.includes('unlocked'));
    expect(told.map(({ channel }) => channel).sort()).toEqual(['C0JOBS', 'C0OTHER']);
  });
});
