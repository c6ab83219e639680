import { beforeEach, describe, expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
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

describe('the use of GPUs', () => {
  /** A launch with a GPU, which runs. */
  async function runOnGpu(more: object = {}) {
    bot = await createHarness();
    bot.file.machineType = 'g2-standard-8';
    handle = await bot.launch();
    await bot.runUntilIdle();
    await run(more);
    return bot.job().key.id;
  }
  const read = (id: string) => {
    const points = [{ at: bot.now(), share: 0.5 }];
    const series = [{ replica: 'workerpool0-0', labels: {}, points }];
    const use = { readAt: bot.now(), asOf: bot.now(), series };
    return succeeded({ readAt: bot.now(), jobs: new Map([[id, use]]), unreadable: new Set('9') });
  };

  test('is not read of a job without GPUs', async () => {
    await run();
    await ask('U0ANA');
    expect(bot.useReads).toEqual([]);
  });

  test('is read once somebody looks, and not before', async () => {
    const id = await runOnGpu({ startTime: bot.now() - 60_000 });
    expect(bot.useReads).toEqual([]);
    bot.use.reading = read(id);
    expect(await ask('U0BO')).toMatchObject({
      use: { kind: 'known', summary: { average: 0.5 } },
    });
    expect(bot.useReads).toEqual(['ml-prod']);
  });

  test('that isn’t known is said with what to do', async () => {
    await runOnGpu();
    bot.use.reading = failed({ kind: 'permanent', message: 'no', httpStatus: 403 });
    const answer = await ask('U0ANA');
    if (answer === undefined) throw new Error('no answer');
    const { text } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(
      'The use of its GPUs is not known. The bot’s account may not read Cloud Monitoring in ml-prod: give it roles/monitoring.viewer there.',
    );
  });

  test('holds up no status: a slow answer is said to be one', async () => {
    await runOnGpu();
    bot.use.reading = new Promise(() => undefined);
    bot.patience.resolve(undefined);
    expect(await ask('U0ANA')).toMatchObject({
      shells: { known: true },
      use: { kind: 'not-known', why: { why: 'Cloud Monitoring gave no answer within 5 s.' } },
    });
  });
});
