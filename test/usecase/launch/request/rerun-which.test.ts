// Which job a re-run, a status or a log is about: names have spaces, and a launch buys.

import { beforeEach, describe, expect, test } from 'vitest';
import { requester, createHarness, type Harness } from '../../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** A job called `hello <steps>`. */
async function job(steps: string): Promise<string> {
  const handle = await bot.launch(`launch hello steps=${steps}`);
  await bot.wait(3_000);
  return handle;
}

/** What somebody is answered, in the ack or later. */
async function answerTo(text: string, userId = 'U0ANA', channel = requester.channel) {
  bot.answers.length = 0;
  const acked = await bot.type(text, userId, undefined, channel);
  await bot.wait(3_000);
  const all = [...(acked === undefined ? [] : [acked]), ...bot.answers];
  expect(all).toHaveLength(1);
  return all[0];
}

const elsewhere = 'C0OTHER';
const names = () => bot.creates.map(({ displayName }) => displayName);

/** Slack has said nothing yet of who is where, and says it when it is asked. */
const forget = () => (bot.membership.told = 'when-asked');

describe.each([true, false])('who sees what is known already: %s', (known) => {
  const ask = (text: string) => {
    if (!known) forget();
    return answerTo(text, 'U0BO', elsewhere);
  };

  test('the longest run of words that is a whole name is the name', async () => {
    const handle = await job('1');
    await job('12');
    expect(await ask('status hello 1')).toMatchObject({
      kind: 'status',
      card: { launch: { handle } },
    });
    expect(await ask('logs hello  1')).toMatchObject({
      kind: 'logs',
      card: { launch: { handle } },
    });
    expect(await ask('rerun hello 1 steps=7')).toMatchObject({ kind: 'launch-stored' });
    expect(names()).toEqual(['hello 1', 'hello 12', 'hello 7']);
  });

  test('the rest is options', async () => {
    bot.file.displayName = 'hello {{steps}} 50';
    const handle = await job('1');
    bot.file.displayName = 'hello {{steps}}';
    await job('1 loud=yes');
    expect(await ask('logs hello 1 50')).toMatchObject({
      kind: 'logs',
      card: { launch: { handle } },
    });
    expect(bot.logReads.at(-1)).toMatchObject({ most: 20 });
    await ask('logs hello 1 60 workerpool0-0');
    expect(bot.logReads.at(-1)).toMatchObject({ most: 60, replica: 'workerpool0-0' });
    expect(await ask('rerun hello 1 dry-run')).toMatchObject({ kind: 'dry-run' });
  });

  test.each([
    ['status hello 1 please', 'please'],
    ['logs hello 1 please', 'please'],
    ['rerun hello 1 please', 'please'],
    ['status hello 2', '2'],
  ])('a rest that is neither is named: %s', async (text, word) => {
    await job('1');
    const answer = await ask(text);
    expect(answer?.kind).toBe('problem');
    expect(JSON.stringify(answer)).toContain(`{"kind":"foreign","text":"${word}"}`);
    expect(names()).toEqual(['hello 1']);
  });
});

test('a job that is called like a whole command is not run in place of the one that is meant', async () => {
  const handle = await job('1');
  bot.file.displayName = `${handle} steps=7`;
  await job('6');
  bot.file.displayName = 'hello {{steps}}';
  await answerTo(`rerun ${handle} steps=7`);
  expect(bot.creates.at(-1)?.displayName).toBe('hello 7');
  expect(await answerTo(`status ${handle} steps=7`)).toMatchObject({
    card: { launch: { body: { displayName: `${handle} steps=7` } } },
  });
});

describe('a re-run by the beginning of a name', () => {
  const act = (verb: 'launch-anyway' | 'not-this', handle: string) =>
    bot.interactions.press({ key: `button:1:${verb}`, requester }, { verb, handle });

  test('asks first, and goes on with what was typed', async () => {
    const handle = await job('1');
    const asked = await answerTo('rerun hel steps=5');
    expect(asked).toMatchObject({
      kind: 'rerun-asks',
      card: { launch: { handle } },
      channel: requester.channel,
    });
    if (asked?.kind !== 'rerun-asks') throw new Error('not asked');
    expect(names()).toEqual(['hello 1']);
    bot.answers.length = 0;
    expect(await act('not-this', asked.handle)).toBeUndefined();
    await bot.wait(3_000);
    expect(bot.answers).toEqual([{ kind: 'not-launched' }]);
    expect(names()).toEqual(['hello 1']);
    await act('launch-anyway', asked.handle);
    await act('launch-anyway', asked.handle);
    await bot.wait(3_000);
    expect(names()).toEqual(['hello 1', 'hello 5']);
  });

  test('asks again when it is brought again', async () => {
    await job('1');
    expect(await bot.type('rerun hel steps=5', 'U0ANA', 'k')).toMatchObject({ kind: 'rerun-asks' });
    expect(await bot.type('rerun hel steps=5', 'U0ANA', 'k')).toMatchObject({ kind: 'rerun-asks' });
    await bot.wait(3_000);
    expect(names()).toEqual(['hello 1']);
  });

  test('of a job made elsewhere asks as well', async () => {
    await watched();
    const asked = await answerTo('rerun the', 'U0ADMIN');
    expect(asked).toMatchObject({
      kind: 'rerun-asks',
      card: { launch: { body: { displayName: 'theirs' } } },
    });
    expect(names()).toEqual([]);
  });

  test.each(['handle', 'whole name', 'last'])('by %s it does not', async (how) => {
    const handle = await job('1');
    const typed = { handle, 'whole name': '"hello 1"', last: 'last' }[how] ?? '';
    expect(await answerTo(`rerun ${typed} steps=5`)).toMatchObject({ kind: 'launch-stored' });
  });
});

const workerPoolSpecs = [{ containerSpec: { imageUri: 'gcr.io/theirs/train' } }];

/** A job that nobody launched through the bot, with a card in the channel. */
async function watched(): Promise<string> {
  bot.make('theirs', { jobSpec: { workerPoolSpecs } });
  await bot.type('watch name=theirs');
  await bot.wait(3_000);
  await bot.poll();
  await bot.wait(3_000);
  const [card] = bot.cards;
  if (card === undefined) throw new Error('not watched');
  return card.launch.handle;
}

test('a job made elsewhere is run again from its spec, though Slack had to be asked who sees it', async () => {
  const handle = await watched();
  forget();
  bot.remembers.value = false;
  expect(await answerTo(`rerun ${handle}`, 'U0ADMIN', elsewhere)).toMatchObject({
    kind: 'launch-stored',
  });
  expect(bot.creates).toMatchObject([{ jobSpec: { workerPoolSpecs } }]);
});
