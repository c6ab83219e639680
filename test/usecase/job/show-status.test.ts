import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { requester, createHarness, type Harness } from '../harness.ts';

const shell = 'https://1234-dot-us-central1.aiplatform-training.googleusercontent.com/';

let bot: Harness;
let handle: string;
beforeEach(async () => {
  bot = await createHarness();
  handle = await bot.launch();
  await bot.runUntilIdle();
});
const ask = (userId: string) => bot.ask(`status ${handle}`, userId);
const run = async (more: object = {}) => {
  const { id } = bot.job().key;
  bot.set(id, {
    state: 'RUNNING',
    startTime: bot.now(),
    webAccessUris: { 'workerpool0-0': shell },
    ...more,
  });
  await bot.poll();
};

describe('shells of a running job', () => {
  test.each([
    ['its owner', 'U0ANA'],
    ['an admin', 'U0ADMIN'],
  ])('are linked in the answer to %s', async (_, userId) => {
    await run();
    const answer = await ask(userId);
    expect(answer).toMatchObject({
      kind: 'status',
      shells: { known: true, shells: [{ replica: 'workerpool0-0', url: shell }] },
    });
  });

  test('are none of anybody else’s business, by whatever way they ask', async () => {
    await run();
    expect(await ask('U0BO')).not.toHaveProperty('shells');
    const act: Action = { verb: 'status', handle };
    await bot.interactions.press(
      { key: 'button:1', requester: { ...requester, userId: 'U0BO' } },
      act,
    );
    await bot.runUntilIdle();
    expect(bot.answers).toHaveLength(2);
    expect(bot.answers.at(-1)).not.toHaveProperty('shells');
    await bot.interactions.press({ key: 'button:2', requester }, act);
    await bot.runUntilIdle();
    expect(bot.answers.at(-1)).toMatchObject({ shells: { known: true } });
  });

  test('are kept nowhere and posted in no channel', async () => {
    await run();
    await ask('U0ANA');
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    expect(JSON.stringify(card)).not.toContain('googleusercontent');
    expect(JSON.stringify([bot.posts, bot.edits])).not.toContain('googleusercontent');
  });

  test('are asked for while it runs only', async () => {
    expect(await ask('U0ANA')).not.toHaveProperty('shells');
  });

  test('that can’t be read are said to be so', async () => {
    await run();
    bot.jobs.clear();
    const answer = await ask('U0ANA');
    expect(answer).toMatchObject({ shells: { known: false, why: 'not found' } });
  });

  test('are shown as links where they are Google’s, as text elsewhere', async () => {
    await run({
      webAccessUris: { 'workerpool0-0': shell, 'workerpool1-0': 'https://evil.example/' },
    });
    const answer = await ask('U0ANA');
    if (answer === undefined) throw new Error('no answer');
    const { text, blocks } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(`Interactive shells, for you alone: <${shell}|workerpool0-0>`);
    expect(text).toContain('workerpool1-0 (not an address of Google’s: ');
    expect(JSON.stringify(blocks)).toContain(`"url":"${shell}"`);
    expect(JSON.stringify(blocks)).not.toContain('"url":"https://evil');
  });
});
