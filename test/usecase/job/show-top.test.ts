import { beforeEach, expect, test } from 'vitest';
import { helloCosts } from '../hourly-price.ts';
import { succeeded } from '../../../app/domain/error/failure.ts';
import { pageSize } from '../../../app/usecase/job/list-jobs.ts';
import { createHarness, type Harness } from '../harness.ts';

let bot: Harness;
const secret = 'C0SECRET';
const other = 'C0OTHER';

beforeEach(async () => {
  bot = await createHarness();
  bot.membership.kinds.set(secret, { kind: 'private' });
  bot.membership.shared.set('U0ANA', [secret]);
});

/** A job that runs; without a price, if none is given. */
async function run(steps: number, dollars?: number, userId = 'U0ANA', channel = 'C0JOBS') {
  bot.prices.list = dollars === undefined ? undefined : helloCosts(dollars);
  const before = new Set(bot.jobs.keys());
  await bot.type(`launch hello steps=${steps}`, userId, `run${steps}`, channel);
  await bot.runUntilIdle();
  for (const id of bot.jobs.keys()) {
    if (!before.has(id)) bot.set(id, { state: 'RUNNING', startTime: bot.now() });
  }
  await bot.poll();
}

let keys = 0;
const top = async (text = 'top', userId = 'U0ANA', channel = 'C0JOBS') => {
  const answer = await bot.ask(text, userId, `top${++keys}`, channel);
  if (answer?.kind !== 'top') throw new Error(`no top but ${answer?.kind ?? 'nothing'}`);
  return answer;
};
const stepsOf = ({ rows }: Awaited<ReturnType<typeof top>>) =>
  rows.map(({ card }) => card.launch.parameters.steps);
const usd = (dollars: number) => BigInt(dollars) * 1_000_000_000n;

test('the dearest come first, with the sum of those whose price is known', async () => {
  await run(1, 2);
  await run(2);
  await run(3, 8, 'U0BO');
  await bot.launch('launch hello steps=4');
  await bot.runUntilIdle();
  const answer = await top();
  expect(stepsOf(answer)).toEqual([3, 1, 2, 4]);
  expect(answer).toMatchObject({
    total: 4,
    sum: { hourly: usd(10), burns: 2, unpriced: 1, unsure: 0, waits: 1 },
    owners: [
      { owner: 'U0BO', sum: { hourly: usd(8) } },
      { owner: 'U0ANA', sum: { hourly: usd(2), unpriced: 1 } },
    ],
    hidden: 0,
  });
  expect(answer.rows[0]).toMatchObject({ channel: 'C0JOBS' });
});

test('a job that has ended burns nothing, and one in a state newer than the bot is listed', async () => {
  await run(1, 2);
  await run(2, 3);
  const [first = '', second = ''] = bot.jobs.keys();
  bot.set(first, { state: 'SUCCEEDED', endTime: bot.now() });
  bot.set(second, { state: 'DEFROSTING' });
  await bot.poll();
  const answer = await top();
  expect(stepsOf(answer)).toEqual([2]);
  expect(answer.sum).toEqual({ hourly: 0n, burns: 0, unpriced: 0, unsure: 1, waits: 0 });
});

test('of a channel, a person, oneself or all', async () => {
  await run(1, 2);
  await run(2, 3, 'U0BO');
  await run(3, 4, 'U0BO', other);
  expect(stepsOf(await top())).toEqual([2, 1]);
  expect(stepsOf(await top('top me'))).toEqual([1]);
  expect(stepsOf(await top('top <@U0BO>'))).toEqual([3, 2]);
  expect(stepsOf(await top('top <@U0BO> here'))).toEqual([2]);
  expect(stepsOf(await top('top all'))).toEqual([3, 2, 1]);
});

test('what is not theirs to see is in no sum and only counted; admins see its outline', async () => {
  await run(1, 2);
  await run(2, 9, 'U0ANA', secret);
  const bo = await top('top all', 'U0BO');
  expect(stepsOf(bo)).toEqual([1]);
  expect(bo).toMatchObject({ total: 1, hidden: 1, sum: { hourly: usd(2) } });
  expect(bo.owners).toHaveLength(1);
  expect(await top('top all')).toMatchObject({ total: 2, hidden: 0, sum: { hourly: usd(11) } });
  const admin = await top('top all', 'U0ADMIN');
  expect(admin).toMatchObject({ total: 2, hidden: 0, sum: { hourly: usd(11) } });
  expect(admin.rows[0]?.card).toMatchObject({ outlined: true });
  expect(JSON.stringify(admin.rows[0]?.card.launch.body)).not.toContain('hello');
});

test('of many, the dearest are shown and all are counted', async () => {
  for (let steps = 0; steps < pageSize + 3; steps++) await run(steps, steps + 1);
  const answer = await top();
  expect(answer.rows).toHaveLength(pageSize);
  expect(stepsOf(answer)[0]).toBe(pageSize + 2);
  expect(answer).toMatchObject({ total: pageSize + 3, sum: { burns: pageSize + 3 } });
});

test('the use of GPUs is read once for each project, and of nobody’s job who only sees its outline', async () => {
  bot.file.machineType = 'g2-standard-8';
  await run(1, 2);
  await run(2, 3);
  await run(3, 4, 'U0ANA', secret);
  const [id = ''] = bot.jobs.keys();
  bot.skip(600_000);
  const points = [{ at: bot.now() - 60_000, share: 0.25 }];
  const series = [{ replica: 'workerpool0-0', labels: {}, points }];
  const use = { readAt: bot.now(), asOf: bot.now(), series };
  bot.use.reading = succeeded({
    readAt: bot.now(),
    jobs: new Map([[id, use]]),
    unreadable: new Set(),
  });
  const uses = (await top('top all', 'U0ADMIN')).rows.map((row) => [
    row.card.launch.parameters.steps,
    row.use?.kind,
    row.use?.kind === 'known' ? row.use.summary.average : undefined,
  ]);
  expect(uses.toSorted()).toEqual([
    [undefined, undefined, undefined],
    [1, 'known', 0.25],
    [2, 'not-known', undefined],
  ]);
});
