// With a policy file in force: acts other than launches, on their surfaces. Each is refused before it does anything, put on record, and done for who may.

import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, createHarness, settings, target, type Harness } from '../harness.ts';
import { leastSpec, yaml } from '../template/template-interactions.ts';

const prod = 'C0PROD';
const elsewhere = 'C0ELSEWHERE';
const dm = 'D0BO';
const atHome = { atHome: true, window: { trigger: 't' } } as const;
const lead = { lead: { people: ['U0ANA'] } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

type Act = { readonly userId: string; readonly key: string };
type Doing = (act: Act) => Promise<unknown>;

const requestOf = ({ userId, key }: Act, channel = prod, more: object = {}) => ({
  ...{ key, trigger: `t-${key}` },
  requester: { ...requester, userId, channel, ...more },
});
const type =
  (text: () => string, channel = prod): Doing =>
  (act) =>
    bot.interactions.command(requestOf(act, channel), '/job', text());
const say =
  (text: () => string, channel = prod): Doing =>
  (act) =>
    bot.interactions.hear(requestOf(act, channel), '/job', { text: text() });
const press =
  (action: () => Action, channel = prod, more: object = {}): Doing =>
  (act) =>
    bot.interactions.press(requestOf(act, channel, more), action());

const outcomeOf = (key: string) =>
  bot.store.transaction(async (tx) => {
    const row = (await tx.audit.byKey(`${key}:refused`)) ?? (await tx.audit.byKey(key));
    return row === undefined ? undefined : `${row.actor} ${row.verb}: ${row.outcome ?? ''}`;
  });
const answered = () => JSON.stringify(bot.answers);

async function refused(act: Doing, verb: string, userId = 'U0BO'): Promise<void> {
  const acked = await act({ userId, key: 'refused' });
  await bot.wait(3_000);
  expect(await outcomeOf('refused')).toMatch(new RegExp(`^${userId} ${verb}: refused`));
  expect(JSON.stringify(acked ?? '') + answered()).toMatch(/not-granted/);
}
async function done(act: Doing, userId = 'U0ANA'): Promise<void> {
  await act({ userId, key: `done${bot.now()}` });
  await bot.wait(3_000);
}

async function launchBy(userId: string, channel = prod): Promise<string> {
  await bot.type('launch hello', userId, 'first', channel);
  await bot.wait(3_000);
  await bot.poll();
  bot.answers.length = 0;
  const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:first'));
  return launch?.handle ?? '';
}

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

  test('a lost launch is not given up at Home by who may not launch there', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'lost' },
      recorded: false,
    };
    const handle = await launchBy('U0BO', elsewhere);
    await bot.wait(settings.quarantineMs + 60_000);
    const state = async () =>
      (await bot.store.transaction((tx) => tx.launches.byHandle(handle)))?.state;
    expect(await state()).toBe('unknown');
    bot.setPolicy({ roles: lead, channels: { [dm]: { launch: ['lead'] } } });
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

describe('templates', () => {
  const files = [
    { roles: lead, grants: { template: ['lead'] } },
    {
      roles: lead,
      grants: { template: ['members'] },
      channels: { [prod]: { template: ['lead'] } },
    },
  ];
  const save =
    (channel = prod, more: object = {}): Doing =>
    (act) =>
      bot.interactions.submitTemplate(
        requestOf(act, channel, more),
        { channel, name: 'train', base: 0 },
        { text: yaml(), note: 'why' },
      );
  const versions = () =>
    bot.store.transaction(async (tx) => (await tx.templateSaves.history('train', 9)).length);

  test.each(files)('are written only by who may, by %j', async (file) => {
    bot.setPolicy(file);
    const before = bot.shown.length;
    // An admin of Slack is none of the bot’s, with a file that says who may.
    const who = file.grants.template.includes('members') ? 'U0BO' : 'U0ADMIN';
    const result = await save()({ userId: who, key: 'k1' });
    expect(result).toMatchObject({ ok: false });
    await refused(
      type(() => 'template save train'),
      'template',
      who,
    );
    expect(bot.shown).toHaveLength(before);
    expect(await versions()).toBe(0);
    await done(save());
    expect(await versions()).toBe(1);
    await save()({ userId: who, key: 'k2' });
    for (const text of ['template restore train v1', 'template delete train']) {
      await type(() => text)({ userId: who, key: text });
      await bot.wait(3_000);
      expect(await outcomeOf(text)).toMatch(/template: refused/);
    }
    expect(await versions()).toBe(1);
    await done(type(() => 'template delete train'));
    expect(await versions()).toBe(2);
  });

  test('have a channel’s rules at Home, too: nothing about them is still to be chosen', async () => {
    bot.setPolicy({
      ...{ roles: lead, grants: { template: ['members'] } },
      channels: { default: { template: ['lead'] } },
    });
    expect(await save(dm, atHome)({ userId: 'U0BO', key: 'k1' })).toMatchObject({ ok: false });
    expect(await versions()).toBe(0);
  });
});

describe('a raw spec', () => {
  const rerun = (job: string): Doing => type(() => `rerun ${job}`);

  test.each([
    { roles: lead, grants: { template: ['lead'], launch: ['members'] } },
    { roles: lead, grants: { template: ['members'], launch: ['lead'] } },
    { roles: lead, grants: { template: ['members'] }, channels: { [prod]: { launch: ['lead'] } } },
    {
      roles: lead,
      grants: { template: ['members'] },
      channels: { [prod]: { template: ['lead'] } },
    },
  ])('of a watched job is launched by who may write templates and launch: %j', async (file) => {
    const { name } = bot.make('theirs', { jobSpec: leastSpec });
    bot.setPolicy(file);
    await rerun(name)({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
    await done(rerun(name));
    expect(bot.creates).toHaveLength(1);
  });

  test('is none of the templates that a channel lists', async () => {
    const { name } = bot.make('theirs', { jobSpec: leastSpec });
    bot.setPolicy({
      grants: { template: ['members'] },
      channels: { [prod]: { templates: ['*'] } },
    });
    await rerun(name)({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
  });

  test.each([
    { roles: lead, grants: { template: ['members'] }, templates: { 'tr*': { launch: ['lead'] } } },
    { roles: lead, grants: { template: ['lead'] } },
  ])('what a preview showed is sent only by who may: %j', async (file) => {
    const text = `displayName: train\njobSpec:\n  workerPoolSpecs:\n    - machineSpec: { machineType: n1-standard-4 }\n      containerSpec: { imageUri: gcr.io/x/y }\n`;
    await bot.store.transaction((tx) =>
      tx.templateSaves.add(
        { name: 'train', number: 1, action: 'save', text, author: 'U0ANA' },
        'kept',
      ),
    );
    const send = press(() => ({
      verb: 'send-unchecked',
      template: 'train',
      version: 'v1',
      target,
    }));
    bot.setPolicy(file);
    await send({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
    await done(send);
    expect(bot.creates).toHaveLength(1);
  });
});

describe('the jobs of a private channel', () => {
  const secret = 'C0SECRET';
  let handle = '';
  beforeEach(async () => {
    bot.membership.kinds.set(secret, { kind: 'private' });
    bot.membership.shared.set('U0ANA', [secret]);
    handle = await launchBy('U0ANA', secret);
    bot.setPolicy({ roles: { ops: { people: ['U0BO'] } }, private: { see: ['ops'] } });
  });

  const see = async (text: string, userId: string) => {
    const before = bot.answers.length;
    const acked = await bot.type(text, userId, `see ${text} ${userId}`, elsewhere);
    await bot.wait(3_000);
    return JSON.stringify(acked ?? bot.answers.slice(before).at(0));
  };

  test.each(['list all', 'status HANDLE', 'status hello', 'logs HANDLE', 'rerun HANDLE dry-run'])(
    '%s shows them to who sees private ones, and not to admins',
    async (text) => {
      const typed = text.replace('HANDLE', handle);
      expect(await see(typed, 'U0BO')).toContain('hello 3');
      expect(await see(typed, 'U0ADMIN')).not.toContain('hello 3');
    },
  );

  test.each(['logs', 'rerun-form', 'status'] as const)(
    '%s, pressed, finds them for the same people',
    async (verb) => {
      const ask = async (userId: string) => {
        const before = [bot.answers.length, bot.shown.length];
        const acked = await press(() => ({ verb, handle }), elsewhere)({ userId, key: userId });
        await bot.wait(3_000);
        const shown = [...bot.answers.slice(before[0]), ...bot.shown.slice(before[1])];
        return JSON.stringify(acked ?? shown);
      };
      expect(await ask('U0BO')).toContain(handle);
      expect(await ask('U0ADMIN')).not.toContain('hello 3');
    },
  );

  test('Home has them', async () => {
    const pageOf = async (userId: string) => {
      await bot.interactions.homeOpened({ userId, teamId: 'T1', channel: `D${userId}` });
      await bot.homes();
      return inspect(bot.published.at(-1)?.page, { depth: 20 });
    };
    expect(await pageOf('U0BO')).toContain('hello 3');
    expect(await pageOf('U0ADMIN')).not.toContain('hello 3');
  });

  test('a watch takes in what its requester sees', async () => {
    const url = `projects/ml-prod/locations/us-central1/customJobs/${bot.job().key.id}`;
    expect(await see(`watch ${url}`, 'U0ADMIN')).toContain('outline');
    expect(await see(`watch ${url}`, 'U0BO')).toContain('watch-begun');
  });
});

describe('what may not be viewed', () => {
  test.each(['list', 'status HANDLE', 'logs HANDLE', 'watch', 'template', 'channel', 'doctor'])(
    '%s is refused where the channel’s rules do',
    async (text) => {
      const handle = await launchBy('U0ANA');
      bot.setPolicy({ roles: lead, channels: { [prod]: { view: ['lead'] } } });
      await refused(
        type(() => text.replace('HANDLE', handle)),
        'view',
      );
    },
  );

  test.each([true, false])(
    'there is not seen from other channels either (known already: %s)',
    async (known) => {
      const handle = await launchBy('U0ANA');
      const ask = async (text: string, userId: string) => {
        const before = bot.answers.length;
        const acked = await bot.type(text, userId, `${text} ${userId}`, elsewhere);
        await bot.wait(3_000);
        return JSON.stringify(acked ?? bot.answers.slice(before).at(0));
      };
      const texts = ['list all', `status ${handle}`, `logs ${handle}`, `rerun ${handle} dry-run`];
      for (const text of texts) expect(await ask(text, 'U0BO')).toContain('hello 3');
      bot.setPolicy({
        roles: { ...lead, ops: { people: ['U0GUEST'] } },
        channels: { [prod]: { view: ['lead', 'ops'] } },
        private: { see: ['members'] },
      });
      bot.remembers.value = known;
      bot.people.add('U0EVE');
      for (const text of texts) expect(await ask(text, 'U0EVE')).not.toContain('hello 3');
      expect(await ask(`cancel ${handle}`, 'U0EVE')).not.toContain('hello 3');
      // Its own people see it wherever they ask.
      for (const text of texts) expect(await ask(text, 'U0ANA')).toContain('hello 3');
    },
  );

  test('Home is refused by the grants', async () => {
    bot.setPolicy({ roles: lead, grants: { view: ['lead'] } });
    await bot.interactions.homeOpened({ userId: 'U0BO', teamId: 'T1', channel: dm });
    await bot.homes();
    expect(bot.published.at(-1)?.page.kind).not.toBe('open');
  });
});
