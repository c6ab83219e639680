// What somebody types as the most that one launch may cost: it warns, and cancels nothing.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { writeDollars } from '../../../app/domain/cost/typed-amount.ts';
import { typedCostUsd } from '../../../app/domain/guard/written-guard.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, requester, type Harness } from '../harness.ts';
import { helloCosts } from '../hourly-price.ts';

const hour = 3_600_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.prices.list = helloCosts(10);
});

const launchOf = async (handle: string) => {
  const launch = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
  if (launch === undefined) throw new Error(`no ${handle}`);
  return launch;
};
const costOf = async (handle: string) => typedCostUsd((await launchOf(handle)).guard);
const handleOf = (answer: Answer | undefined) => {
  if (answer?.kind !== 'launch-stored') throw new Error(JSON.stringify(answer));
  return answer.handle;
};
const again = async (text: string) => handleOf(await bot.decided(bot.type(text)));

test('is warned of near it and at it, whatever the policy does with other limits', async () => {
  // Days pass here in which nothing changes.
  bot.polls.twoMs = 30 * 24 * hour;
  bot.setPolicy({ guards: { default: { maxDuration: '90h', onExceed: 'cancel' } } });
  const handle = await bot.launch('launch hello max-cost=$100');
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  const warnings = () => bot.told().filter((one) => one === 'guard-warning');
  await bot.wait(7.9 * hour);
  expect(warnings()).toHaveLength(0);
  await bot.wait(0.2 * hour);
  expect(warnings()).toHaveLength(1);
  await bot.wait(2 * hour);
  expect(warnings()).toHaveLength(2);
  await bot.wait(40 * hour);
  expect(warnings()).toHaveLength(2);
  expect(bot.job().state).toBe('RUNNING');
  expect((await launchOf(handle)).guard).toMatchObject([
    { kind: 'cost', amount: 100_000_000_000n, act: 'tell', source: 'launch' },
  ]);
});

test.for([
  [10, undefined],
  [undefined, true],
] as const)(
  'at %s dollars an hour, the answer says that it cannot hold: %s',
  async ([an, says]) => {
    bot.prices.list = an === undefined ? undefined : helloCosts(an);
    const answer = await bot.decided(bot.type('launch hello max-cost=100'));
    expect(answer).toMatchObject({ kind: 'launch-stored' });
    expect(answer?.kind === 'launch-stored' && answer.costUnheld).toBe(says);
    const plain = await bot.decided(bot.type('launch hello steps=9'));
    expect(plain).not.toHaveProperty('costUnheld');
  },
);

test('a launch that waits for an approval is answered so, too', async () => {
  bot.prices.list = undefined;
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    templates: { hello: { approve: {} } },
  });
  const answer = await bot.decided(bot.type('launch hello max-cost=100'));
  expect(answer).toMatchObject({ kind: 'launch-waits', costUnheld: true });
});

const policyOf = (most: number) => ({ guards: { default: { maxCost: most, onExceed: 'cancel' } } });

test('the answer says that it comes to nothing, as a preview does', async () => {
  bot.setPolicy(policyOf(5));
  bot.file.guard = { maxDuration: '12h', maxCost: 40 };
  const preview = await bot.ask('launch hello max-cost=50 dry-run');
  const answer = await bot.decided(bot.type('launch hello max-cost=50'));
  for (const one of [preview, answer]) {
    if (one === undefined) throw new Error('no answer');
    const { text } = renderAnswer(one, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(
      'ℹ️ The policy cancels after $5.00 by list price; your warning at $50.00 by list price adds nothing.',
    );
  }
  // What the template says in vain was told to who saved it.
  expect(answer).toMatchObject({
    kind: 'launch-stored',
    outdone: [{ rule: { source: 'launch' }, by: { source: 'policy' } }],
  });
});

test('so does that of one which waits for an approval', async () => {
  bot.setPolicy({
    ...policyOf(5),
    roles: { lead: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    templates: { hello: { approve: {} } },
  });
  const answer = await bot.decided(bot.type('launch hello max-cost=50'));
  expect(answer).toMatchObject({ kind: 'launch-waits', outdone: [{ rule: { kind: 'cost' } }] });
});

test.for([
  ['the policy is looser', 10, 60],
  ['no limit of cost can hold without a price', undefined, 5],
] as const)('nothing of that is said if %s', async ([, an, most]) => {
  bot.prices.list = an === undefined ? undefined : helloCosts(an);
  bot.setPolicy(policyOf(most));
  const answer = await bot.decided(bot.type('launch hello max-cost=50'));
  expect(answer).toMatchObject({ kind: 'launch-stored' });
  expect(answer).not.toHaveProperty('outdone');
});

test('a preview has it beside the template’s, and what of it comes to nothing', async () => {
  bot.file.guard = { maxDuration: '12h' };
  bot.setPolicy({ guards: { default: { maxCost: 50 } } });
  expect(await bot.ask('launch hello max-cost=60 dry-run')).toMatchObject({
    guard: [{ kind: 'duration' }, { kind: 'cost', source: 'policy' }],
    outdone: [{ rule: { kind: 'cost', source: 'launch' }, by: { source: 'policy' } }],
  });
});

test('a launch is not the same as one with another limit of cost', async () => {
  await bot.launch('launch hello max-cost=100');
  expect(await bot.type('launch hello max-cost=100', 'U0ANA', 'k1')).toMatchObject({
    kind: 'launch-needs-confirmation',
  });
  expect(await bot.type('launch hello max-cost=200', 'U0ANA', 'k2')).toBeUndefined();
  expect(await bot.type('launch hello', 'U0ANA', 'k3')).toBeUndefined();
});

describe('a re-run', () => {
  async function first(): Promise<string> {
    bot.file.guard = { maxDuration: '12h', maxCost: 500 };
    const handle = await bot.launch('launch hello max-cost=100.50');
    await bot.runUntilIdle();
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    bot.file.guard = undefined;
    return handle;
  }

  test.for([
    ['without changes', '', 100.5],
    ['with other changes', ' steps=9', 100.5],
    ['in another place', ' in=ml-prod/us-central1', 100.5],
    ['with another limit', ' max-cost=2,000', 2_000],
  ] as const)('%s has the limit, once', async ([, change, most]) => {
    const handle = await again(`rerun ${await first()}${change}`);
    expect(await costOf(handle)).toBe(most);
    const { guard = [] } = await launchOf(handle);
    expect(guard.map(({ kind, source }) => [kind, source])).toEqual([
      ['duration', 'template'],
      ['cost', 'template'],
      ['cost', 'launch'],
    ]);
  });

  test('says in its thread which limit is new', async () => {
    const handle = await again(`rerun ${await first()} max-cost=200`);
    const view = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    expect(typedCostUsd(view?.rerunOf?.guard)).toBe(100.5);
    expect(typedCostUsd(view?.launch.guard)).toBe(200);
  });

  test('by the form starts with it, and has what was entered there', async () => {
    const handle = await first();
    const request = (key: string) => ({ key, requester, trigger: `t-${key}` });
    await bot.interactions.press(request('a'), { verb: 'rerun-form', handle });
    await bot.answered();
    const window = bot.shown.at(-1);
    const earlier = window?.kind === 'launch-form' ? window.form.chosen?.earlier : undefined;
    expect(earlier).toMatchObject({ handle, maxCostUsd: 100.5 });
    const form = { channel: requester.channel, template: 'hello', version: 'v1', rerun: handle };
    const submit = async (key: string, maxCost?: string) => {
      const entries = { parameters: { steps: '9' }, maxCost };
      const asked = bot.interactions.submitForm(request(key), form, entries);
      return handleOf(await bot.decided(asked.then((done) => (done.ok ? done.answer : undefined))));
    };
    const entered = writeDollars(earlier?.maxCostUsd ?? 0);
    expect(await costOf(await submit('view:1', entered))).toBe(100.5);
    expect(await costOf(await submit('view:2', '$1,000'))).toBe(1_000);
    expect(await costOf(await submit('view:3'))).toBeUndefined();
  });
});
