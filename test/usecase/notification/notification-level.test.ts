// What a channel hears: by how it is set when something happens, with the rest kept and shown to whoever asks.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createHarness, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

const second = 1_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** Types a command and returns what its requester is answered, after the ack or with it. */
async function ask(text: string, userId = 'U0ANA', key?: string): Promise<Answer | undefined> {
  const acked = await bot.type(text, userId, key);
  await bot.answered();
  return acked ?? bot.answers.at(-1);
}

async function press(
  verb: 'suppressed' | 'suppressed-here',
  handle: string,
): Promise<Answer | undefined> {
  const requester = { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' };
  await bot.interactions.press({ key: 'press', requester }, { verb, handle });
  await bot.answered();
  return bot.answers.at(-1);
}

/** The only job, or the one that was launched as the nth. */
const jobOf = (nth = 0): string => [...bot.jobs.keys()][nth] ?? '';

/** Sets the only job's state and looks. */
async function move(state: string, more: object = {}): Promise<void> {
  bot.skip(10 * second);
  bot.set(jobOf(), { state, ...more });
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
  beforeEach(() => ask('channel failures'));

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
    await ask(`cancel ${handle}`);
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
    expect(await ask(`status ${handle}`)).toMatchObject({ thread: { waiting: 0, suppressed: 3 } });
  });
});

describe('a quiet channel', () => {
  beforeEach(() => ask('channel quiet'));

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

describe('what somebody does to a channel', () => {
  const posted = () => bot.acts;
  const usual = { mode: 'all', broadcast: false };

  test('is posted there: who, and what instead of what', async () => {
    await ask('channel quiet', 'U0BO');
    await bot.wait(2 * second);
    bot.people.change('U0ANA', { timeZone: 'Europe/Berlin' });
    await ask('channel broadcast=on digest=09:00');
    await bot.wait(2 * second);
    const digest = { minutes: 540, zone: 'Europe/Berlin' };
    expect(posted()).toMatchObject([
      { kind: 'settings', by: 'U0BO', before: usual, after: { ...usual, mode: 'quiet' } },
      {
        kind: 'settings',
        by: 'U0ANA',
        before: { mode: 'quiet', broadcast: false },
        after: { mode: 'quiet', broadcast: true, digest },
      },
    ]);
  });

  test('once, though Slack brings the request twice, and not where nothing changed', async () => {
    await ask('channel quiet', 'U0BO', 'the-request');
    await ask('channel quiet', 'U0BO', 'the-request');
    await ask('channel quiet', 'U0ANA');
    await bot.wait(5 * second);
    expect(posted()).toHaveLength(1);
  });

  test('is stored with the change itself, so that no kill comes between them', async () => {
    await ask('channel quiet', 'U0BO');
    // Nothing was delivered yet, and whoever comes next finds it.
    expect(posted()).toEqual([]);
    expect(await bot.store.transaction((tx) => tx.threads.nextDueAt())).toBeLessThanOrEqual(
      bot.now(),
    );
    await bot.wait(2 * second);
    expect(posted()).toHaveLength(1);
  });

  test('does not hold up the daily digest while it waits', async () => {
    await ask('channel quiet', 'U0BO');
    const waits = await bot.store.transaction((tx) => tx.channels.digestWaits('C0JOBS'));
    expect(waits).toBe(false);
  });

  test('is not told to somebody who is alone with the bot', async () => {
    await bot.type('channel quiet', 'U0BO', undefined, 'D0BO');
    await bot.answered();
    await bot.wait(2 * second);
    expect(posted()).toEqual([]);
  });
});

describe('a job with a thread in several channels', () => {
  const asks = async (text: string, userId: string, channel: string) => {
    const acked = await bot.type(text, userId, undefined, channel);
    await bot.wait(5 * second);
    return acked ?? bot.answers.at(-1);
  };
  const pressIn = async (
    verb: 'suppressed' | 'suppressed-here',
    handle: string,
    channel: string,
  ) => {
    const requester = { userId: 'U0ADMIN', teamId: 'T1', channel };
    await bot.interactions.press({ key: `press ${channel}`, requester }, { verb, handle });
    await bot.answered();
    return bot.answers.at(-1);
  };
  const other = 'C0RESEARCH';
  let handle: string;
  beforeEach(async () => {
    bot.make('resnet');
    await asks('watch name=resnet', 'U0ANA', 'C0JOBS');
    await asks('channel quiet', 'U0BO', other);
    await asks('watch name=resnet', 'U0BO', other);
    await move('FAILED', { endTime: bot.now(), error });
    const [card] = await bot.store.transaction((tx) => tx.cards.byNamePrefix('resnet', 1));
    handle = card?.launch.handle ?? '';
  });

  test('is shown as it is in the channel where somebody asks', async () => {
    expect(await asks(`status ${handle}`, 'U0ADMIN', other)).toMatchObject({
      thread: { channel: other, suppressed: 2 },
      card: { watched: { by: 'U0BO', channel: other } },
    });
    expect(await asks(`status ${handle}`, 'U0ADMIN', 'C0JOBS')).toMatchObject({
      thread: { channel: 'C0JOBS', suppressed: 0 },
      card: { watched: { by: 'U0ANA' } },
    });
    expect(await asks(`status ${handle}`, 'U0ADMIN', 'C0ELSE')).toMatchObject({
      thread: { channel: 'C0JOBS' },
      card: { watched: { by: 'U0ANA' } },
    });
  });

  test.each(['suppressed', 'suppressed-here'] as const)(
    'shows what was held back there, to be said to whoever set the watch there (%s)',
    async (verb) => {
      const shown = await pressIn(verb, handle, other);
      expect(shown).toMatchObject({
        jobs: [{ card: { watched: { by: 'U0BO' } }, updates: [{}, {}] }],
      });
      expect(await pressIn(verb, handle, 'C0JOBS')).toMatchObject({ jobs: [] });
    },
  );
});

describe('set anew', () => {
  test('a channel is not told what was held back before', async () => {
    await ask('channel quiet');
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await ask('channel all');
    await bot.wait(5 * second);
    expect(bot.told()).toEqual([]);
    await move('SUCCEEDED', { endTime: bot.now() });
    expect(bot.told()).toEqual(['state:SUCCEEDED']);
  });

  test('what completes a failure goes where the failure went', async () => {
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await ask('channel quiet');
    await move('FAILED', { endTime: bot.now(), error });
    expect(bot.told().slice(-2)).toEqual(['state:FAILED', 'reason:FAILED']);
  });

  test('and a reason whose failure was held back is held back', async () => {
    await ask('channel quiet');
    await launch();
    await move('RUNNING', { startTime: bot.now() });
    await move('FAILED', { endTime: bot.now() });
    await ask('channel all');
    await move('FAILED', { endTime: bot.now(), error });
    expect(bot.told()).toEqual([]);
  });
});

describe('the settings', () => {
  test('are shown to any member, with who set them and what was held back', async () => {
    expect(await ask('channel', 'U0BO')).toMatchObject({
      kind: 'channel',
      settings: { mode: 'all', broadcast: false },
      suppressed: { updates: 0, launches: 0 },
    });
    await ask('channel failures broadcast=on');
    await launch();
    expect(await ask('channel', 'U0BO')).toMatchObject({
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
    expect(await ask('channel quiet', 'U0GUEST', 'k1')).toMatchObject({ kind: 'refused' });
    expect(await ask('channel', 'U0BO')).toMatchObject({ settings: { mode: 'all' } });
    await ask('channel quiet', 'U0BO', 'k2');
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
    await ask('channel quiet', 'U0ANA', 'k1');
    await ask('channel failures', 'U0BO', 'k2');
    expect(await ask('channel quiet', 'U0ANA', 'k1')).toMatchObject({
      settings: { mode: 'failures', setBy: 'U0BO' },
    });
  });

  test('need a channel where the bot can post', async () => {
    bot.checks.channel = 'invisible';
    expect(await ask('channel quiet')).toMatchObject({
      problems: [saying('I am not in this conversation')],
    });
    bot.checks.channel = 'archived';
    expect(await ask('channel quiet')).toMatchObject({ kind: 'problem' });
    bot.checks.channel = 'joinable';
    expect(await ask('channel quiet')).toMatchObject({ settings: { mode: 'quiet' } });
  });

  test('of a digest need a time zone', async () => {
    expect(await ask('channel digest=09:00')).toMatchObject({
      problems: [saying('does not tell me your time zone')],
    });
    expect(await ask('channel')).toMatchObject({ settings: { mode: 'all' } });
  });
});

describe('broadcast', () => {
  test('shows a failure in the channel, and nothing else', async () => {
    await ask('channel broadcast=on');
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

describe('a burst of ends', () => {
  /** Launches so many jobs, and lets them end in one look: the first `bad` of them fail. */
  async function burst(count: number, bad: number): Promise<readonly string[]> {
    const handles: string[] = [];
    for (let nth = 0; nth < count; nth++) handles.push(await launch(`launch hello steps=${nth}`));
    await bot.wait(count * 3 * second);
    bot.skip(10 * second);
    for (let nth = 0; nth < count; nth++) {
      const state = nth < bad ? 'FAILED' : 'SUCCEEDED';
      bot.set(jobOf(nth), { state, endTime: bot.now(), ...(nth < bad && { error }) });
    }
    await bot.poll();
    await bot.wait(count * 4 * second);
    return handles;
  }
  const ends = () => bot.told().filter((kind) => /SUCCEEDED|FAILED/.test(kind));

  test('is one message that names the failures, and the threads of the others are spared', async () => {
    const handles = await burst(8, 2);
    const [view, ...others] = bot.digests;
    expect(others).toEqual([]);
    expect(view?.digest).toMatchObject({ kind: 'burst', ends: { SUCCEEDED: 6, FAILED: 2 } });
    const named = [...(view?.launches.values() ?? [])];
    expect(named.map(({ card }) => card.launch.handle)).toEqual(handles.slice(0, 2));
    expect(named.every(({ rootTs }) => rootTs !== undefined)).toBe(true);
    expect(ends()).toEqual(['state:FAILED', 'state:FAILED']);
    expect(bot.edits.filter((state) => state === 'SUCCEEDED')).toHaveLength(6);
    expect(await ask('channel')).toMatchObject({ suppressed: { updates: 6, launches: 6 } });
  });

  test('of few is told one by one', async () => {
    await burst(5, 1);
    expect(bot.digests).toEqual([]);
    expect(ends()).toHaveLength(5);
  });

  test('shows a failure in the channel once, even where failures are shown there', async () => {
    await ask('channel broadcast=on');
    await burst(7, 3);
    expect(bot.digests).toHaveLength(1);
    expect(bot.posts.some(({ broadcast }) => broadcast === true)).toBe(false);
    const failures = bot.posts.filter(({ kinds }) => kinds.includes('state:FAILED'));
    expect(failures.map(({ named }) => named)).toEqual([true, true, true]);
  });

  test('leaves a failure that it does not name to its thread, which calls and is shown', async () => {
    await ask('channel broadcast=on');
    await burst(23, 22);
    const [view] = bot.digests;
    expect(view?.digest).toMatchObject({ ends: { FAILED: 22 } });
    expect(view?.launches.size).toBe(20);
    const failures = bot.posts.filter(({ kinds }) => kinds.includes('state:FAILED'));
    expect(failures).toHaveLength(22);
    expect(failures.filter(({ named }) => named === true)).toHaveLength(20);
    const shown = failures.filter(({ broadcast }) => broadcast === true);
    expect(shown.map(({ named }) => named)).toEqual([undefined, undefined]);
  });

  test('calls nobody by a reason that comes later', async () => {
    for (let nth = 0; nth < 6; nth++) await launch(`launch hello steps=${nth}`);
    await bot.wait(20 * second);
    for (let nth = 0; nth < 6; nth++) bot.set(jobOf(nth), { state: 'FAILED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(30 * second);
    bot.set(jobOf(), { state: 'FAILED', endTime: bot.now(), error });
    await bot.poll();
    await bot.wait(10 * second);
    const [amended] = bot.posts.filter(({ kinds }) => kinds.includes('reason:FAILED'));
    expect(amended).toMatchObject({ kinds: ['state:FAILED', 'reason:FAILED'], named: true });
  });

  test('leaves the end of what somebody cancelled in its thread', async () => {
    const handles: string[] = [];
    for (let nth = 0; nth < 7; nth++) handles.push(await launch(`launch hello steps=${nth}`));
    await ask(`cancel ${handles[0] ?? ''}`);
    await bot.wait(10 * second);
    for (let nth = 0; nth < 7; nth++)
      bot.set(jobOf(nth), { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(20 * second);
    expect(bot.digests).toHaveLength(1);
    expect(ends()).toEqual(['state:SUCCEEDED']);
  });

  test('is nothing to a quiet channel', async () => {
    await ask('channel quiet');
    await burst(7, 1);
    expect(bot.digests).toEqual([]);
    expect(ends()).toEqual([]);
  });

  test.each(['before', 'after'] as const)(
    'is posted once when the bot dies %s its post was recorded',
    async (when) => {
      for (let nth = 0; nth < 6; nth++) await launch(`launch hello steps=${nth}`);
      await bot.wait(20 * second);
      for (let nth = 0; nth < 6; nth++) {
        bot.set(jobOf(nth), { state: 'SUCCEEDED', endTime: bot.now() });
      }
      // The only post there is to be: cards are edited.
      bot.slackScript.duringPost = () =>
        Promise.resolve(void bot.faults.push({ outcome: 'crash', recorded: when === 'after' }));
      await bot.poll();
      expect(bot.posts.filter(({ kinds }) => kinds[0] === 'burst')).toHaveLength(
        when === 'after' ? 1 : 0,
      );
      await bot.wait(200 * second);
      const digests = bot.posts.filter(({ kinds }) => kinds[0] === 'burst');
      expect(digests).toHaveLength(1);
      expect(digests[0]?.possiblyRepeated).toBe(false);
      expect(ends()).toEqual([]);
    },
  );
});
