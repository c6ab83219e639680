import { beforeEach, describe, expect, test } from 'vitest';
import { requester, createHarness, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

const minute = 60_000;
const admin = { ...requester, userId: 'U0ADMIN' };

let bot: Harness;
let rootTs: string;
let handle: string;
beforeEach(async () => {
  bot = await createHarness();
  handle = await bot.launch('launch hello');
  await bot.wait(2_000);
  rootTs = bot.roots()[0]?.ts ?? '';
  bot.answers.length = 0;
});
let messages = 0;
const hear = (text: string, ts: string | undefined, who = requester, key = `m:${++messages}`) =>
  bot.interactions.hear({ key, requester: { ...who, threadTs: ts } }, '/job', { text, rootTs: ts });
const say = async (text: string, ts: string | undefined = rootTs, who = requester) => {
  await hear(text, ts, who);
  await bot.runUntilIdle();
  return bot.answers.at(-1);
};
const edit = (key: string, who = requester) => bot.interactions.hearEdit({ key, requester: who });

test('in a job’s thread the job is the thread’s, and the answer stands there', async () => {
  expect(await say('status')).toMatchObject({ kind: 'status', card: { launch: { handle } } });
  expect(await say('')).toMatchObject({ kind: 'status', card: { launch: { handle } } });
  expect(bot.answeredTo.at(-1)).toMatchObject({ threadTs: rootTs });
});

test('a cancel is confirmed by one press', async () => {
  const asked = await say('stop worrying, it tells us when it is done');
  expect(asked).toMatchObject({ kind: 'cancel-asks', card: { launch: { handle } } });
  await bot.wait(3_000);
  expect(bot.cancelCalls).toEqual([]);
  const press = { verb: 'cancel', handle } as const;
  expect(
    await bot.decided(bot.interactions.press({ key: 'button:yes', requester }, press)),
  ).toMatchObject({
    kind: 'cancel-stored',
  });
  await bot.wait(3_000);
  expect(bot.cancelCalls).toHaveLength(1);
});

test.each([
  ['/job logs', 'logs'],
  ['`/job logs`', 'logs'],
  ['`show me the logs`', 'logs'],
  ['&gt; /job status', 'status'],
  ['/job', 'status'],
  ['/job cancel too slow', 'cancel-asks'],
])('%s, as it is copied from help, is about the thread’s job', async (text, kind) => {
  const answer = await say(text);
  expect(answer?.kind.replace('-unread', '')).toBe(kind);
  expect(JSON.stringify(answer)).toContain(`"handle":"${handle}"`);
});

test('another job’s handle is that job', async () => {
  const other = await bot.launch('launch hello steps=9');
  expect(await say(`cancel ${other}`)).toMatchObject({
    kind: 'cancel-asks',
    card: { launch: { handle: other } },
  });
});

test.each(['#', '.'])('as it stands in prose, with %s, too', async (mark) => {
  const other = await bot.launch('launch hello steps=9');
  const named = mark === '#' ? `#${other}` : `${other}.`;
  for (const verb of ['cancel', 'status', 'logs']) {
    expect(JSON.stringify(await say(`${verb} ${named}`))).toContain(`"handle":"${other}"`);
  }
});

test('elsewhere it is any command, and alone it asks for help', async () => {
  expect(await say('', '99.9')).toMatchObject({ kind: 'help' });
  expect(await say('cancel', '99.9')).toMatchObject({ kind: 'problem' });
  expect(await say(`status ${handle}`, '99.9')).toMatchObject({ kind: 'status' });
});

test('may what the slash command may', async () => {
  const stranger = { ...requester, userId: 'U0BO' };
  expect(await say('cancel', rootTs, stranger)).toMatchObject({ kind: 'refused', act: 'cancel' });
});

test('can’t open a window, and says so', async () => {
  const answer = await say('template save x', rootTs, admin);
  expect(answer).toMatchObject({ problems: [saying('slash command')] });
  expect(bot.shown).toEqual([]);
});

test('what is no command is answered shortly, and does nothing', async () => {
  expect(await say('thanks a lot, stop it when it is done')).toMatchObject({
    kind: 'problem',
    problems: [saying('I don’t understand `thanks`.')],
    hint: saying(
      'In a job’s thread: `cancel`, `logs`, `rerun`, `status`. `help` lists what I can do.',
    ),
  });
  expect(bot.answers).toHaveLength(1);
  expect(bot.cancelCalls).toEqual([]);
});

describe('a message that Slack brings again', () => {
  test('at once is one request with one answer', async () => {
    await Promise.all([
      hear('launch hello steps=9', undefined, requester, 'm:1'),
      hear('launch hello steps=9', undefined, requester, 'm:1'),
    ]);
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(2);
    expect(bot.answers).toHaveLength(1);
  });

  test.each([
    ['launch hello steps=9', requester, () => bot.creates.length],
    ['cancel', requester, () => bot.answers.length],
    ['rerun steps=9', requester, () => bot.creates.length],
    ['list', requester, () => bot.answers.length],
    ['help', requester, () => bot.answers.length],
    ['nonsense', requester, () => bot.answers.length],
    ['template delete hello', admin, () => bot.answers.length],
    ['channel quiet', requester, () => bot.answers.length],
    ['watch name=x*', requester, () => bot.answers.length],
  ])('five minutes later does nothing, and is not answered: %s', async (text, who, count) => {
    await hear(text, rootTs, who, 'm:1');
    await bot.runUntilIdle();
    const before = { count: count(), answers: bot.answers.length };
    expect(before.answers).toBeGreaterThan(0);
    bot.skip(5 * minute);
    await hear(text, rootTs, who, 'm:1');
    await bot.runUntilIdle();
    expect({ count: count(), answers: bot.answers.length }).toEqual(before);
  });

  test('does not set anew what somebody has changed since', async () => {
    const mode = () =>
      bot.store.transaction(async (tx) => (await tx.channels.get(requester.channel)).mode);
    await hear('channel quiet', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    await hear('channel all', undefined, requester, 'm:2');
    await bot.runUntilIdle();
    bot.skip(5 * minute);
    await hear('channel quiet', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(await mode()).toBe('all');
  });

  test('does not watch anew what was stopped since', async () => {
    const watched = () =>
      bot.store.transaction(async (tx) => (await tx.watches.ofChannel(requester.channel)).length);
    await hear('watch name=x*', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(await watched()).toBe(1);
    await hear('unwatch name=x*', undefined, requester, 'm:2');
    await bot.runUntilIdle();
    bot.skip(5 * minute);
    await hear('watch name=x*', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(await watched()).toBe(0);
  });

  test('does not launch what was held back as the same, once that has ended', async () => {
    await hear('launch hello', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(bot.answers).toMatchObject([{ kind: 'launch-needs-confirmation' }]);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    bot.skip(5 * minute);
    await hear('launch hello', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(1);
  });

  test('that could not be stored is done when it comes again', async () => {
    const transaction = bot.store.transaction.bind(bot.store);
    let broken = true;
    bot.store.transaction = (work) =>
      broken ? Promise.reject(new Error('disk full')) : transaction(work);
    await expect(hear('launch hello steps=9', undefined, requester, 'm:1')).rejects.toThrow('disk');
    broken = false;
    await hear('launch hello steps=9', undefined, requester, 'm:1');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(2);
  });
});

test('an edit starts nothing and is told so, once', async () => {
  await hear('launch hello steps=9', undefined, requester, 'm:1');
  await bot.runUntilIdle();
  await edit('e:1');
  await edit('e:1');
  await bot.runUntilIdle();
  bot.skip(5 * minute);
  await edit('e:1');
  await bot.runUntilIdle();
  expect(bot.creates).toHaveLength(2);
  const told = bot.answers.filter((one) => one.kind === 'note');
  expect(told).toMatchObject([{ note: { kind: 'edits-ignored' } }]);
});
