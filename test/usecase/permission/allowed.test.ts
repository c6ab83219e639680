import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, createHarness, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const press = (act: Action, userId: string, key = 'button:1') =>
  bot.interactions.press({ key, requester: { ...requester, userId } }, act);
const auditOf = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
const refusal = (act: string) => expect.objectContaining({ kind: 'refused', act }) as object;

describe.each([true, false])('a guest (known already: %s)', (known) => {
  test.each([
    ['launch hello dry-run', 'launch'],
    ['launch nope', 'launch'],
    ['launch hello steps=many', 'launch'],
    ['rerun hello dry-run', 'launch'],
    ['cancel hello', 'cancel'],
    ['cancel nope', 'cancel'],
    ['list', 'view'],
    ['status hello', 'view'],
    ['template', 'view'],
  ])('is told nothing by %s, and the refusal is on record', async (text, act) => {
    await bot.launch('launch hello steps=1');
    await bot.launch('launch hello steps=2');
    await bot.wait(3_000);
    bot.answers.length = 0;
    bot.remembers.value = known;
    const answer = await bot.type(text, 'U0GUEST', 'k1');
    await bot.runUntilIdle();
    expect([...(answer === undefined ? [] : [answer]), ...bot.answers]).toEqual([refusal(act)]);
    const row = (await auditOf('command:k1:refused')) ?? (await auditOf('command:k1'));
    expect(row).toMatchObject({
      actor: 'U0GUEST',
      outcome: expect.stringContaining('refused') as string,
    });
  });
});

describe('a command that was refused', () => {
  test.each(['launch hello', 'cancel hello'])(
    'stays refused when Slack delivers it again, whatever its person may by then (%s)',
    async (text) => {
      if (text !== 'launch hello') await bot.launch();
      await bot.wait(3_000);
      const jobs = bot.jobs.size;
      bot.remembers.value = false;
      await bot.type(text, 'U0GUEST', 'k1');
      await bot.runUntilIdle();
      bot.people.change('U0GUEST', { kind: 'member', isAdmin: true });
      await bot.type(text, 'U0GUEST', 'k1');
      await bot.runUntilIdle();
      expect(bot.jobs.size).toBe(jobs);
      expect(bot.cancelCalls).toHaveLength(0);
    },
  );
});

describe('a button whose press was refused', () => {
  test('cancels for the same person once they may', async () => {
    const handle = await bot.launch();
    await bot.wait(3_000);
    bot.remembers.value = false;
    await press({ verb: 'cancel', handle }, 'U0BO');
    await bot.runUntilIdle();
    expect(bot.answers).toEqual([refusal('cancel')]);
    bot.people.change('U0BO', { isAdmin: true });
    await press({ verb: 'cancel', handle }, 'U0BO');
    await press({ verb: 'cancel', handle }, 'U0BO');
    await bot.runUntilIdle();
    expect(bot.cancelCalls).toHaveLength(1);
    expect((await auditOf('button:1'))?.outcome).toContain('refused');
    expect(await auditOf('button:1+')).toBeDefined();
  });

  test('leaves the record of the act that was allowed to itself', async () => {
    const handle = await bot.launch();
    await bot.wait(3_000);
    expect(await press({ verb: 'cancel', handle }, 'U0BO')).toEqual(refusal('cancel'));
    bot.people.change('U0BO', { isAdmin: true });
    await press({ verb: 'cancel', handle }, 'U0BO');
    await bot.runUntilIdle();
    expect((await auditOf('button:1:refused'))?.outcome).toContain('refused');
    expect(await auditOf('button:1')).toMatchObject({ verb: 'cancel', actor: 'U0BO' });
    expect((await auditOf('button:1'))?.outcome ?? '').not.toContain('refused');
  });

  test('launches for the same person once they may', async () => {
    const handle = await bot.launch('launch hello steps=7');
    await bot.wait(3_000);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    bot.remembers.value = false;
    await press({ verb: 'rerun', handle }, 'U0GUEST');
    await bot.runUntilIdle();
    expect(bot.creates).toHaveLength(1);
    bot.people.change('U0GUEST', { kind: 'member' });
    await press({ verb: 'rerun', handle }, 'U0GUEST');
    await press({ verb: 'rerun', handle }, 'U0GUEST');
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(2);
  });
});
