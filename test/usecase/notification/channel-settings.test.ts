// How a channel is told what happens: shown, set, and posted to the channel itself.

import { beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../domain/text/written.ts';
import { createHarness, type Harness } from '../harness.ts';

const second = 1_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

describe('the settings', () => {
  test('are shown to any member, with who set them and what was held back', async () => {
    expect(await bot.ask('channel', 'U0BO')).toMatchObject({
      kind: 'channel',
      settings: { mode: 'all', broadcast: false },
      suppressed: { updates: 0, launches: 0 },
    });
    await bot.ask('channel failures broadcast=on');
    await bot.launch();
    await bot.wait(3 * second);
    expect(await bot.ask('channel', 'U0BO')).toMatchObject({
      settings: {
        mode: 'failures',
        broadcast: true,
        setBy: 'U0ANA',
        setAt: bot.now() - 3 * second,
      },
      suppressed: { updates: 1, launches: 1 },
    });
  });

  test('are set by whoever may launch, and by nobody else; both are on record', async () => {
    expect(await bot.ask('channel quiet', 'U0GUEST', 'k1')).toMatchObject({ kind: 'refused' });
    expect(await bot.ask('channel', 'U0BO')).toMatchObject({ settings: { mode: 'all' } });
    await bot.ask('channel quiet', 'U0BO', 'k2');
    const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
    expect((await audit('command:k1:refused'))?.outcome).toContain('refused');
    expect(await audit('command:k2')).toMatchObject({
      actor: 'U0BO',
      verb: 'channel',
      outcome: 'set',
      detail: { mode: 'quiet' },
    });
  });

  test('are set once by one request, however often it arrives', async () => {
    await bot.ask('channel quiet', 'U0ANA', 'k1');
    await bot.ask('channel failures', 'U0BO', 'k2');
    expect(await bot.ask('channel quiet', 'U0ANA', 'k1')).toMatchObject({
      settings: { mode: 'failures', setBy: 'U0BO' },
    });
  });

  test('need a channel where the bot can post', async () => {
    bot.checks.channel = 'invisible';
    expect(await bot.ask('channel quiet')).toMatchObject({
      problems: [saying('I am not in this conversation')],
    });
    bot.checks.channel = 'archived';
    expect(await bot.ask('channel quiet')).toMatchObject({ kind: 'problem' });
    bot.checks.channel = 'joinable';
    expect(await bot.ask('channel quiet')).toMatchObject({ settings: { mode: 'quiet' } });
  });

  test('of a digest need a time zone', async () => {
    expect(await bot.ask('channel digest=09:00')).toMatchObject({
      problems: [saying('does not tell me your time zone')],
    });
    expect(await bot.ask('channel')).toMatchObject({ settings: { mode: 'all' } });
  });
});

describe('what somebody does to a channel', () => {
  const usual = { mode: 'all', broadcast: false };

  test('is posted there: who, and what instead of what', async () => {
    await bot.ask('channel quiet', 'U0BO');
    await bot.wait(2 * second);
    bot.people.change('U0ANA', { timeZone: 'Europe/Berlin' });
    await bot.ask('channel broadcast=on digest=09:00');
    await bot.wait(2 * second);
    const digest = { minutes: 540, zone: 'Europe/Berlin' };
    expect(bot.acts).toMatchObject([
      { kind: 'settings', by: 'U0BO', before: usual, after: { ...usual, mode: 'quiet' } },
      {
        kind: 'settings',
        by: 'U0ANA',
        before: { mode: 'quiet', broadcast: false },
        after: { mode: 'quiet', broadcast: true, digest },
      },
    ]);
  });

  test('is posted once, though Slack brings the request twice, and not where nothing changed', async () => {
    await bot.ask('channel quiet', 'U0BO', 'the-request');
    await bot.ask('channel quiet', 'U0BO', 'the-request');
    await bot.ask('channel quiet', 'U0ANA');
    await bot.wait(5 * second);
    expect(bot.acts).toHaveLength(1);
  });

  test('is stored with the change itself, so that no kill comes between them', async () => {
    await bot.ask('channel quiet', 'U0BO');
    // Nothing was delivered yet, and whoever comes next finds it.
    expect(bot.acts).toEqual([]);
    expect(await bot.store.transaction((tx) => tx.threads.nextDueAt())).toBeLessThanOrEqual(
      bot.now(),
    );
    await bot.wait(2 * second);
    expect(bot.acts).toHaveLength(1);
  });

  test('does not hold up the daily digest while it waits', async () => {
    await bot.ask('channel quiet', 'U0BO');
    const waits = await bot.store.transaction((tx) => tx.channels.digestWaits('C0JOBS'));
    expect(waits).toBe(false);
  });

  test('is not told to somebody who is alone with the bot', async () => {
    await bot.type('channel quiet', 'U0BO', undefined, 'D0BO');
    await bot.answered();
    await bot.wait(2 * second);
    expect(bot.acts).toEqual([]);
  });
});
