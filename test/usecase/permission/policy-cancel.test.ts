// With a policy file in force: cancels, and what belongs to a channel. Each is refused before it does anything, put on record, and done for who may.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, settings, type Harness } from '../harness.ts';
import { atHome, createActs, dm, elsewhere, lead, prod, type Doing } from './acting.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const { type, say, press, outcomeOf, answered, refused, done, launchBy } = createActs(() => bot);

describe('a cancel', () => {
  let handle = '';
  const name = () => `cancel ${handle}`;
  const button = () => ({ verb: 'cancel', handle }) as const;
  const surfaces: readonly (readonly [string, Doing])[] = [
    ['slash', type(name)],
    ['slash in another channel', type(name, elsewhere)],
    ['button', press(button)],
    ['button in another channel', press(button, elsewhere)],
    ['button at Home', press(button, dm, atHome)],
  ];
  const files: readonly (readonly [string, string, object])[] = [
    ['their own', 'U0BO', { roles: lead, grants: { 'cancel-own': ['lead'] } }],
    ['their own', 'U0BO', { roles: lead, channels: { [prod]: { 'cancel-own': ['lead'] } } }],
    ['another’s', 'U0ADMIN', { roles: lead, grants: { 'cancel-any': ['lead'] } }],
    [
      'another’s',
      'U0ADMIN',
      {
        roles: { ...lead, it: { workspaceAdmins: true, people: ['U0ANA'] } },
        grants: { 'cancel-any': ['it'] },
        channels: { [prod]: { 'cancel-any': ['lead'] } },
      },
    ],
  ];
  const cases = surfaces.flatMap(([surface, act]) =>
    files.map(([whose, userId, file]) => [surface, whose, userId, file, act] as const),
  );

  test.each(cases)('(%s) of %s job by %s is refused by %j', async (_, __, userId, file, act) => {
    handle = await launchBy('U0BO');
    bot.setPolicy(file);
    await refused(act, 'cancel', userId);
    expect(bot.cancelCalls).toHaveLength(0);
    const stored = await bot.store.transaction((tx) => tx.cancels.byRequestKey('refused'));
    expect(stored).toBeUndefined();
  });

  // A name typed elsewhere is asked about first.
  const atOnce = surfaces.filter(([name]) => name !== 'slash in another channel');
  test.each(atOnce)('(%s) is done by who may', async (_, act) => {
    handle = await launchBy('U0BO');
    bot.setPolicy({ ...files[3]?.[2] });
    await done(act);
    expect(bot.cancelCalls).toHaveLength(1);
  });

  test('said in a message is confirmed by a press, and refused there as well', async () => {
    handle = await launchBy('U0BO');
    const confirm = press(button);
    await say(name)({ userId: 'U0BO', key: 'said' });
    await bot.wait(3_000);
    expect(answered()).toContain('cancel-asks');
    bot.setPolicy({ roles: lead, channels: { [prod]: { 'cancel-own': ['lead'] } } });
    await refused(confirm, 'cancel');
    await refused(say(name), 'cancel');
    expect(bot.cancelCalls).toHaveLength(0);
  });

  test.each(files.map(([, userId, file]) => [userId, file] as const))(
    'stored by %s is refused if %j comes into force before it is accepted',
    async (userId, file) => {
      handle = await launchBy('U0BO');
      await press(button, elsewhere)({ userId, key: 'k1' });
      const stored = await bot.store.transaction((tx) => tx.cancels.byRequestKey('k1'));
      expect(stored).toMatchObject({ state: 'requested' });
      bot.setPolicy(file);
      await bot.wait(3_000);
      expect(bot.cancelCalls).toHaveLength(0);
      expect(await outcomeOf('k1')).toMatch(/cancel: refused/);
    },
  );
});

describe('what belongs to a channel', () => {
  const strict = { roles: lead, channels: { [prod]: { launch: ['lead'] } } };
  const watched = (channel: string) => bot.store.transaction((tx) => tx.watches.ofChannel(channel));

  test('a watch is refused where one may not launch, also after it is stored', async () => {
    const watch = type(() => 'watch label.team=vision');
    await bot.type('watch name=x', 'U0BO', 'k1', prod);
    bot.setPolicy(strict);
    await bot.wait(3_000);
    expect(await outcomeOf('command:k1')).toMatch(/^U0BO watch: refused/);
    await refused(watch, 'watch');
    await refused(
      say(() => 'watch label.team=vision'),
      'watch',
    );
    expect(await watched(prod)).toEqual([]);
    await done(watch);
    expect(await watched(prod)).toHaveLength(1);
    await refused(
      type(() => 'unwatch label.team=vision'),
      '(un)?watch',
    );
    expect(await watched(prod)).toHaveLength(1);
    await bot.type('watch name=y', 'U0BO', 'k2', elsewhere);
    await bot.wait(3_000);
    expect(await watched(elsewhere)).toHaveLength(1);
  });

  test.each([
    ['a lost launch is not given up at Home by who may not launch there', dm],
    ['a lost launch is not given up from elsewhere by who may not launch in its channel', prod],
  ])('%s', async (_, ruled) => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'lost' },
      recorded: false,
    };
    const handle = await launchBy('U0BO', prod);
    await bot.wait(settings.quarantineMs + 60_000);
    const state = async () =>
      (await bot.store.transaction((tx) => tx.launches.byHandle(handle)))?.state;
    expect(await state()).toBe('unknown');
    bot.setPolicy({ roles: lead, channels: { [ruled]: { launch: ['lead'] } } });
    const drop = press(() => ({ verb: 'drop', handle }), dm, atHome);
    await refused(drop, 'launch');
    expect(await state()).toBe('unknown');
    await done(drop);
    expect(await state()).toBe('dropped');
  });

  test('its settings are not set by who may not launch there', async () => {
    const mode = async () => (await bot.store.transaction((tx) => tx.channels.get(prod))).mode;
    const before = await mode();
    bot.setPolicy(strict);
    await refused(
      type(() => 'channel quiet'),
      'channel',
    );
    expect(await mode()).toBe(before);
    await done(type(() => 'channel quiet'));
    expect(await mode()).toBe('quiet');
  });
});
