import { beforeEach, describe, expect, test } from 'vitest';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const minute = 60_000;
const dm = 'D0ANA';
const open = (userId = 'U0ANA', mark?: string) =>
  bot.interactions.homeOpened({ userId, teamId: 'T1', channel: dm, mark });
/** Opened, and shown. */
const see = async (userId = 'U0ANA') => {
  await open(userId);
  await bot.homes();
  return page();
};
const page = () => {
  const last = bot.published.at(-1)?.page;
  return last?.kind === 'open' ? last : undefined;
};
/** Some seconds later: whatever is to be shown is. */
const look = async (ms = 4_000) => {
  await bot.wait(ms);
  await bot.homes();
};
const atHome = (key: string, userId = 'U0ANA') => ({
  key,
  requester: { userId, teamId: 'T1', channel: dm, atHome: true as const, window: { trigger: 't' } },
  trigger: 't',
});
const jobOf = async (handle: string) =>
  (await bot.store.transaction((tx) => tx.cards.byHandle(handle)))?.job?.key.id ?? '';
/** One reading of every target, so that nothing is unread. */
const polled = async () => {
  await bot.poll();
};

describe('a Home', () => {
  test('is shown to whoever opens it, with what is theirs and what is the team’s', async () => {
    await polled();
    await bot.launch('launch hello steps=1');
    await bot.type('launch hello steps=2', 'U0BO');
    await bot.wait(2_000);
    const shown = await see();
    expect(shown?.mine.items.map(({ launch }) => launch.requester.userId)).toEqual(['U0ANA']);
    expect(shown?.team.items.map(({ launch }) => launch.requester.userId)).toEqual(['U0BO']);
    expect(shown?.needs.items).toEqual([]);
    expect(shown?.templates.items.map(({ name }) => name)).toEqual(['hello']);
    expect(shown?.unread).toEqual([]);
  });

  test('is shown again only when it would look different', async () => {
    await polled();
    await see();
    for (let round = 0; round < 10; round++) {
      await bot.poll();
      await look();
    }
    expect(bot.published).toHaveLength(1);
    const handle = await bot.launch();
    await look();
    expect(page()?.mine.items[0]?.launch.handle).toBe(handle);
    const before = bot.published.length;
    bot.set(await jobOf(handle), { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    await look();
    expect(bot.published).toHaveLength(before + 1);
    expect(page()?.mine.items[0]?.job?.state).toBe('RUNNING');
  });

  test('is left alone an hour after it was looked at, until it is opened again', async () => {
    await see();
    const before = bot.published.length;
    bot.skip(61 * minute);
    await bot.launch();
    await look();
    await look();
    expect(bot.published).toHaveLength(before);
    expect(await bot.store.transaction((tx) => tx.homes.nextDueAt())).toBeUndefined();
    await see();
    expect(bot.published).toHaveLength(before + 1);
  });

  test('is kept up for another hour by what is done on it', async () => {
    await polled();
    const handle = await bot.launch();
    await bot.wait(2_000);
    await see();
    bot.skip(50 * minute);
    await bot.interactions.press(atHome('a1'), { verb: 'logs', handle });
    await bot.runUntilIdle();
    bot.skip(30 * minute);
    await bot.homes();
    const before = bot.published.length;
    await bot.poll();
    await bot.launch('launch hello steps=9');
    await look();
    expect(bot.published.length).toBeGreaterThan(before);
  });

  test('is a sentence for a guest', async () => {
    bot.people.change('U0ANA', { kind: 'guest' });
    await see();
    expect(bot.published).toMatchObject([
      { page: { kind: 'closed', why: { kind: 'no-member', who: 'guest' } } },
    ]);
  });

  test('names targets that were not read lately', async () => {
    expect((await see())?.unread).toMatchObject([{ target: { project: 'ml-prod' } }]);
    await bot.poll();
    await look();
    expect(page()?.unread).toEqual([]);
    bot.skip(2 * minute);
    await bot.homes();
    expect(page()?.unread).toHaveLength(1);
  });
});

describe('a publish', () => {
  test('that is lost is done again', async () => {
    bot.homeFaults.push({ kind: 'in-doubt', why: 'timeout' });
    await see();
    expect(bot.published).toHaveLength(0);
    await look();
    expect(bot.published).toHaveLength(1);
  });

  test('that Slack puts off waits as long as it says, for everybody', async () => {
    await polled();
    bot.homeFaults.push({ kind: 'in-doubt', why: 'ratelimited', retryAfterMs: 30_000 });
    await see();
    await see('U0BO');
    await look(10_000);
    expect(bot.published).toHaveLength(0);
    await look(25_000);
    expect(bot.published.map(({ userId }) => userId).sort()).toEqual(['U0ANA', 'U0BO']);
  });

  test('over a Home that has changed since is done anew, whatever it replaces', async () => {
    bot.homeFaults.push({ kind: 'conflict' });
    await open('U0ANA', 'theirs');
    await bot.homes();
    expect(bot.published).toHaveLength(0);
    await look();
    expect(bot.published).toHaveLength(1);
  });

  test('that Slack does not take is not repeated before there is something else', async () => {
    await polled();
    bot.homeFaults.push({ kind: 'page-refused', why: 'invalid_arguments' });
    await see();
    await look();
    expect(bot.published).toHaveLength(0);
    await bot.launch();
    await look();
    expect(bot.published).toHaveLength(1);
  });

  test('with a revoked token waits for a person; without a Home, for the next opening', async () => {
    bot.homeFaults.push({ kind: 'app-refused', why: 'token_revoked' });
    await see();
    await look(11_000);
    expect(bot.published).toHaveLength(1);
    await bot.poll();
    bot.homeFaults.push({ kind: 'no-home', why: 'not_enabled' });
    await look();
    expect(await bot.store.transaction((tx) => tx.homes.nextDueAt())).toBeUndefined();
  });

  test('keeps its distance for one person, and for all together', async () => {
    await polled();
    const people = Array.from({ length: 5 }, (_, n) => `U${n}`);
    for (const id of people) bot.people.add(id);
    const from = bot.now();
    for (const id of people) await open(id);
    await bot.homes();
    expect(bot.published).toHaveLength(5);
    expect(bot.now() - from).toBeGreaterThanOrEqual(4 * 700);
    const since = bot.now();
    await open('U4');
    await bot.launch();
    await bot.homes();
    expect(bot.published.slice(5)).toMatchObject([{ userId: 'U4' }]);
    expect(bot.now() - since).toBeGreaterThanOrEqual(1_000);
  });
});

test('a publish is left to others by who has waited too long to make one', async () => {
  await polled();
  const people = Array.from({ length: 100 }, (_, n) => `U${n}`);
  for (const id of people) bot.people.add(id);
  for (const id of people) await open(id);
  const from = bot.now();
  // As if as many bots had one each: all wait for the same publishes, and the lease of a minute is enough for some of them.
  await bot.homes(100);
  expect(bot.now() - from).toBeLessThan(60_000);
  expect(bot.published.length).toBeGreaterThan(50);
  await bot.homes(100);
  expect(bot.published).toHaveLength(100);
});

describe('what needs me', () => {
  test('is a launch whose job was never found, until it is settled', async () => {
    await polled();
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'timeout' },
      recorded: false,
    };
    const handle = await bot.launch();
    await bot.wait(5 * minute);
    expect((await see())?.needs.items).toMatchObject([
      { kind: 'unknown', card: { launch: { handle } } },
    ]);
    expect(page()?.mine.items).toEqual([]);
    await bot.interactions.press(atHome('a1'), { verb: 'drop', handle });
    await bot.runUntilIdle();
    await look();
    expect(page()?.needs.items).toEqual([]);
  });

  test('is a job that failed in the last day, until it is launched again', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    bot.set(await jobOf(handle), {
      state: 'FAILED',
      startTime: bot.now(),
      endTime: bot.now(),
      error: { code: 8, message: 'Replicas low on memory: workerpool0.' },
    });
    await bot.poll();
    expect((await see())?.needs.items).toMatchObject([
      { kind: 'failed', card: { launch: { handle } } },
    ]);
    expect((await see('U0BO'))?.needs.items).toEqual([]);
    const again = await bot.decided(
      bot.interactions.press(atHome('a1'), { verb: 'rerun', handle }),
    );
    expect(again).toMatchObject({ kind: 'launch-stored', elsewhere: requester.channel });
    await bot.wait(5_000);
    expect((await see())?.needs.items).toEqual([]);
    expect(page()?.mine.items[0]?.launch.rerunOf).toBeDefined();
    bot.skip(25 * 60 * minute);
    expect((await see())?.needs.items).toEqual([]);
  });

  test('is a cancel of mine that is overdue', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    await bot.interactions.press(atHome('a1'), { verb: 'cancel', handle });
    await bot.wait(6 * minute);
    expect((await see())?.needs.items).toMatchObject([
      { kind: 'overdue', card: { launch: { handle } } },
    ]);
  });

  test('is a job of mine whose thread can’t be written', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    bot.faults.push({ outcome: { kind: 'channel-refused', why: 'is_archived' }, recorded: false });
    bot.set(await jobOf(handle), { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    await bot.wait(3_000);
    expect((await see())?.needs.items).toMatchObject([
      { kind: 'parked', channel: requester.channel, why: 'is_archived' },
    ]);
  });
});

describe('what is pressed at Home', () => {
  test('a cancel is told in the job’s own thread, and answered to the one who pressed', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    const answer = await bot.decided(
      bot.interactions.press(atHome('a1'), { verb: 'cancel', handle }),
    );
    expect(answer).toMatchObject({ kind: 'cancel-stored' });
    await bot.wait(2_000);
    expect(bot.told()).toContain('cancel-asked');
    const row = await bot.store.transaction((tx) => tx.audit.byKey('a1'));
    expect(row).toMatchObject({ verb: 'cancel', actor: 'U0ANA', channel: dm });
  });

  test('a log is read into a window that is opened at once', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    expect(await bot.interactions.press(atHome('a1'), { verb: 'logs', handle })).toBeUndefined();
    await bot.runUntilIdle();
    await bot.runUntilIdle();
    expect(bot.shown).toMatchObject([
      { kind: 'answer', answer: { kind: 'note', note: { kind: 'reading-log', handle } } },
    ]);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'logs' });
    expect(bot.answeredTo.at(-1)?.window).toEqual({ id: 'VA' });
  });

  test('a template’s Launch opens its form, which asks for a channel', async () => {
    await bot.interactions.press(atHome('f1'), { verb: 'launch-form', template: 'hello' });
    await bot.runUntilIdle();
    expect(bot.shown.at(-1)).toMatchObject({
      kind: 'launch-form',
      form: { channel: dm, home: {}, chosen: { template: { name: 'hello' } } },
    });
    const context = { channel: dm, template: 'hello', version: 'v1', home: true };
    const submit = (channel?: string) =>
      bot.interactions.submitForm(atHome('view:1'), context, { parameters: {}, channel });
    expect(await submit()).toMatchObject({
      ok: false,
      problems: { channel: saying('Choose') },
    });
    bot.invited.value = false;
    expect(await submit('C0HIDDEN')).toMatchObject({
      ok: false,
      problems: { channel: saying('I’m not in this channel') },
    });
    bot.invited.value = true;
    expect(await submit('C0RESEARCH')).toEqual({ ok: true, answer: undefined });
    await bot.wait(2_000);
    expect(bot.answers).toMatchObject([{ kind: 'launch-stored', elsewhere: 'C0RESEARCH' }]);
    expect(bot.roots().map(({ channel }) => channel)).toEqual(['C0RESEARCH']);
  });

  test('Re-run with changes begins with the job’s own channel', async () => {
    const handle = await bot.launch();
    await bot.wait(2_000);
    await bot.interactions.press(atHome('a1'), { verb: 'rerun-form', handle });
    await bot.runUntilIdle();
    expect(bot.shown.at(-1)).toMatchObject({ form: { home: { channel: requester.channel } } });
  });
});

test('the week is summed up by what launches were estimated at', async () => {
  const price = (resource: Price['resource'], cents: bigint): Price => ({
    basis: 'standard',
    resource,
    regions: ['us-central1'],
    hourly: cents * 10_000_000n,
  });
  bot.prices.list = createPriceList([
    price({ kind: 'vcpu', series: 'n1' }, 25n),
    price({ kind: 'memory', series: 'n1' }, 0n),
    price({ kind: 'disk', type: 'pd-ssd' }, 0n),
  ]);
  const handle = await bot.launch();
  bot.prices.list = undefined;
  await bot.type('launch hello steps=7', 'U0BO');
  await bot.wait(2_000);
  const startTime = bot.now();
  const ids = [...bot.jobs.keys()];
  for (const id of ids) bot.set(id, { state: 'RUNNING', startTime });
  await bot.poll();
  bot.skip(120 * minute);
  const shown = await see();
  expect(shown?.mine.items[0]?.launch.handle).toBe(handle);
  // Four vCPUs at 25 cents for two hours, counted to the last ten minutes.
  expect(shown?.spending.mine).toMatchObject({ jobs: 1, unknown: 0 });
  expect(Number(shown?.spending.mine.amount ?? 0n) / 1e9).toBeCloseTo(2, 1);
  expect(shown?.spending.others).toMatchObject({ jobs: 0, unknown: 1 });
  expect(shown?.budget).toBeUndefined();
  expect(shown?.burning).toEqual({
    sum: { hourly: 1_000_000_000n, burns: 1, unpriced: 1, unsure: 0, waits: 0 },
    mine: { hourly: 1_000_000_000n, burns: 1, unpriced: 0, unsure: 0, waits: 0 },
    // Also the one whose price isn’t known, after those with a price.
    dearest: [{ card: shown?.mine.items[0] }, { card: shown?.team.items[0] }],
  });
  bot.setPolicy({
    limits: {
      budgets: [
        { of: 'person', month: 50 },
        { of: 'person', month: 20 },
      ],
    },
  });
  bot.skip(10 * minute);
  expect((await see())?.budget).toMatchObject({
    budget: { month: 20_000_000_000n },
    purse: { userId: 'U0ANA' },
    burning: 1_000_000_000n,
    unknown: 0,
  });
});

describe('the Home of somebody who is not in a private channel', () => {
  beforeEach(async () => {
    bot.membership.kinds.set('C0SECRET', { kind: 'private' });
    await polled();
    await bot.type('launch hello steps=2', 'U0BO', 'secret', 'C0SECRET');
    await bot.wait(2_000);
  });

  test('counts the jobs there, and sums them up', async () => {
    expect(await see()).toMatchObject({ team: { items: [], more: 0 }, hidden: 1 });
    expect((await see())?.spending.others).toMatchObject({ unknown: 0 });
    expect((await see())?.burning.sum).toMatchObject({ waits: 0 });
    bot.membership.shared.set('U0ANA', ['C0SECRET']);
    await look();
    expect(page()).toMatchObject({
      burning: { sum: { waits: 1 } },
      team: { items: [{ launch: { requester: { userId: 'U0BO' } } }] },
      hidden: 0,
    });
  });

  test('shows an admin an outline, among what they asked to cancel as well', async () => {
    const shown = await see('U0ADMIN');
    expect(shown).toMatchObject({ team: { items: [{ outlined: true }] }, hidden: 0 });
    const handle = shown?.team.items[0]?.launch.handle ?? '';
    await bot.type(`cancel ${handle}`, 'U0ADMIN', 'asks', 'C0OTHER');
    const requester = { userId: 'U0ADMIN', teamId: 'T1', channel: 'C0OTHER' };
    await bot.interactions.press({ key: 'yes', requester }, { verb: 'cancel', handle });
    await bot.wait(301_000);
    await open('U0ADMIN');
    await bot.homes();
    expect(page()?.needs.items).toMatchObject([{ kind: 'overdue', card: { outlined: true } }]);
    expect(
      JSON.stringify(page()?.needs, (_, one: unknown) => (typeof one === 'bigint' ? 0 : one)),
    ).not.toMatch(/hello|steps/);
  });
});
