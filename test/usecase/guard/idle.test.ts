// Guards by the use of GPUs and by silence: only what is known counts.

import { beforeEach, describe, expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import { createHarness, type Harness } from '../harness.ts';

const minute = 60_000;
const idleGpu = { below: '5%', for: '30m' };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.polls.twoMs = 24 * 60 * minute;
  bot.file.machineType = 'g2-standard-4';
});

/** A job that has just begun to run. */
async function run(guard: object): Promise<void> {
  bot.setPolicy({ guards: { default: { grace: '10m', ...guard } } });
  await bot.launch();
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
}

/** Cloud Monitoring has a point a minute, up to `lagMs` ago. */
function uses(share: (at: number) => number | undefined, lagMs = 2 * minute): void {
  const now = bot.now();
  const points = Array.from({ length: 120 }, (_, nth) => now - lagMs - nth * minute)
    .toReversed()
    .flatMap((at) => {
      const one = share(at);
      return one === undefined ? [] : [{ at, share: one }];
    });
  const series = [{ replica: 'workerpool0-0', points, labels: {} }];
  const use = { series, readAt: now, asOf: points.at(-1)?.at };
  const jobs = new Map([[bot.job().key.id, use]]);
  bot.use.reading = succeeded({ readAt: now, jobs, unreadable: new Set() });
}

async function pass(minutes: number, share: (at: number) => number | undefined): Promise<void> {
  for (let done = 0; done < minutes; done++) {
    uses(share);
    await bot.wait(minute);
  }
}

const warnings = () => bot.told().filter((kind) => kind === 'guard-warning').length;

test('idle GPUs are warned of twice, and then the job is cancelled', async () => {
  await run({ idleGpu, onExceed: 'cancel' });
  await pass(20, () => 0.01);
  expect(warnings()).toBe(0);
  await pass(16, () => 0.01);
  expect(warnings()).toBe(2);
  expect(bot.job().state).toBe('RUNNING');
  await pass(12, () => 0.01);
  expect(bot.job().state).toBe('CANCELLING');
  expect(bot.told()).toContain('cancel-asked');
});

test('GPUs that work again stop that, and a later idleness begins anew', async () => {
  await run({ idleGpu, onExceed: 'cancel' });
  await pass(36, () => 0);
  expect(warnings()).toBe(2);
  const at = bot.now();
  await pass(30, (when) => (when < at ? 0 : 0.9));
  expect(bot.job().state).toBe('RUNNING');
  const again = bot.now();
  await pass(40, (when) => (when < again ? 0.9 : 0));
  expect(warnings()).toBe(4);
});

test('GPUs that worked while the bot was down are warned of anew', async () => {
  await run({ idleGpu, onExceed: 'cancel' });
  await pass(36, () => 0);
  expect(warnings()).toBe(2);
  bot.skip(120 * minute);
  const at = bot.now();
  uses((when) => (when < at - 40 * minute ? 0.9 : 0));
  await bot.poll();
  await bot.wait(10_000);
  expect(bot.job().state).toBe('RUNNING');
  await pass(3, (when) => (when < at - 40 * minute ? 0.9 : 0));
  expect(warnings()).toBe(4);
  expect(bot.job().state).toBe('RUNNING');
});

describe('what isn’t known stops nothing', () => {
  test.for<[string, () => void]>([
    ['no points', () => void 0],
    ['a gap', () => uses((at) => (Math.floor(at / minute) % 12 < 6 ? undefined : 0))],
    ['points that come late', () => uses(() => 0, 20 * minute)],
    [
      'a role that is missing',
      () => {
        const failure = { kind: 'permanent', message: 'denied', httpStatus: 403 } as const;
        bot.use.reading = failed(failure);
      },
    ],
    [
      'a reading that failed',
      () => {
        bot.use.reading = failed({ kind: 'transient', message: '503' });
      },
    ],
  ])('%s', async ([, read]) => {
    await run({ idleGpu, onExceed: 'cancel' });
    for (let done = 0; done < 90; done++) {
      read();
      await bot.wait(minute);
    }
    expect(warnings()).toBe(0);
    expect(bot.job().state).toBe('RUNNING');
  });

  test('a reading that fails when the grace is over', async () => {
    await run({ idleGpu, onExceed: 'cancel' });
    await pass(36, () => 0);
    expect(warnings()).toBe(2);
    bot.use.reading = failed({ kind: 'transient', message: '503' });
    await bot.wait(60 * minute);
    expect(bot.job().state).toBe('RUNNING');
    await pass(2, () => 0);
    expect(bot.job().state).toBe('CANCELLING');
  });
});

test('Cloud Monitoring is asked only for a job whose guard needs it', async () => {
  await run({ maxDuration: '10h' });
  await bot.wait(60 * minute);
  expect(bot.useReads).toEqual([]);
  expect(bot.lastLogReads).toEqual([]);
});

describe('silence', () => {
  const logs = (at: number | undefined): void => {
    const { id } = bot.job().key;
    const known = new Map(at === undefined ? [] : [[id, at]]);
    bot.lines.reading = succeeded({ readAt: bot.now(), at: known });
  };

  test('is told, and never cancels', async () => {
    await run({ silent: '30m', maxDuration: '40h', onExceed: 'cancel' });
    logs(bot.now());
    await bot.wait(29 * minute);
    expect(warnings()).toBe(1);
    await bot.wait(120 * minute);
    expect(warnings()).toBe(2);
    expect(bot.job().state).toBe('RUNNING');
    expect(bot.lastLogReads.at(-1)).toMatchObject([{ id: bot.job().key.id }]);
  });

  test('of a job that never logged isn’t known', async () => {
    await run({ silent: '30m' });
    logs(undefined);
    await bot.wait(120 * minute);
    expect(warnings()).toBe(0);
  });

  test('that ends begins anew', async () => {
    await run({ silent: '30m' });
    logs(bot.now());
    await bot.wait(40 * minute);
    expect(warnings()).toBe(2);
    logs(bot.now());
    await bot.wait(5 * minute);
    await bot.wait(40 * minute);
    expect(warnings()).toBe(4);
  });
});
