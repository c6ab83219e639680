// What a channel hears: by how it is set when something happens, with the rest kept and shown to whoever asks.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const second = 1_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

async function press(
  verb: 'suppressed' | 'suppressed-here',
  handle: string,
  userId = 'U0BO',
  channel = requester.channel,
): Promise<Answer | undefined> {
  const before = bot.answers.length;
  const request = { key: `press ${channel}`, requester: { ...requester, userId, channel } };
  await bot.interactions.press(request, { verb, handle });
  await bot.answered();
  return bot.answers.slice(before).at(-1);
}

/** Sets the only job's state and looks. */
async function move(state: string, more: object = {}): Promise<void> {
  bot.skip(10 * second);
  bot.set(bot.job().key.id, { state, ...more });
  await bot.poll();
  await bot.wait(5 * second);
}

async function launch(text?: string): Promise<string> {
  const handle = await bot.launch(text);
  await bot.wait(3 * second);
  return handle;
}

const error = { code: 3, message: 'The replica workerpool0-0 exited with a non-zero status of 1.' };

describe('a channel that hears of failures', () => {
  beforeEach(() => bot.ask('channel failures'));

  test('is told a failure with all that completes it, and nothing of a life as it should be', async () => {
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await move('FAILED', { endTime: bot.now(), error });
    await bot.wait(20 * second);
    expect(bot.told()).toEqual(['state:FAILED', 'reason:FAILED']);
    expect(bot.edits.at(-1)).toBe('FAILED');
  });

  test('is told what people did, and the end of what they cancelled', async () => {
    const handle = await launch();
    await move('RUNNING', { startTime: bot.now() });
    await bot.ask(`cancel ${handle}`);
    await bot.wait(5 * second);
    await move('SUCCEEDED', { endTime: bot.now() });
    expect(bot.told()).toEqual(['cancel-asked', 'state:SUCCEEDED']);
  });

  test('holds nothing up by what it does not hear', async () => {
    const handle = await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('SUCCEEDED', { endTime: bot.now() });
    expect(bot.told()).toEqual([]);
    expect(bot.edits.at(-1)).toBe('SUCCEEDED');
    expect(await bot.store.transaction((tx) => tx.threads.countOpen())).toBe(0);
    expect(await bot.ask(`status ${handle}`)).toMatchObject({
      thread: { waiting: 0, suppressed: 3 },
    });
  });
});

describe('a quiet channel', () => {
  beforeEach(() => bot.ask('channel quiet'));

  test('is told no failure: its card says it, and the rest is shown to whoever asks', async () => {
    const handle = await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await move('FAILED', { endTime: bot.now(), error });
    await bot.wait(20 * second);
    expect(bot.told()).toEqual([]);
    expect(bot.edits.at(-1)).toBe('FAILED');
    const shown = await press('suppressed', handle);
    if (shown?.kind !== 'suppressed') throw new Error(shown?.kind);
    expect(shown.jobs.map(({ card, updates }) => [card.launch.handle, updates.length])).toEqual([
      [handle, 4],
    ]);
    expect(shown.jobs[0]?.updates.map(({ update }) => update.kind)).toEqual([
      'launched',
      'job',
      'job',
      'job',
    ]);
    expect(await press('suppressed-here', 'channel')).toEqual(shown);
  });

  test('is asked what only a person can decide', async () => {
    bot.vertexScript.onCreate = { failure: { kind: 'in-doubt', message: '?' }, recorded: false };
    await launch();
    await bot.wait(400 * second);
    expect(bot.told()).toEqual(['launch-unknown']);
  });
});

describe('a job with a thread in several channels', () => {
  const ask = async (text: string, userId: string, channel: string) => {
    const answer = await bot.ask(text, userId, undefined, channel);
    await bot.wait(5 * second);
    return answer;
  };
  const other = 'C0RESEARCH';
  let handle: string;
  beforeEach(async () => {
    bot.make('resnet');
    await ask('watch name=resnet', 'U0ANA', 'C0JOBS');
    await ask('channel quiet', 'U0BO', other);
    await ask('watch name=resnet', 'U0BO', other);
    await move('FAILED', { endTime: bot.now(), error });
    const { cards } = await bot.store.transaction((tx) => tx.cards.byNamePrefix('resnet', 1));
    const [card] = cards;
    handle = card?.launch.handle ?? '';
  });

  test('is shown as it is in the channel where somebody asks', async () => {
    expect(await ask(`status ${handle}`, 'U0ADMIN', other)).toMatchObject({
      thread: { channel: other, suppressed: 2 },
      card: { watched: { by: 'U0BO', channel: other } },
    });
    expect(await ask(`status ${handle}`, 'U0ADMIN', 'C0JOBS')).toMatchObject({
      thread: { channel: 'C0JOBS', suppressed: 0 },
      card: { watched: { by: 'U0ANA' } },
    });
    expect(await ask(`status ${handle}`, 'U0ADMIN', 'C0ELSE')).toMatchObject({
      thread: { channel: 'C0JOBS' },
      card: { watched: { by: 'U0ANA' } },
    });
  });

  test.each(['suppressed', 'suppressed-here'] as const)(
    'shows what was held back there, to be said to whoever set the watch there (%s)',
    async (verb) => {
      const shown = await press(verb, handle, 'U0ADMIN', other);
      expect(shown).toMatchObject({
        jobs: [{ card: { watched: { by: 'U0BO' } }, updates: [{}, {}] }],
      });
      expect(await press(verb, handle, 'U0ADMIN', 'C0JOBS')).toMatchObject({ jobs: [] });
    },
  );
});

describe('set anew', () => {
  test('a channel is not told what was held back before', async () => {
    await bot.ask('channel quiet');
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await bot.ask('channel all');
    await bot.wait(5 * second);
    expect(bot.told()).toEqual([]);
    await move('SUCCEEDED', { endTime: bot.now() });
    expect(bot.told()).toEqual(['state:SUCCEEDED']);
  });

  test('what completes a failure goes where the failure went', async () => {
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await bot.ask('channel quiet');
    await move('FAILED', { endTime: bot.now(), error });
    expect(bot.told().slice(-2)).toEqual(['state:FAILED', 'reason:FAILED']);
  });

  test('a reason whose failure was held back is held back as well', async () => {
    await bot.ask('channel quiet');
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await bot.ask('channel all');
    await move('FAILED', { endTime: bot.now(), error });
    expect(bot.told()).toEqual([]);
  });
});

describe('broadcast', () => {
  test('shows a failure in the channel, and nothing else', async () => {
    await bot.ask('channel broadcast=on');
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await move('FAILED', { endTime: bot.now(), error });
    const shown = bot.posts.map(({ kinds, broadcast }) => [kinds.join(), broadcast === true]);
    expect(shown).toEqual([
      ['settings', false],
      ['root', false],
      ['launched', false],
      ['state:RUNNING', false],
      ['state:FAILED,reason:FAILED', true],
    ]);
  });

  test('is off unless it was asked for', async () => {
    await launch();
    await move('FAILED', { endTime: bot.now() });
    expect(bot.posts.some(({ broadcast }) => broadcast === true)).toBe(false);
  });
});
