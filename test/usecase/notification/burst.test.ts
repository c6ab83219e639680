// Many jobs of a channel that end at once are told in one message.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';

const second = 1_000;
const error = { code: 3, message: 'The replica workerpool0-0 exited with a non-zero status of 1.' };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

async function launch(text?: string): Promise<string> {
  const handle = await bot.launch(text);
  await bot.wait(3 * second);
  return handle;
}

describe('a burst of ends', () => {
  /** Launches so many jobs, and lets them end in one look: the first `bad` of them fail. */
  async function burst(count: number, bad: number): Promise<readonly string[]> {
    const handles: string[] = [];
    for (let nth = 0; nth < count; nth++) handles.push(await launch(`launch hello steps=${nth}`));
    await bot.wait(count * 3 * second);
    bot.skip(10 * second);
    for (let nth = 0; nth < count; nth++) {
      const state = nth < bad ? 'FAILED' : 'SUCCEEDED';
      bot.set(bot.job(nth).key.id, { state, endTime: bot.now(), ...(nth < bad && { error }) });
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
    expect(await bot.ask('channel')).toMatchObject({ suppressed: { updates: 6, launches: 6 } });
  });

  test('of few is told one by one', async () => {
    await burst(5, 1);
    expect(bot.digests).toEqual([]);
    expect(ends()).toHaveLength(5);
  });

  test('shows a failure in the channel once, even where failures are shown there', async () => {
    await bot.ask('channel broadcast=on');
    await burst(7, 3);
    expect(bot.digests).toHaveLength(1);
    expect(bot.posts.some(({ broadcast }) => broadcast === true)).toBe(false);
    const failures = bot.posts.filter(({ kinds }) => kinds.includes('state:FAILED'));
    expect(failures.map(({ named }) => named)).toEqual([true, true, true]);
  });

  test('leaves a failure that it does not name to its thread, which calls and is shown', async () => {
    await bot.ask('channel broadcast=on');
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
    for (let nth = 0; nth < 6; nth++)
      bot.set(bot.job(nth).key.id, { state: 'FAILED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(30 * second);
    bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now(), error });
    await bot.poll();
    await bot.wait(10 * second);
    const [amended] = bot.posts.filter(({ kinds }) => kinds.includes('reason:FAILED'));
    expect(amended).toMatchObject({ kinds: ['state:FAILED', 'reason:FAILED'], named: true });
  });

  test('leaves the end of what somebody cancelled in its thread', async () => {
    const handles: string[] = [];
    for (let nth = 0; nth < 7; nth++) handles.push(await launch(`launch hello steps=${nth}`));
    await bot.ask(`cancel ${handles[0] ?? ''}`);
    await bot.wait(10 * second);
    for (let nth = 0; nth < 7; nth++)
      bot.set(bot.job(nth).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(20 * second);
    expect(bot.digests).toHaveLength(1);
    expect(ends()).toEqual(['state:SUCCEEDED']);
  });

  test('is nothing to a quiet channel', async () => {
    await bot.ask('channel quiet');
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
        bot.set(bot.job(nth).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
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
