// What a launch may cost has to fit in each budget of a month that it belongs to.

import { beforeEach, describe, expect, test } from 'vitest';
import { helloCosts } from '../hourly-price.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const hour = 3_600_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.prices.list = helloCosts(10);
});

const budget = (month: number, of = 'all', more: object = {}) =>
  bot.setPolicy({ limits: { budgets: [{ of, month }], ...more } });
const stored = (handle: string) => bot.store.transaction((tx) => tx.launches.byHandle(handle));
const over = (why: object = {}) => ({
  kind: 'refused',
  act: 'launch',
  why: { kind: 'over-budget', ...why },
});
const press = (key: string, verb: 'rerun' | 'launch-again', handle: string) =>
  bot.decided(bot.interactions.press({ key, requester }, { verb, handle }));

describe('a budget', () => {
  test('holds what was promised: the second launch is refused at once, with what would fit', async () => {
    budget(100);
    await bot.launch('launch hello max-time=6h');
    expect(await bot.type('launch hello steps=5 max-time=6h')).toMatchObject(
      over({
        budget: usdOf(100),
        spent: 0n,
        promised: usdOf(60),
        wants: usdOf(60),
        fitsMs: 4 * hour,
      }),
    );
    await bot.launch('launch hello steps=5 max-time=4h');
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(2);
    expect(await bot.type('launch hello steps=6 max-time=1m')).toMatchObject(
      over({ fitsMs: undefined }),
    );
  });

  test('counts Vertex’s week for a launch without a time, or the longest one of the policy', async () => {
    budget(1_679);
    expect(await bot.type('launch hello')).toMatchObject(over({ wants: usdOf(1_680) }));
    budget(240, 'all', { maxDuration: '24h' });
    await bot.launch();
  });

  test('gets back what a job didn’t use, once it has ended', async () => {
    budget(100);
    await bot.launch('launch hello max-time=9h');
    await bot.wait(1_000);
    const [job] = bot.jobs.values();
    if (job === undefined) throw new Error('no job');
    bot.jobs.set(job.key.id, {
      ...job,
      state: 'SUCCEEDED',
      startTime: bot.now(),
      endTime: bot.now() + hour,
    });
    bot.skip(hour);
    await bot.poll();
    expect(await bot.type('launch hello steps=5 max-time=10h')).toMatchObject(
      over({ spent: usdOf(10), promised: 0n, fitsMs: 9 * hour }),
    );
    await bot.launch('launch hello steps=5 max-time=9h');
  });

  test('is foreseen by a dry-run, also of a re-run, and by the form’s preview, which take nothing of it', async () => {
    budget(100);
    const first = await bot.launch('launch hello max-time=6h');
    const foreseen = { kind: 'refused', why: { kind: 'over-budget', fitsMs: 4 * hour } };
    const dryRun = { kind: 'dry-run', foreseen };
    expect(await bot.ask('launch hello steps=5 max-time=6h dry-run')).toMatchObject(dryRun);
    expect(await bot.ask(`rerun ${first} steps=5 dry-run`)).toMatchObject(dryRun);
    const context = { channel: requester.channel, template: 'hello', version: bot.file.version };
    const entries = { parameters: { steps: '5' }, maxTime: '6h' };
    bot.interactions.previewForm({ key: 'p', requester, trigger: 't' }, context, entries);
    await bot.runUntilIdle();
    expect(bot.shown).toMatchObject([{ kind: 'preview', answer: dryRun }]);
    expect(await bot.ask('launch hello steps=5 max-time=4h dry-run')).toMatchObject({
      kind: 'dry-run',
      foreseen: undefined,
    });
    await bot.launch('launch hello steps=5 max-time=4h');
  });

  test('of a person is theirs alone', async () => {
    budget(100, 'person');
    await bot.launch('launch hello max-time=9h');
    expect(await bot.type('launch hello steps=5 max-time=9h')).toMatchObject(
      over({ purse: { kind: 'person', userId: 'U0ANA' } }),
    );
    expect(await bot.type('launch hello steps=7 max-time=9h', 'U0BO')).toBeUndefined();
  });

  test('holds for a re-run, and for Launch again, which takes the place of the lost one', async () => {
    budget(100);
    bot.vertexScript.onCreate = { failure: { kind: 'in-doubt', message: 'x' }, recorded: false };
    const lost = await bot.launch('launch hello max-time=9h');
    await bot.wait(hour);
    expect((await stored(lost))?.state).toBe('unknown');
    expect(await bot.decided(bot.type(`rerun ${lost} steps=5`))).toMatchObject(over());
    bot.vertexScript.onCreate = undefined;
    expect(await press('p1', 'launch-again', lost)).toMatchObject({ kind: 'launch-stored' });
    await bot.wait(1_000);
    expect(bot.jobs.size).toBe(1);
  });
});

describe('a budget with warnAt', () => {
  const warned = (of: string, warnAt = '80%') =>
    bot.setPolicy({ limits: { budgets: [{ of, month: 100, warnAt }] } });
  const told = async () => {
    await bot.wait(5_000);
    return bot.acts.filter(({ kind }) => kind === 'budget-warned');
  };

  test('is told of in the channel of the launch that takes it past that, once a month', async () => {
    warned('all');
    await bot.launch('launch hello max-time=7h');
    expect(await told()).toEqual([]);
    await bot.launch('launch hello steps=5 max-time=1h');
    const sums = { budget: usdOf(100), share: 0.8, spent: 0n, promised: usdOf(80), unknown: 0 };
    expect(await told()).toMatchObject([{ purse: { kind: 'all' }, by: 'U0ANA', ...sums }]);
    expect(bot.posts.at(-1)).toMatchObject({ channel: requester.channel });
    await bot.launch('launch hello steps=6 max-time=1h');
    expect(await told()).toHaveLength(1);
    bot.skip(31 * 24 * hour);
    await bot.launch('launch hello steps=7 max-time=1h');
    expect(await told()).toHaveLength(2);
  });

  test('of a person is told for each of them, also where they are alone with the bot', async () => {
    warned('person', '50%');
    await bot.decided(bot.type('launch hello max-time=5h', 'U0ANA', 'k1', 'D0ANA'));
    await bot.decided(bot.type('launch hello steps=5 max-time=5h', 'U0BO', 'k2'));
    expect(await told()).toMatchObject([
      { purse: { kind: 'person', userId: 'U0ANA' } },
      { purse: { kind: 'person', userId: 'U0BO' } },
    ]);
  });

  test('is not told of by what isn’t launched', async () => {
    warned('all', '1%');
    expect(await bot.type('launch hello max-time=11h')).toMatchObject(over());
    await bot.ask('launch hello max-time=9h dry-run');
    expect(await told()).toEqual([]);
  });
});

test('/job policy shows the limits, and the budgets of who asks and of what they launched', async () => {
  const budgets = [
    { of: 'person', month: 100 },
    { of: 'template', month: 200 },
    { of: 'label.team', month: 300 },
    { of: 'all', month: 400 },
  ];
  bot.setPolicy({ limits: { maxDuration: '24h', budgets } });
  await bot.launch('launch hello max-time=6h');
  await bot.wait(1_000);
  const startTime = bot.now();
  for (const [id, job] of bot.jobs) bot.jobs.set(id, { ...job, state: 'RUNNING', startTime });
  await bot.poll();
  bot.skip(hour);
  await bot.poll();
  const limitsTo = async (who: string) => {
    const answer = await bot.ask('policy', who);
    if (answer?.kind !== 'policy') throw new Error(`answered with ${answer?.kind}`);
    return answer.view.limits;
  };
  const some = { spent: usdOf(10), promised: usdOf(50), burning: usdOf(10), unknown: 0 };
  expect(await limitsTo('U0ANA')).toMatchObject({
    maxDurationMs: 24 * hour,
    unknown: 'approve',
    budgets: [
      { standings: [{ purse: { kind: 'person', userId: 'U0ANA' }, ...some }] },
      { standings: [{ purse: { kind: 'template', template: 'hello' }, ...some }] },
      { standings: [] },
      { standings: [{ purse: { kind: 'all' }, ...some }] },
    ],
  });
  const none = { spent: 0n, promised: 0n, burning: 0n };
  expect(await limitsTo('U0BO')).toMatchObject({
    budgets: [
      { standings: [{ purse: { kind: 'person', userId: 'U0BO' }, ...none }] },
      { standings: [] },
      { standings: [] },
      { standings: [{ purse: { kind: 'all' }, ...some }] },
    ],
  });
});

test('of two that are asked for together, the one that is accepted first fits', async () => {
  budget(100);
  await bot.type('launch hello max-time=6h', 'U0ANA', 'k1');
  await bot.type('launch hello steps=5 max-time=6h', 'U0BO', 'k2');
  await bot.wait(hour);
  expect(bot.creates).toHaveLength(1);
  expect(bot.answers.map(({ kind }) => kind).sort()).toEqual(['launch-stored', 'refused']);
});

test('a budget that was cut stops what was accepted, as far as it no longer fits', async () => {
  bot.setPolicy({});
  await bot.type('launch hello max-time=6h', 'U0ANA', 'k1');
  await bot.type('launch hello steps=5 max-time=6h', 'U0ANA', 'k2');
  await bot.launches();
  budget(100);
  await bot.wait(hour);
  expect(bot.creates).toHaveLength(1);
  expect(bot.told().filter((kind) => kind === 'launch-blocked')).toHaveLength(1);
});

describe('a launch whose price isn’t known', () => {
  beforeEach(() => {
    bot.prices.list = undefined;
  });

  test('is let through if the policy allows it, and is counted as one of unknown cost', async () => {
    budget(100, 'all', { unknown: 'allow' });
    await bot.launch('launch hello max-time=6h');
    bot.prices.list = helloCosts(10);
    expect(await bot.type('launch hello steps=5 max-time=11h')).toMatchObject(
      over({ promised: 0n, unknown: 1, fitsMs: 10 * hour }),
    );
  });

  test('takes an approval by default', async () => {
    budget(100);
    expect(await bot.decided(bot.type('launch hello'))).toMatchObject({ kind: 'launch-waits' });
    expect(bot.creates).toEqual([]);
  });

  test('is refused if the policy says so', async () => {
    budget(100, 'all', { unknown: 'refuse' });
    expect(await bot.type('launch hello')).toMatchObject({ why: { kind: 'price-unknown' } });
  });
});
