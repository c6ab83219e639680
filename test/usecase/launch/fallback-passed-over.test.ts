// Attempts that are passed over, since something but capacity stands in their way.

import { beforeEach, describe, expect, test } from 'vitest';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { createHarness, type Harness } from '../harness.ts';
import { fallback, launchWith, refuseCreates, stockout } from './fallback-steps.ts';

const minute = 60_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.fallback = fallback;
});

const refuse = (times?: number, message?: string) => refuseCreates(bot, times, message);
const launchOf = (handle: string) => launchWith(bot, handle);

describe('a target that is configured no more', () => {
  const east = { project: 'ml-prod', location: 'us-east1' };
  const west = { project: 'ml-prod', location: 'us-west1' };
  beforeEach(() => {
    bot.deps.targets.push(east, west);
    bot.file.targets = ['ml-prod/us-central1'];
    bot.file.fallback = [{ target: 'ml-prod/us-east1' }, { target: 'ml-prod/us-west1' }];
  });
  const drop = (...dropped: readonly object[]) => {
    const left = bot.deps.targets.filter((one) => !dropped.includes(one));
    bot.deps.targets.splice(0, bot.deps.targets.length, ...left);
  };
  const places = () => [...bot.jobs.values()].map(({ key }) => key.location);

  test('is passed over for the next one', async () => {
    refuse();
    const handle = await bot.launch();
    drop(east);
    await bot.wait(minute);
    expect(places()).toEqual(['us-west1']);
    expect(bot.told()).toEqual(['next-rung', 'next-rung', 'launched']);
    expect((await launchOf(handle)).blocked).toBeUndefined();
    expect((await launchOf(handle)).ladder?.missed.map(({ why }) => why)).toEqual([
      'refused',
      'blocked',
    ]);
  });

  test('ends the launch if none is left', async () => {
    refuse();
    const handle = await bot.launch();
    drop(east, west);
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toEqual(['next-rung', 'launch-blocked']);
    expect(await launchOf(handle)).toMatchObject({
      state: 'blocked',
      blocked: { kind: 'target-not-configured', target: east },
    });
  });

  test('gets nothing from a re-run', async () => {
    const handle = await bot.launch();
    await bot.wait(minute);
    drop(east);
    const asked = await bot.decided(bot.type(`rerun ${handle}`));
    if (asked?.kind !== 'launch-needs-confirmation') throw new Error(JSON.stringify(asked));
    const { ladder } = await launchOf(asked.handle);
    expect(ladder?.rungs.map(({ target }) => target.location)).toEqual(['us-central1', 'us-west1']);
  });

  test('a fallback’s target is nobody’s choice in a re-run or a second launch', async () => {
    refuse();
    const handle = await bot.launch();
    await bot.wait(minute);
    expect((await launchOf(handle)).target).toEqual(east);
    expect(await bot.decided(bot.type('launch hello'))).toMatchObject({
      kind: 'launch-needs-confirmation',
    });
    const again = await bot.decided(bot.type(`rerun ${handle} steps=9`));
    if (again?.kind !== 'launch-stored') throw new Error(JSON.stringify(again));
    expect((await launchOf(again.handle)).ladder?.rungs[0]).toMatchObject({
      target: { location: 'us-central1' },
    });
  });
});

test('who lost the right to launch launches no next attempt', async () => {
  bot.setPolicy({});
  const handle = await bot.launch();
  await bot.wait(minute);
  bot.people.change('U0ANA', { deactivated: true });
  const error = { code: 8, message: stockout };
  bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now(), error });
  await bot.poll();
  await bot.wait(60 * minute);
  expect(bot.creates).toHaveLength(1);
  expect(await launchOf(handle)).toMatchObject({
    state: 'blocked',
    blocked: { kind: 'right-lost', of: 'requester' },
  });
});

describe('an attempt that a limit or a lock refuses', () => {
  const cents = (each: number) => BigInt(each) * 10_000_000n;
  const price = (resource: Price['resource'], each: number): Price => ({
    ...{ basis: 'standard', resource, regions: ['us-central1'], hourly: cents(each) },
  });
  beforeEach(() => {
    bot.prices.list = createPriceList([
      price({ kind: 'vcpu', series: 'n1' }, 10),
      price({ kind: 'memory', series: 'n1' }, 0),
      price({ kind: 'disk', type: 'pd-ssd' }, 0),
    ]);
    bot.setPolicy({ limits: { perHour: 0.5 } });
  });
  const dear = { machineSpec: { machineType: 'n1-standard-8' } };
  const cheap = { machineSpec: { machineType: 'n1-standard-2' } };

  test('is passed over for the next one, which the thread hears', async () => {
    bot.file.fallback = [dear, cheap];
    refuse();
    await bot.launch();
    await bot.wait(minute);
    expect(JSON.stringify(bot.creates.at(-1))).toContain('n1-standard-2');
    expect(bot.creates).toHaveLength(2);
    expect(bot.told()).toEqual(['next-rung', 'next-rung', 'launched']);
  });

  test('ends the launch if it is the last', async () => {
    bot.file.fallback = [cheap, dear];
    refuse(2);
    const handle = await bot.launch();
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(2);
    expect(bot.told()).toEqual(['next-rung', 'next-rung', 'launch-blocked']);
    expect(await launchOf(handle)).toMatchObject({ blocked: { kind: 'costs-too-much' } });
  });

  test('ends it at once if the first is locked before it is sent', async () => {
    bot.deps.targets.push({ project: 'ml-prod', location: 'us-east1' });
    bot.setPolicy({});
    bot.file.targets = ['ml-prod/us-central1'];
    bot.file.fallback = [{ target: 'ml-prod/us-east1' }];
    const handle = await bot.launch();
    await bot.store.transaction((tx) =>
      tx.locks.set({
        ...{ scope: { kind: 'place', location: 'us-central1' }, reason: 'now' },
        ...{ by: 'U1', channel: 'C1' },
      }),
    );
    await bot.wait(minute);
    expect(await launchOf(handle)).toMatchObject({ state: 'locked' });
    expect(bot.creates).toHaveLength(0);
  });
});
