// What goes on from one attempt of a launch to the next, and what is seen of one that makes way.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, requester, type Harness } from '../harness.ts';
import { createRendered } from '../rendered.ts';
import { fallback, refuseCreates, stockout as message } from './fallback-steps.ts';

const minute = 60_000;
const hour = 60 * minute;
const guard = { maxDuration: '10h', onExceed: 'cancel', grace: '30m' };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  Object.assign(bot.file, { fallback, guard: { maxWaiting: '30m' } });
  // A guard goes only by what was read of late.
  bot.polls.twoMs = 24 * hour;
  await bot.poll();
});

async function stockout(): Promise<void> {
  const error = { code: 8, message };
  bot.set(bot.job(-1).key.id, { state: 'FAILED', endTime: bot.now(), error });
  await bot.poll();
  await bot.wait(minute);
}

test('a guard that is tried out makes no attempt way, and says once an attempt that it would', async () => {
  bot.setPolicy({ guards: { default: guard, dryRun: true } });
  await bot.launch();
  await bot.wait(2 * hour);
  expect(bot.cancelCalls).toEqual([]);
  expect(bot.told()).toEqual(['launched', 'guard-dry-run']);
  await stockout();
  await bot.wait(2 * hour);
  expect(bot.creates).toHaveLength(2);
  expect(bot.told().slice(2)).toEqual(['next-rung', 'launched', 'guard-dry-run']);
});

test('extensions count for all attempts together', async () => {
  bot.setPolicy({ guards: { default: guard, maxExtension: '3h' } });
  const handle = await bot.launch();
  await bot.wait(minute);
  expect(await bot.ask(`extend ${handle} 2h`)).toMatchObject({ note: { leftMs: hour } });
  await stockout();
  expect(bot.creates).toHaveLength(2);
  expect(await bot.ask(`extend ${handle} 2h`)).toMatchObject({
    note: { kind: 'extends-too-far', leftMs: hour },
  });
});

test('an attempt that makes way keeps its Cancel, and says what follows', async () => {
  const handle = await bot.launch();
  await bot.wait(31 * minute);
  const shown = createRendered(bot);
  const card = async () => shown.answer(await bot.ask(`status ${handle}`));
  expect(await card()).toContain('It makes way for the next of its fallbacks');
  expect(await card()).toContain(`Cancel job ${handle}`);
  await bot.type(`cancel ${handle}`);
  await bot.wait(5_000);
  expect(await card()).toContain('Cancel asked for by ');
  expect(await card()).not.toContain(`Cancel job ${handle}`);
});

describe('a job of a refused attempt that turns up after all', () => {
  const refuse = (left: number): void => {
    bot.vertexScript.duringCreate = () => {
      const failure = { kind: 'permanent', message, httpStatus: 400 } as const;
      bot.vertexScript.onCreate = { recorded: left === 3, failure };
      if (left > 1 && all) refuse(left - 1);
      return Promise.resolve();
    };
  };
  let all = false;
  const late = () => bot.updates.filter(({ kind }) => kind === 'launch-late');

  test('is told in the launch’s thread, and can be cancelled by its own handle', async () => {
    all = false;
    refuse(3);
    const handle = await bot.launch();
    await bot.wait(minute);
    await bot.poll();
    const other = { standing: 'live' };
    expect(late()).toMatchObject([
      { otherHandle: `${handle}r1`, sides: { original: false, own: { standing: 'live' }, other } },
    ]);
    await bot.type(`cancel ${handle}r1`);
    await bot.wait(minute);
    expect([bot.job(0).state, bot.job(1).state]).toEqual(['CANCELLING', 'PENDING']);
  });

  test('is told as well when the last attempt came to nothing', async () => {
    all = true;
    refuse(3);
    const handle = await bot.launch();
    await bot.wait(minute);
    await bot.poll();
    expect(bot.creates).toHaveLength(3);
    const sides = { original: false, own: { standing: 'ended' }, other: { standing: 'live' } };
    expect(late()).toMatchObject([{ otherHandle: `${handle}r1`, sides }]);
  });
});

test('a lost job that turns up beside its repeat is told with the attempt that this has come to', async () => {
  const lost = { kind: 'in-doubt', message: 'No answer.' } as const;
  bot.vertexScript.onCreate = { recorded: false, failure: lost };
  const handle = await bot.launch();
  await bot.wait(hour);
  refuseCreates(bot);
  await bot.interactions.press({ key: 'button:1', requester }, { verb: 'launch-again', handle });
  await bot.wait(minute);
  expect(bot.creates).toHaveLength(3);
  const { displayName = '', labels = {} } = bot.creates[0] ?? {};
  bot.make(displayName, { labels });
  await bot.poll();
  await bot.wait(minute);
  const live = { standing: 'live' };
  expect(bot.updates.filter(({ kind }) => kind === 'launch-late')).toMatchObject([
    { sides: { original: true, own: live, other: live } },
    { otherHandle: handle, sides: { original: false, own: live, other: live } },
  ]);
});
