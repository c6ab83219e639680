// With a policy file in force: who sees which jobs, on every surface.

import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import { createActs, dm, elsewhere, lead, prod } from './acting.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const { type, press, refused, launchBy } = createActs(() => bot);

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

  test.each(['list all', 'status HANDLE'])(
    '%s shows them to somebody whom a user group lets, though nothing has asked for it yet',
    async (text) => {
      bot.setPolicy({ roles: { ops: { groups: ['S0OPS'] } }, private: { see: ['ops'] } });
      bot.groups.in.set('S0OPS', ['U0BO']);
      bot.groups.told = 'when-asked';
      expect(await see(text.replace('HANDLE', handle), 'U0BO')).toContain('hello 3');
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

test.each(['list all', 'status HANDLE', 'status hello'])(
  '%s shows what everybody sees while Slack doesn’t tell of the group of those who see outlines',
  async (text) => {
    const handle = await launchBy('U0ANA');
    bot.setPolicy({ roles: { ops: { groups: ['S0OPS'] } }, grants: { admin: ['ops'] } });
    bot.groups.unread.set('S0OPS', { group: 'S0OPS', why: 'ratelimited', passing: true });
    const typed = text.replace('HANDLE', handle);
    expect(JSON.stringify(await bot.ask(typed, 'U0BO', 'see', elsewhere))).toContain('hello 3');
  },
);

describe('a guest whom the policy lets view', () => {
  let handle = '';
  beforeEach(async () => {
    handle = await launchBy('U0ANA');
    const roles = { part: { people: ['U0GUEST'] } };
    bot.setPolicy({ roles, grants: { view: ['members', 'part'], launch: ['members', 'part'] } });
  });
  const ask = async (text: string, channel: string) => {
    const typed = text.replace('HANDLE', handle);
    return JSON.stringify(await bot.ask(typed, 'U0GUEST', `${text} ${channel}`, channel));
  };

  test.each(['list all', 'status HANDLE', 'status hello', 'logs HANDLE', 'rerun HANDLE dry-run'])(
    '%s shows them the jobs of the channel where they ask, since Slack hides others from them',
    async (text) => {
      expect(await ask(text, prod)).toContain('hello 3');
      for (const known of [true, false]) {
        bot.remembers.value = known;
        expect(await ask(text, elsewhere)).not.toContain('hello 3');
      }
    },
  );
});

describe('what may not be viewed', () => {
  test.each(['rerun HANDLE dry-run', 'rerun HANDLE', 'cancel HANDLE'])(
    '%s doesn’t show it there either, to somebody who may launch',
    async (text) => {
      const handle = await launchBy('U0ANA');
      bot.setPolicy({ roles: lead, channels: { [prod]: { view: ['lead'] } } });
      const typed = text.replace('HANDLE', handle);
      const answer = await bot.ask(typed, 'U0BO', 'see', prod);
      expect(JSON.stringify(answer)).not.toContain('hello 3');
    },
  );

  test.each([
    'list',
    'top',
    'status HANDLE',
    'logs HANDLE',
    'watch',
    'template',
    'channel',
    'doctor',
  ])('%s is refused where the channel’s rules do', async (text) => {
    const handle = await launchBy('U0ANA');
    bot.setPolicy({ roles: lead, channels: { [prod]: { view: ['lead'] } } });
    await refused(
      type(() => text.replace('HANDLE', handle)),
      'view',
    );
  });

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
