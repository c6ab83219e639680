import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, settings, type Harness } from './harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const only = () => {
  const [job] = bot.jobs.values();
  if (job === undefined) throw new Error('no job');
  return job;
};
describe('cancelling', () => {
  test('before anything was sent prevents the create', async () => {
    const handle = await bot.launch();
    await bot.launches(); // accepted
    await bot.type(`cancel ${handle} wrong data`);
    await bot.cancels();
    await bot.cancels();
    await bot.settle();
    await bot.wait(60_000);
    expect(bot.creates).toHaveLength(0);
    expect(bot.told()).toEqual(['cancel-asked', 'launch-cancelled']);
  });

  test('a running job asks Vertex, and says cancelled only once that was read', async () => {
    const handle = await bot.launch();
    await bot.settle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(3_000);
    expect(bot.told()).toEqual(['launched', 'cancel-asked', 'state:CANCELLING']);
    bot.set(only().key.id, {
      state: 'CANCELLED',
      endTime: bot.now(),
      error: { code: 1, message: 'CANCELED' },
    });
    await bot.sweep();
    await bot.wait(3_000);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  });

  test('that loses the race tells how the job really ended', async () => {
    const handle = await bot.launch();
    await bot.settle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(3_000);
    bot.set(only().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.sweep();
    await bot.wait(3_000);
    expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
    expect(bot.told()).not.toContain('state:CANCELLED');
  });

  test('a job that is not known is named by no more than its beginning', async () => {
    expect(await bot.type(`cancel ${'x'.repeat(3_000)}`)).toMatchObject({
      problems: [`I know no job \`${'x'.repeat(100)}…\`.`],
    });
  });

  test('a finished job answers with its real state and asks nobody', async () => {
    const handle = await bot.launch();
    await bot.settle();
    bot.set(only().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.sweep();
    expect(await bot.type(`cancel ${handle}`)).toMatchObject({ kind: 'already-finished' });
  });

  test('somebody else’s job takes an admin', async () => {
    const handle = await bot.launch();
    await bot.settle();
    bot.remembers.value = false;
    await bot.type(`cancel ${handle}`, 'U0BO', 'k1');
    await bot.settle();
    expect(bot.answers).toEqual([expect.objectContaining({ kind: 'refused', ask: ['U0ANA'] })]);
    expect(only().state).toBe('PENDING');
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.settle();
    expect(only().state).toBe('CANCELLING');
    const row = await bot.store.transaction((tx) => tx.audit.byKey('command:k1'));
    expect(row?.outcome).toContain('refused');
  });

  test('twice is one cancel; the second hears of the first', async () => {
    const handle = await bot.launch();
    await bot.settle();
    await bot.type(`cancel ${handle}`);
    await bot.settle();
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.wait(5_000);
    expect(bot.answers).toEqual([
      expect.objectContaining({ kind: 'already-cancelling', by: 'U0ANA' }),
    ]);
    expect(bot.told().filter((kind) => kind === 'cancel-asked')).toHaveLength(1);
  });

  test('whose answer was lost is sent again until a read shows it', async () => {
    const handle = await bot.launch();
    await bot.settle();
    bot.vertexScript.onCancel = { kind: 'in-doubt', message: 'reset' };
    await bot.type(`cancel ${handle}`);
    await bot.wait(20_000);
    expect(only().state).toBe('CANCELLING');
  });

  test('waits for a launch in doubt, then cancels what is found', async () => {
    bot.vertexScript.onCreate = { failure: { kind: 'in-doubt', message: 'reset' }, recorded: true };
    const handle = await bot.launch();
    await bot.launches();
    await bot.launches();
    await bot.type(`cancel ${handle}`);
    await bot.wait(30_000);
    expect(only().state).toBe('CANCELLING');
    expect(bot.creates).toHaveLength(1);
  });

  test('that drags on is told once', async () => {
    const handle = await bot.launch();
    await bot.settle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(settings.escalateMs * 2);
    expect(bot.told().filter((kind) => kind === 'cancel-overdue')).toHaveLength(1);
  });

  test('a name that fits several is asked about, never guessed', async () => {
    await bot.type('launch hello steps=1');
    await bot.type('launch hello steps=11');
    await bot.settle();
    expect(await bot.type('cancel hell')).toMatchObject({
      kind: 'picker',
      candidates: [expect.anything(), expect.anything()],
    });
    expect(await bot.type('cancel "hello 1"')).toMatchObject({
      kind: 'cancel-stored',
      displayName: 'hello 1',
    });
    expect(await bot.type('cancel zzz')).toMatchObject({ kind: 'problem' });
  });
});
