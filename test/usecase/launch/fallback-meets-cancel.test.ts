// Cancels that meet a launch between two of its attempts, or while one makes way for the next.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Cancel } from '../../../app/domain/launch/cancel.ts';
import { acceptCancel } from '../../../app/usecase/cancel/accept-cancel.ts';
import type { Claimed } from '../../../app/usecase/ports/store/lease.ts';
import { launchMany, pressMany, questionIn } from '../bulk/bulk-steps.ts';
import { createHarness, type Harness } from '../harness.ts';
import { fallback, stockout as message } from './fallback-steps.ts';

const minute = 60_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  Object.assign(bot.file, { fallback, guard: { maxWaiting: '30m' } });
  // A guard goes only by what was read of late.
  bot.polls.twoMs = 24 * 60 * minute;
  await bot.poll();
});

async function end(state: string, error = { code: 1, message: 'CANCELED' }): Promise<void> {
  bot.set(bot.job(-1).key.id, { state, endTime: bot.now(), error });
  await bot.poll();
}
const stockout = () => end('FAILED', { code: 8, message });

const cancelRow = (requestKey: string) =>
  bot.store.transaction((tx) => tx.cancels.byRequestKey(requestKey));

describe('a cancel that is being decided when the attempt ends', () => {
  async function claimed(handle: string): Promise<Claimed<Cancel>> {
    await bot.type(`cancel ${handle} stop it`);
    await bot.answered();
    const [one] = await bot.store.transaction((tx) => tx.cancels.claimDue(1, minute));
    if (one === undefined) throw new Error('no cancel');
    return one;
  }

  test('is one of the next attempt, which its person hears of by the launch’s handle', async () => {
    const handle = await bot.launch();
    await bot.wait(minute);
    const one = await claimed(handle);
    const { directory } = bot.deps;
    const slow = {
      ...directory,
      known: () => undefined,
      async person(...asked: Parameters<typeof directory.person>) {
        await stockout();
        return directory.person(...asked);
      },
    };
    await acceptCancel({ ...bot.deps, directory: slow }, one);
    await bot.wait(minute);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'cancel-stored', handle });
    expect(bot.job(-1).state).toBe('CANCELLING');
    await end('CANCELLED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(2);
    expect(await cancelRow(one.value.requestKey)).toMatchObject({ state: 'done', handle });
  });

  test('and was stored for the attempt that had just ended, is one of the next', async () => {
    const handle = await bot.launch();
    await bot.wait(minute);
    const one = await claimed(handle);
    await stockout();
    // As if it had been stored a moment later, by a look-up from before.
    const { launchId, job } = one.value;
    await bot.store.transaction(async (tx) => {
      const [again] = await tx.cancels.claimDue(1, minute);
      if (again !== undefined)
        await tx.cancels.release({ ...again.value, launchId, job }, 0, again.lease);
    });
    await bot.wait(minute);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'cancel-stored', handle });
    expect(bot.job(-1).state).toBe('CANCELLING');
  });
});

describe('a cancel of many', () => {
  const end2 = async () => {
    await end('CANCELLED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  };

  test('shows a launch that makes way, and ends it', async () => {
    await bot.launch();
    await bot.wait(31 * minute);
    expect(bot.job().state).toBe('CANCELLING');
    await pressMany(bot, questionIn(await bot.ask('cancel template=hello')));
    await bot.wait(minute);
    await end2();
  });

  test('ends a launch that makes way since it was shown', async () => {
    await bot.launch();
    await bot.wait(29.5 * minute);
    const question = questionIn(await bot.ask('cancel template=hello'));
    await bot.wait(1.5 * minute);
    expect(bot.job().state).toBe('CANCELLING');
    await pressMany(bot, question);
    await bot.wait(minute);
    await end2();
  });

  test('ends the attempt that a launch has gone on to since it was shown', async () => {
    await bot.launch();
    await bot.wait(minute);
    const question = questionIn(await bot.ask('cancel template=hello'));
    await stockout();
    await bot.wait(5_000);
    expect(bot.creates).toHaveLength(2);
    await pressMany(bot, question);
    await bot.wait(minute);
    expect(bot.job(-1).state).toBe('CANCELLING');
    await end('CANCELLED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(2);
  });

  test('shows none that somebody cancels', async () => {
    bot.file.guard = undefined;
    const [first] = await launchMany(bot, 3);
    await bot.type(`cancel ${first}`);
    await bot.wait(5_000);
    const { id } = questionIn(await bot.ask('cancel template=hello'));
    const shown = await bot.store.transaction((tx) => tx.bulks.jobs(id, 9));
    expect(shown).toHaveLength(2);
    expect(shown.map(({ handle }) => handle)).not.toContain(first);
  });
});

describe('making way', () => {
  const runs = () => bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  const makesWay = () =>
    bot.store.transaction(async (tx) => {
      const { rows } = await tx.audit.page({ since: 0, limit: 99 });
      return rows.filter(({ verb }) => verb === 'cancel').map(({ outcome }) => outcome);
    });

  test('is not needed by a job that runs, although nobody had read that', async () => {
    await bot.launch();
    await bot.wait(29.5 * minute);
    runs();
    await bot.wait(2 * minute);
    expect(bot.cancelCalls).toEqual([]);
    expect(bot.told()).toEqual(['launched', 'cancel-asked', 'state:RUNNING']);
    expect(await makesWay()).toEqual(['not needed: job RUNNING']);
    await end('SUCCEEDED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
  });

  test('waits while it can’t be read whether the job runs', async () => {
    await bot.launch();
    await bot.wait(29 * minute);
    bot.vertexScript.onGet = { kind: 'transient', message: 'Unavailable.' };
    await bot.wait(3 * minute);
    expect(bot.cancelCalls).toEqual([]);
    bot.vertexScript.onGet = undefined;
    await bot.wait(minute);
    expect(bot.cancelCalls).toHaveLength(1);
  });

  test('is not asked for again once the job runs', async () => {
    await bot.launch();
    await bot.wait(29 * minute);
    bot.vertexScript.onCancel = { kind: 'transient', message: 'Unavailable.', httpStatus: 503 };
    while (bot.cancelCalls.length === 0) await bot.wait(1_000);
    runs();
    await bot.wait(2 * minute);
    expect(bot.cancelCalls).toHaveLength(1);
    await end('CANCELLED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
  });

  test('ends the ladder if the job had started before the cancel reached it', async () => {
    await bot.launch();
    await bot.wait(31 * minute);
    bot.set(bot.job().key.id, { startTime: bot.now() });
    await end('CANCELLED');
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  });
});
