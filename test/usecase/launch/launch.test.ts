import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

describe('a launch', () => {
  test('becomes one labelled job, one root and one reply', async () => {
    expect(await bot.decided(bot.type('launch hello steps=7'))).toMatchObject({
      kind: 'launch-stored',
      displayName: 'hello 7',
    });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.job().labels).toMatchObject({ 'launched-by': 'u0ana', template: 'hello' });
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('redelivered under the same key is the same launch', async () => {
    const first = await bot.type('launch hello', 'U0ANA', 'k1');
    expect(await bot.type('launch hello', 'U0ANA', 'k1')).toEqual(first);
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(1);
  });

  test('with bad input is answered at once, and nothing is stored', async () => {
    expect(await bot.type('launch hallo')).toMatchObject({
      kind: 'problem',
      problems: [saying('hello')],
    });
    expect(await bot.type('launch hello steps=many')).toMatchObject({ kind: 'problem' });
    expect(await bot.type('launch hello in=other/region')).toMatchObject({ kind: 'problem' });
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(0);
  });

  test('as a dry run shows what would be sent and sends nothing', async () => {
    expect(await bot.type('launch hello dry-run')).toMatchObject({ kind: 'dry-run' });
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(0);
  });

  test('sends what its preview showed and what was stored, with the bot’s labels', async () => {
    const typed = 'launch hello steps=5 loud=true max-time=90m';
    const preview = await bot.type(`${typed} dry-run`);
    if (preview?.kind !== 'dry-run') throw new Error('no preview');
    const stored = await bot.decided(bot.type(typed));
    if (stored?.kind !== 'launch-stored') throw new Error('nothing stored');
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(stored.handle));
    await bot.wait(2_000);
    const labels = { 'launch-id': card?.launch.id, 'launched-by': 'u0ana', template: 'hello' };
    expect(bot.creates).toEqual([{ ...preview.body, labels }]);
    expect(bot.creates).toEqual([card?.launch.body]);
  });

  test('by somebody who may not is refused before money is spent, and audited', async () => {
    bot.remembers.value = false;
    await bot.type('launch hello', 'U0GUEST', 'k2');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(0);
    expect(bot.answers).toEqual([expect.objectContaining({ kind: 'refused', act: 'launch' })]);
    const row = await bot.store.transaction((tx) => tx.audit.byKey('command:k2'));
    expect(row).toMatchObject({
      actor: 'U0GUEST',
      verb: 'launch',
      outcome: expect.stringContaining('refused') as unknown,
    });
  });

  test('where the bot can’t post is refused with the remedy', async () => {
    bot.invited.value = false;
    await bot.type('launch hello');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(0);
    expect(bot.answers).toEqual([
      expect.objectContaining({ why: { kind: 'not-invited', act: 'launch', botName: 'vertex' } }),
    ]);
  });

  test('is audited before and after', async () => {
    await bot.type('launch hello', 'U0ANA', 'k3');
    await bot.launches();
    const before = await bot.store.transaction((tx) => tx.audit.byKey('command:k3'));
    expect(before).toMatchObject({ actor: 'U0ANA' });
    expect(before?.outcome).toBeUndefined();
    await bot.runUntilIdle();
    const after = await bot.store.transaction((tx) => tx.audit.byKey('command:k3'));
    expect(after?.outcome).toContain('created projects/123/');
  });
});

describe('the same launch while the first is alive', () => {
  const anyway = (of: string, userId = 'U0ANA') =>
    bot.interactions.press(
      { key: `button:${userId}`, requester: { userId, teamId: 'T1', channel: 'C0JOBS' } },
      { verb: 'launch-anyway', handle: of },
    );
  const typeTwin = async (): Promise<string> => {
    await bot.launch('launch hello steps=5');
    await bot.wait(2_000);
    const answer = await bot.type('launch hello steps=5', 'U0BO', 'k9');
    if (answer?.kind !== 'launch-needs-confirmation') throw new Error(JSON.stringify(answer));
    expect(answer.duplicate.launch.requester.userId).toBe('U0ANA');
    return answer.handle;
  };

  test('is held: nothing is launched, nothing appears', async () => {
    await typeTwin();
    await bot.wait(5_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.roots()).toHaveLength(1);
  });

  test('goes on when its requester says so, once', async () => {
    const held = await typeTwin();
    expect(await anyway(held)).toMatchObject({ kind: 'problem' }); // somebody else's question
    expect(await bot.decided(anyway(held, 'U0BO'))).toMatchObject({
      kind: 'launch-stored',
      handle: held,
    });
    expect(await bot.decided(anyway(held, 'U0BO'))).toMatchObject({ kind: 'launch-stored' });
    await bot.wait(5_000);
    expect(bot.creates).toHaveLength(2);
  });

  test('redelivered asks the same question about the same launch', async () => {
    const held = await typeTwin();
    expect(await bot.type('launch hello steps=5', 'U0BO', 'k9')).toMatchObject({
      kind: 'launch-needs-confirmation',
      handle: held,
    });
  });

  test('is no repeat with other parameters, nor after the first has ended', async () => {
    await bot.launch('launch hello steps=5');
    await bot.runUntilIdle();
    expect(await bot.decided(bot.type('launch hello steps=6'))).toMatchObject({
      kind: 'launch-stored',
    });
    for (const { key } of bot.jobs.values())
      bot.set(key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.runUntilIdle();
    await bot.poll();
    expect(await bot.decided(bot.type('launch hello steps=5'))).toMatchObject({
      kind: 'launch-stored',
    });
  });
});
