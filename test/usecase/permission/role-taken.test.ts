// A role that was taken away, or an account that was deactivated, after Slack last said who somebody is.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../app/domain/permission/policy.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { leastSpec, request, yaml } from '../template/template-interactions.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** Slack said `ago` ms ago what there was then; now it would say what has changed. */
function changedSince(id: string, ago: number, change: Partial<Person>): void {
  bot.said.set(id, { person: bot.people.get(id), at: bot.now() - ago });
  bot.people.change(id, change);
}

const noAdmin = { isAdmin: false };
const gone = { deactivated: true };
const cantSay = { kind: 'transient', message: 'ratelimited' } as const;
const lately = 2 * 60_000;
const justNow = 59_000;

const stateOf = () => [...bot.jobs.values()].map(({ state }) => state);
const refusals = () => bot.answers.filter(({ kind }) => kind === 'refused');

describe('a cancel of somebody else’s job', () => {
  let handle: string;
  beforeEach(async () => {
    handle = await bot.launch();
    await bot.runUntilIdle();
  });

  test.for([noAdmin, gone])('is refused two minutes after %j', async (change) => {
    changedSince('U0ADMIN', lately, change);
    await bot.type(`cancel ${handle}`, 'U0ADMIN', 'k1');
    await bot.runUntilIdle();
    expect(stateOf()).toEqual(['PENDING']);
    expect(refusals()).toHaveLength(1);
    const row = await bot.store.transaction((tx) => tx.audit.byKey('command:k1'));
    expect(row).toMatchObject({
      actor: 'U0ADMIN',
      outcome: expect.stringMatching(/^refused/) as unknown,
    });
  });

  test('is done within a minute of what Slack said', async () => {
    changedSince('U0ADMIN', justNow, noAdmin);
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.runUntilIdle();
    expect(stateOf()).toEqual(['CANCELLING']);
  });

  test('is refused where Slack can’t say', async () => {
    changedSince('U0ADMIN', lately, {});
    bot.lookUp.failure = cantSay;
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.wait(70_000);
    expect(stateOf()).toEqual(['PENDING']);
    expect(refusals()).toMatchObject([{ why: { kind: 'unanswered', act: 'cancel' } }]);
  });

  test('is done by an admin who still is one, asked anew', async () => {
    changedSince('U0ADMIN', lately, {});
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.runUntilIdle();
    expect(stateOf()).toEqual(['CANCELLING']);
  });
});

describe('a cancel of one’s own', () => {
  test.for([lately, 86_400_000])(
    'acts on what was known %i ms ago where Slack can’t say',
    async (ago) => {
      const handle = await bot.launch();
      await bot.runUntilIdle();
      changedSince('U0ANA', ago, {});
      bot.lookUp.failure = cantSay;
      await bot.type(`cancel ${handle}`);
      await bot.runUntilIdle();
      expect(stateOf()).toEqual(['CANCELLING']);
    },
  );
});

describe('a launch', () => {
  test('of a deactivated account buys nothing, as soon as Slack says so', async () => {
    changedSince('U0ANA', lately, gone);
    await bot.type('launch hello');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(0);
    expect(refusals()).toHaveLength(1);
  });

  test('goes by what was known lately where Slack can’t say', async () => {
    changedSince('U0ANA', lately, {});
    bot.lookUp.failure = cantSay;
    await bot.launch();
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(1);
  });

  test('from the spec of a watched job takes the role now', async () => {
    const job = bot.make('theirs', { jobSpec: leastSpec });
    changedSince('U0ADMIN', justNow, {});
    await bot.type(`rerun ${job.name}`, 'U0ADMIN');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(1);
    const [stored] = bot.answers;
    const handle = stored?.kind === 'launch-stored' ? stored.handle : '';
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    bot.set(bot.job(-1).key.id, { state: 'CANCELLED', endTime: bot.now() });
    await bot.poll();

    // Asked anew, and done.
    bot.skip(lately);
    expect(await bot.type(`rerun ${handle}`, 'U0ADMIN')).toBeUndefined();
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(2);

    // Asked anew, and refused.
    changedSince('U0ADMIN', lately, noAdmin);
    expect(await bot.type(`rerun ${handle}`, 'U0ADMIN')).toBeUndefined();
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(2);
    expect(refusals()).toHaveLength(1);
  });
});

describe('what is everybody’s', () => {
  const templates = () => bot.store.transaction((tx) => tx.templateSaves.newest('train'));
  const save = () =>
    bot.interactions.submitTemplate(
      request(`v${bot.now()}`),
      { channel: requester.channel, name: 'train', base: 0 },
      { text: yaml() },
    );

  test.for([
    ['taken away', noAdmin, undefined],
    ['not to be asked for', {}, cantSay],
  ] as const)(
    'a template is not saved or deleted by a role that is %s',
    async ([, change, failure]) => {
      changedSince('U0ADMIN', lately, change);
      bot.lookUp.failure = failure;
      expect(await save()).toMatchObject({ ok: false });
      expect(await templates()).toBeUndefined();
      bot.lookUp.failure = undefined;
      bot.people.change('U0ADMIN', { isAdmin: true });
      bot.skip(lately);
      expect(await save()).toMatchObject({ ok: true });

      changedSince('U0ADMIN', lately, change);
      bot.lookUp.failure = failure;
      await bot.type('template delete train', 'U0ADMIN');
      await bot.runUntilIdle();
      expect(await templates()).toMatchObject({ action: 'save' });
    },
  );

  test.for([
    ['deactivated', gone, undefined],
    ['not to be asked about', {}, cantSay],
  ] as const)(
    'no channel is quietened and nothing watched for an account that is %s',
    async ([, change, failure]) => {
      changedSince('U0ANA', lately, change);
      bot.lookUp.failure = failure;
      await bot.type('channel quiet');
      await bot.type('watch label.team=vision');
      await bot.wait(70_000);
      const [settings, watches] = await bot.store.transaction(async (tx) => [
        await tx.channels.get(requester.channel),
        await tx.watches.ofChannel(requester.channel),
      ]);
      expect(settings.mode).toBe('all');
      expect(watches.filter(({ state }) => state === 'active')).toEqual([]);
    },
  );
});
