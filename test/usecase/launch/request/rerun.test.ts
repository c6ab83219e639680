import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../../harness.ts';
import { saying } from '../../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** A launch that has ended; returns its handle. */
async function finished(text = 'launch hello steps=7'): Promise<string> {
  const handle = await bot.launch(text);
  await bot.wait(2_000);
  for (const [id, { state }] of bot.jobs) {
    if (state === 'PENDING') bot.set(id, { state: 'SUCCEEDED', endTime: bot.now() });
  }
  await bot.poll();
  await bot.wait(3_000);
  return handle;
}
const sent = () => bot.creates.map((body) => ({ ...body, labels: {} }));
const cardOf = (handle: string) => bot.store.transaction((tx) => tx.cards.byHandle(handle));
const press = (handle: string, key: string) =>
  bot.interactions.press(
    { key, requester: { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' } },
    { verb: 'rerun', handle },
  );

describe('a re-run', () => {
  test('without changes sends the very same, under a launch id of its own', async () => {
    const first = await finished();
    expect(await bot.decided(bot.type(`rerun ${first}`, 'U0BO'))).toMatchObject({
      kind: 'launch-stored',
    });
    await bot.wait(2_000);
    const [before, after] = sent();
    expect(after).toEqual(before);
    const ids = bot.creates.map(({ labels }) => labels?.['launch-id']);
    expect(new Set(ids).size).toBe(2);
    expect(bot.creates[1]?.labels).toMatchObject({ 'launched-by': 'u0bo', template: 'hello' });
  });

  test('with changes keeps the rest as it was, not as the defaults are', async () => {
    const first = await finished('launch hello steps=7 loud=yes');
    const answer = await bot.decided(bot.type(`rerun ${first} steps=8 max-time=2h`));
    expect(answer).toMatchObject({ kind: 'launch-stored', displayName: 'hello 8' });
    const handle = answer?.kind === 'launch-stored' ? answer.handle : '';
    expect((await cardOf(handle))?.launch).toMatchObject({
      parameters: { steps: 8, loud: true },
      maxTimeMs: 7_200_000,
    });
  });

  test('uses the version that was launched, whatever became of the file since', async () => {
    const first = await finished();
    bot.file.version = 'v2';
    await bot.type(`rerun ${first} steps=8`);
    await bot.wait(2_000);
    expect(JSON.stringify(bot.creates[1]?.jobSpec)).toContain('gcr.io/x/y:v1');
    await bot.type('launch hello steps=9');
    await bot.wait(2_000);
    expect(JSON.stringify(bot.creates[2]?.jobSpec)).toContain('gcr.io/x/y:v2');
  });

  test('and the first point at each other, once', async () => {
    const first = await finished();
    const told = bot.told().length;
    const answer = await bot.decided(bot.type(`rerun ${first} steps=8`));
    const handle = answer?.kind === 'launch-stored' ? answer.handle : '';
    await bot.wait(5_000);
    expect((await cardOf(handle))?.rerunOf).toMatchObject({ handle: first, rootTs: '1.0' });
    expect(bot.told().slice(told).sort()).toEqual(['launched', 'rerun']);
    const rerun = bot.posts.find(({ kinds }) => kinds.includes('rerun'));
    expect(rerun?.rootTs).toBe('1.0');
  });

  test('by a button, pressed twice, is one', async () => {
    const first = await finished();
    expect(await press(first, 'k1')).toEqual(await press(first, 'k1'));
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(2);
  });

  test('while the first is alive is asked about', async () => {
    const first = await bot.launch();
    await bot.wait(2_000);
    expect(await bot.type(`rerun ${first}`)).toMatchObject({ kind: 'launch-needs-confirmation' });
    expect(await bot.decided(bot.type(`rerun ${first} steps=99`))).toMatchObject({
      kind: 'launch-stored',
    });
  });

  test('that can’t be is said in a sentence, and nothing is stored', async () => {
    const first = await finished();
    await finished('launch hello steps=8');
    expect(await bot.type('rerun nothing')).toMatchObject({ kind: 'problem' });
    expect(await bot.type(`rerun ${first} stepz=8`)).toMatchObject({
      kind: 'problem',
      problems: [saying('steps')],
    });
    expect(await bot.type(`rerun ${first} in=else/where`)).toMatchObject({ kind: 'problem' });
    expect(await bot.type('rerun hello')).toMatchObject({ kind: 'picker', verb: 'rerun' });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(2);
  });

  test('as a dry run shows what would be sent, without the first one’s labels', async () => {
    const first = await finished();
    const answer = await bot.type(`rerun ${first} dry-run`);
    expect(answer).toMatchObject({ kind: 'dry-run', body: { labels: {} } });
  });

  test('that was held, and asked for again once the other has ended, goes on', async () => {
    const first = await finished();
    await bot.type(`rerun ${first}`);
    await bot.wait(3_000);
    expect(await press(first, 'button:1')).toMatchObject({ kind: 'launch-needs-confirmation' });
    bot.set(bot.job(1).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    expect(await bot.decided(press(first, 'button:1'))).toMatchObject({ kind: 'launch-stored' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(3);
  });

  test('asked for again after it was refused says that nothing runs', async () => {
    const first = await finished();
    bot.invited.value = false;
    await bot.type(`rerun ${first}`, 'U0ANA', 'k1');
    await bot.wait(3_000);
    expect(await bot.type(`rerun ${first}`, 'U0ANA', 'k1')).toMatchObject({
      kind: 'note',
      note: { kind: 'refused-before' },
    });
  });
});
