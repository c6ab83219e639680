import { beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../domain/text/written.ts';
import { requester, createHarness, settings, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

describe('cancelling', () => {
  test('before anything was sent prevents the create', async () => {
    const handle = await bot.launch();
    await bot.type(`cancel ${handle} wrong data`);
    await bot.cancels();
    await bot.cancels();
    await bot.runUntilIdle();
    await bot.wait(60_000);
    expect(bot.creates).toHaveLength(0);
    expect(bot.told()).toEqual(['cancel-asked', 'launch-cancelled']);
  });

  test('of a running job asks Vertex, and says cancelled only once that was read', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(3_000);
    expect(bot.told()).toEqual(['launched', 'cancel-asked', 'state:CANCELLING']);
    bot.set(bot.job().key.id, {
      state: 'CANCELLED',
      endTime: bot.now(),
      error: { code: 1, message: 'CANCELED' },
    });
    await bot.poll();
    await bot.wait(3_000);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  });

  test('that loses the race tells how the job really ended', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(3_000);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(3_000);
    expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
    expect(bot.told()).not.toContain('state:CANCELLED');
  });

  test('of an unknown job repeats no more than its beginning', async () => {
    expect(await bot.type(`cancel ${'x'.repeat(3_000)}`)).toMatchObject({
      problems: [saying(/^No job matches `x{100}…`\.$/)],
    });
  });

  test('of a finished job answers with its real state and asks nobody', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    expect(await bot.type(`cancel ${handle}`)).toMatchObject({ kind: 'already-finished' });
  });

  test('of somebody else’s job takes an admin', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    bot.remembers.value = false;
    await bot.type(`cancel ${handle}`, 'U0BO', 'k1');
    await bot.runUntilIdle();
    expect(bot.answers).toEqual([expect.objectContaining({ kind: 'refused', ask: ['U0ANA'] })]);
    expect(bot.job().state).toBe('PENDING');
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.runUntilIdle();
    expect(bot.job().state).toBe('CANCELLING');
    const row = await bot.store.transaction((tx) => tx.audit.byKey('command:k1'));
    expect(row?.outcome).toContain('refused');
  });

  test('twice is one cancel; the second hears of the first', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    await bot.type(`cancel ${handle}`);
    await bot.runUntilIdle();
    await bot.type(`cancel ${handle}`, 'U0ADMIN');
    await bot.wait(5_000);
    expect(bot.answers).toEqual([
      expect.objectContaining({ kind: 'cancel-stored' }),
      expect.objectContaining({ kind: 'already-cancelling', by: 'U0ANA' }),
    ]);
    expect(bot.told().filter((kind) => kind === 'cancel-asked')).toHaveLength(1);
  });

  test('of a job that has ended unseen, which Vertex refuses, tells how it ended', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.type(`cancel ${handle}`);
    await bot.wait(5_000);
    expect(bot.cancelCalls).toHaveLength(1);
    expect(bot.told()).toEqual(['launched', 'cancel-asked', 'state:SUCCEEDED']);
  });

  test('whose answer was lost is sent again until a read shows it', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    bot.vertexScript.onCancel = { kind: 'in-doubt', message: 'reset' };
    await bot.type(`cancel ${handle}`);
    await bot.wait(20_000);
    expect(bot.job().state).toBe('CANCELLING');
  });

  test('waits for a launch in doubt, then cancels what is found', async () => {
    bot.vertexScript.onCreate = { failure: { kind: 'in-doubt', message: 'reset' }, recorded: true };
    const handle = await bot.launch();
    await bot.launches();
    await bot.launches();
    await bot.type(`cancel ${handle}`);
    await bot.wait(30_000);
    expect(bot.job().state).toBe('CANCELLING');
    expect(bot.creates).toHaveLength(1);
  });

  test('that drags on is told once', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    await bot.type(`cancel ${handle}`);
    await bot.wait(settings.escalateMs * 2);
    expect(bot.told().filter((kind) => kind === 'cancel-overdue')).toHaveLength(1);
  });

  test('by the beginning of a name is asked about, and one press of the answer does it', async () => {
    const handle = await bot.launch('launch hello steps=42');
    await bot.runUntilIdle();
    expect(await bot.type('cancel hel wrong data')).toMatchObject({
      kind: 'cancel-asks',
      card: { launch: { handle } },
      channel: 'C0JOBS',
      reason: 'wrong data',
    });
    await bot.runUntilIdle();
    expect(bot.cancelCalls).toHaveLength(0);

    const press = { verb: 'cancel', handle, reason: 'wrong data' } as const;
    const request = {
      key: 'button:t:confirm-cancel',
      requester: { ...requester, asked: true } as const,
    };
    expect(await bot.decided(bot.interactions.press(request, press))).toMatchObject({
      kind: 'cancel-stored',
    });
    expect(await bot.decided(bot.interactions.press(request, press))).toMatchObject({
      kind: 'cancel-stored',
    });
    await bot.wait(3_000);
    expect(bot.cancelCalls).toHaveLength(1);
    expect(bot.told().filter((kind) => kind === 'cancel-asked')).toHaveLength(1);
  });

  test('asks again at the press whether it is allowed, and not at all who may not', async () => {
    const handle = await bot.launch('launch hello steps=42');
    await bot.runUntilIdle();
    expect(await bot.type('cancel hel', 'U0BO')).toMatchObject({ kind: 'refused' });
    expect(await bot.type('cancel hel', 'U0ADMIN')).toMatchObject({ kind: 'cancel-asks' });
    bot.people.change('U0ADMIN', { isAdmin: false });
    const request = { key: 'button:t', requester: { ...requester, userId: 'U0ADMIN' } };
    expect(await bot.interactions.press(request, { verb: 'cancel', handle })).toMatchObject({
      kind: 'refused',
    });
    await bot.runUntilIdle();
    expect(bot.cancelCalls).toHaveLength(0);
  });

  test('is not asked about a job that has ended meanwhile, and a no leaves it alone', async () => {
    const handle = await bot.launch('launch hello steps=42');
    await bot.runUntilIdle();
    const answer = async (verb: 'cancel' | 'let-run') => {
      const given = await bot.interactions.press(
        { key: `button:${verb}`, requester },
        { verb, handle },
      );
      await bot.answered();
      return given ?? bot.answers.at(-1);
    };
    expect(await answer('let-run')).toMatchObject({ kind: 'let-run', card: { job: {} } });
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    expect(await answer('cancel')).toMatchObject({ kind: 'already-finished' });
    expect(await answer('let-run')).toMatchObject({ kind: 'already-finished' });
    expect(bot.cancelCalls).toHaveLength(0);
  });

  test('a name that fits several is asked about, never guessed', async () => {
    await bot.type('launch hello steps=1');
    await bot.type('launch hello steps=11');
    await bot.runUntilIdle();
    expect(await bot.type('cancel hell')).toMatchObject({
      kind: 'picker',
      candidates: [expect.anything(), expect.anything()],
    });
    expect(await bot.decided(bot.type('cancel "hello 1"'))).toMatchObject({
      kind: 'cancel-stored',
      displayName: 'hello 1',
    });
    expect(await bot.type('cancel zzz')).toMatchObject({ kind: 'problem' });
  });
});
