// A launch whose template falls back on something else when Vertex AI has no capacity.

import { beforeEach, describe, expect, test } from 'vitest';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { isTerminal } from '../../../app/domain/job/state.ts';
import { createHarness, requester, type Harness } from '../harness.ts';
import { fallback, launchWith, refuseCreates, stockout } from './fallback-steps.ts';
import { dice } from '../../dice.ts';

const minute = 60_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.fallback = fallback;
});

/** A guard goes only by what was read of late. */
async function keepUpToDate(): Promise<void> {
  bot.polls.twoMs = 24 * 60 * minute;
  await bot.poll();
}

const refuse = (times?: number, message?: string) => refuseCreates(bot, times, message);
const launchOf = (handle: string) => launchWith(bot, handle);

/** What was sent, by the machine and the strategy. */
const sent = () =>
  bot.creates.map((body) => {
    const pools = body.jobSpec['workerPoolSpecs'];
    const scheduling = body.jobSpec['scheduling'];
    return `${JSON.stringify(pools).match(/n1-standard-\d+/)?.[0]} ${JSON.stringify(scheduling ?? {})}`;
  });

const ids = () => bot.creates.map((body) => body.labels?.['launch-id']);

describe('a refused create', () => {
  test('for want of capacity makes way for the next attempt, under the same handle', async () => {
    refuse();
    const handle = await bot.launch();
    await bot.wait(minute);
    expect(sent()).toEqual(['n1-standard-4 {}', 'n1-standard-8 {}']);
    expect(new Set(ids()).size).toBe(2);
    expect(bot.told()).toEqual(['next-rung', 'launched']);
    expect(bot.roots()).toHaveLength(1);
    const launch = await launchOf(handle);
    expect(launch).toMatchObject({ state: 'bound', ladder: { at: 1 } });
    const first = launch.ladder?.missed[0]?.launchId;
    expect(first).toBe(ids()[0]);
    const [old] = await bot.store.transaction((tx) => tx.launches.byIds([first ?? '']));
    expect(old).toMatchObject({ state: 'failed', supersededBy: launch.id, handle: `${handle}r1` });
  });

  test('of all attempts is told as the end, once', async () => {
    refuse(3);
    await bot.launch();
    await bot.wait(minute);
    expect(sent()).toHaveLength(3);
    expect(bot.told()).toEqual(['next-rung', 'next-rung', 'launch-failed']);
    await bot.wait(60 * minute);
    expect(bot.creates).toHaveLength(3);
  });

  test('for another reason ends the launch', async () => {
    refuse(1, 'Machine type "n1-standard-4" is not supported.');
    await bot.launch();
    await bot.wait(minute);
    expect(bot.told()).toEqual(['launch-failed']);
    expect(bot.creates).toHaveLength(1);
  });

  test('that may have made a job sends nothing more', async () => {
    bot.vertexScript.onCreate = {
      recorded: false,
      failure: { kind: 'in-doubt', message: stockout },
    };
    await bot.launch();
    await bot.wait(60 * minute);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toEqual(['launch-in-doubt', 'launch-unknown']);
  });
});

describe('a job', () => {
  const fail = async (more: object = {}) => {
    const error = { code: 8, message: stockout };
    bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now(), error, ...more });
    await bot.poll();
    await bot.wait(minute);
  };

  test('that failed for want of capacity before it ran makes way', async () => {
    const handle = await bot.launch();
    await bot.wait(minute);
    await fail();
    expect(bot.creates).toHaveLength(2);
    expect(bot.told()).toEqual(['launched', 'next-rung', 'launched']);
    expect(await launchOf(handle)).toMatchObject({ state: 'bound', ladder: { at: 1 } });
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    expect(card?.job?.state).toBe('PENDING');
  });

  test('makes way when the reason comes late', async () => {
    await bot.launch();
    await bot.wait(minute);
    await fail({ error: undefined });
    expect(bot.creates).toHaveLength(1);
    await fail();
    expect(bot.creates).toHaveLength(2);
  });

  const lost = { kind: 'in-doubt', message: 'No answer.' } as const;

  test('that had failed so before it was found makes way', async () => {
    bot.vertexScript.onCreate = { recorded: true, failure: lost };
    const handle = await bot.launch();
    await bot.launches();
    const error = { code: 8, message: stockout };
    bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now(), error });
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(2);
    expect(bot.told()).toEqual(['launch-in-doubt', 'launched', 'next-rung', 'launched']);
    expect(await launchOf(handle)).toMatchObject({ state: 'bound', ladder: { at: 1 } });
  });

  test('that had failed so, and is found after it was given up, ends the launch', async () => {
    bot.vertexScript.onCreate = { recorded: false, failure: lost };
    const handle = await bot.launch();
    await bot.wait(60 * minute);
    expect(bot.told().at(-1)).toBe('launch-unknown');
    await bot.interactions.press({ key: 'button:1', requester }, { verb: 'drop', handle });
    const { displayName = '', labels = {} } = bot.creates[0] ?? {};
    bot.make(displayName, {
      ...{ state: 'FAILED', startTime: undefined, labels, error: { code: 8, message: stockout } },
    });
    await bot.poll();
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().slice(-2)).toEqual(['launched', 'state:FAILED']);
  });

  test.for([
    ['that had started', { startTime: 1_700_000_000_000 }],
    [
      'that failed otherwise',
      { error: { code: 3, message: 'exited with a non-zero status of 1' } },
    ],
  ] as const)('%s ends the launch', async ([, more]) => {
    await bot.launch();
    await bot.wait(minute);
    await fail(more);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toContain('state:FAILED');
  });

  test('that somebody cancelled makes way for nothing', async () => {
    const handle = await bot.launch();
    await bot.wait(minute);
    await bot.type(`cancel ${handle}`);
    await bot.wait(3_000);
    await fail();
    expect(bot.creates).toHaveLength(1);
  });
});

describe('waiting for too long', () => {
  beforeEach(async () => {
    bot.file.guard = { maxWaiting: '30m' };
    await keepUpToDate();
  });
  const end = async (state: string) => {
    const error = { code: 1, message: 'CANCELED' };
    bot.set(bot.job().key.id, { state, endTime: bot.now(), error });
    await bot.poll();
    await bot.wait(minute);
  };

  test('cancels the attempt, and the next begins only once it was seen ended', async () => {
    await bot.launch();
    await bot.wait(29 * minute);
    expect(bot.told()).toEqual(['launched']);
    await bot.wait(2 * minute);
    expect(bot.told()).toEqual(['launched', 'cancel-asked', 'state:CANCELLING']);
    expect(bot.creates).toHaveLength(1);
    await bot.wait(3 * minute);
    expect(bot.creates).toHaveLength(1);
    await end('CANCELLED');
    expect(bot.creates).toHaveLength(2);
    expect(bot.told().slice(3)).toEqual(['next-rung', 'launched']);
  });

  test('is over if the job succeeds after all', async () => {
    await bot.launch();
    await bot.wait(31 * minute);
    await end('SUCCEEDED');
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
  });

  test('is over if a person cancels meanwhile', async () => {
    const handle = await bot.launch();
    await bot.wait(31 * minute);
    await bot.type(`cancel ${handle} never mind`);
    await bot.wait(10_000);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'cancel-stored' });
    await end('CANCELLED');
    expect(bot.creates).toHaveLength(1);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  });

  test('of the last attempt is told, as the guard says', async () => {
    bot.file.fallback = [{ strategy: 'FLEX_START' }];
    await bot.launch();
    await bot.wait(31 * minute);
    await end('CANCELLED');
    await bot.wait(31 * minute);
    expect(bot.told().slice(-2)).toEqual(['guard-warning', 'guard-warning']);
    expect(bot.creates).toHaveLength(2);
  });
});

test('a cancel that is asked for while the create is refused is one of the next attempt', async () => {
  refuse();
  const handle = await bot.launch();
  await bot.type(`cancel ${handle}`);
  await bot.wait(minute);
  expect(bot.job().state).toBe('CANCELLING');
  expect(bot.creates).toHaveLength(2);
});

test('one approval covers all attempts, and is asked for by the dearest', async () => {
  const roles = { lead: { people: ['U0BO'] } };
  const approve = { above: { perHour: 0.5 } };
  bot.setPolicy({ roles, grants: { approve: ['lead'] }, templates: { hello: { approve } } });
  refuse();
  const answer = await bot.decided(bot.type('launch hello'));
  if (answer?.kind !== 'launch-waits') throw new Error(JSON.stringify(answer));
  const { handle } = answer;
  const press = { key: 'button:1', requester: { ...requester, userId: 'U0BO' } };
  await bot.interactions.press(press, { verb: 'approve', handle });
  await bot.wait(minute);
  expect(bot.creates).toHaveLength(2);
  expect(await launchOf(handle)).toMatchObject({ state: 'bound', ladder: { at: 1 } });
});

test('ten random stories have at most one live job at any time', async () => {
  const error = { code: 8, message: stockout };
  let climbed = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const roll = dice(seed * 7919);
    const pick = <T>(some: readonly T[]): T | undefined => some[Math.floor(roll() * some.length)];
    bot = await createHarness();
    await keepUpToDate();
    Object.assign(bot.file, { fallback, guard: { maxWaiting: '30m' } });
    const kinds = ['permanent', 'transient', 'in-doubt'] as const;
    const arm = (left: number): void => {
      bot.vertexScript.duringCreate = () => {
        const kind = pick(kinds) ?? 'permanent';
        const recorded = kind !== 'permanent' && roll() < 0.5;
        const failure = { kind, message: roll() < 0.8 ? stockout : 'No.' };
        if (roll() < 0.5) bot.vertexScript.onCreate = { recorded, failure };
        if (left > 0) arm(left - 1);
        return Promise.resolve();
      };
    };
    arm(9);
    const handle = await bot.launch();
    for (let turn = 0; turn < 8; turn++) {
      await bot.wait(Math.ceil(roll() * 40) * minute);
      const live = () => [...bot.jobs.values()].filter(({ state }) => !isTerminal(state));
      expect(live().length, `${seed}`).toBeLessThanOrEqual(1);
      const [job] = live();
      if (job !== undefined) {
        const endTime = bot.now();
        const change = pick([
          {},
          { state: 'RUNNING', startTime: bot.now() },
          { state: 'FAILED', endTime, error },
          { state: 'FAILED', endTime },
          { state: 'SUCCEEDED', endTime },
          ...(job.state === 'CANCELLING' ? [{ state: 'CANCELLED', endTime }] : []),
        ]);
        bot.set(job.key.id, change ?? {});
      }
      if (roll() < 0.1) await bot.type(`cancel ${handle}`);
      await bot.poll();
      expect(live().length, `${seed}`).toBeLessThanOrEqual(1);
    }
    if (bot.jobs.size > 1 || bot.creates.length > 1) climbed++;
  }
  // Else the stories proved nothing.
  expect(climbed).toBeGreaterThan(2);
});

test('the dearest attempt decides whether it takes an approval', async () => {
  const cents = (each: number) => BigInt(each) * 10_000_000n;
  const price = (resource: Price['resource'], each: number): Price => ({
    ...{ basis: 'standard', resource, regions: ['us-central1'], hourly: cents(each) },
  });
  bot.prices.list = createPriceList([
    price({ kind: 'vcpu', series: 'n1' }, 10),
    price({ kind: 'memory', series: 'n1' }, 0),
    price({ kind: 'disk', type: 'pd-ssd' }, 0),
  ]);
  const roles = { lead: { people: ['U0BO'] } };
  const approve = { above: { perHour: 0.5 } };
  bot.setPolicy({ roles, grants: { approve: ['lead'] }, templates: { hello: { approve } } });
  bot.file.fallback = undefined;
  expect(await bot.decided(bot.type('launch hello'))).toMatchObject({ kind: 'launch-stored' });
  bot.file.fallback = fallback.slice(0, 1);
  bot.file.version = 'v2';
  expect(await bot.decided(bot.type('launch hello steps=5'))).toMatchObject({
    kind: 'launch-waits',
    approval: { reasons: [{ kind: 'per-hour', hourly: cents(80) }] },
  });
});

test('a preview shows what would be tried', async () => {
  expect(await bot.ask('launch hello dry-run')).toMatchObject({
    ladder: { rungs: [{}, {}, { body: { jobSpec: { scheduling: { strategy: 'FLEX_START' } } } }] },
  });
});

test('an attempt that is over is in no list', async () => {
  refuse();
  const handle = await bot.launch();
  await bot.wait(minute);
  const answer = await bot.ask('list all failed live 24h');
  const rows = answer?.kind === 'list' ? answer.rows : [];
  expect(rows.map(({ card }) => card.launch.handle)).toEqual([handle]);
});

test('a re-run tries what is left', async () => {
  refuse();
  const handle = await bot.launch();
  await bot.wait(minute);
  const asked = await bot.decided(bot.type(`rerun ${handle}`));
  if (asked?.kind !== 'launch-needs-confirmation') throw new Error(JSON.stringify(asked));
  expect(await launchOf(asked.handle)).toMatchObject({ ladder: { at: 0, rungs: [{}, {}] } });
});
