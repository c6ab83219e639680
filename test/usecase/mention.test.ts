import { beforeEach, expect, test } from 'vitest';
import { asker, createHarness, type Harness } from './harness.ts';
import { saying } from '../domain/written.ts';

let bot: Harness;
let rootTs: string;
let handle: string;
beforeEach(async () => {
  bot = await createHarness();
  handle = await bot.launch('launch hello');
  await bot.wait(2_000);
  rootTs = bot.roots()[0]?.ts ?? '';
});
let keys = 0;
const say = async (text: string, ts: string | undefined = rootTs, who = asker) => {
  const request = { key: `event:${++keys}`, asker: { ...who, threadTs: ts } };
  const answer = await bot.desk.mention(request, '/job', text, ts);
  await bot.settle();
  return answer ?? bot.answers.at(-1);
};

test('in a job’s thread the job is the thread’s', async () => {
  expect(await say('status')).toMatchObject({ kind: 'status', card: { launch: { handle } } });
  expect(await say('')).toMatchObject({ kind: 'status', card: { launch: { handle } } });
  expect(await say('cancel too slow')).toMatchObject({ kind: 'cancel-stored', handle });
});

test('another job’s handle is that job', async () => {
  const other = await bot.launch('launch hello steps=9');
  expect(await say(`cancel ${other}`)).toMatchObject({ kind: 'cancel-stored', handle: other });
});

test('elsewhere it is any command, and alone it asks for help', async () => {
  expect(await say('', '99.9')).toMatchObject({ kind: 'help' });
  expect(await say('cancel', '99.9')).toMatchObject({ kind: 'problem' });
  expect(await say(`status ${handle}`, '99.9')).toMatchObject({ kind: 'status' });
});

test('may what the slash command may', async () => {
  const stranger = { ...asker, userId: 'U0BO' };
  expect(await say('cancel', rootTs, stranger)).toMatchObject({ kind: 'refused', act: 'cancel' });
});

test('can’t open a window, and says so', async () => {
  const answer = await say('template save x', rootTs, { ...asker, userId: 'U0ADMIN' });
  expect(answer).toMatchObject({ problems: [saying('slash command')] });
  expect(bot.shown).toEqual([]);
});
