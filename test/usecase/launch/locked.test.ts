// Nothing that a lock covers is sent to Vertex: refused where it is asked, where it is accepted, and before its create. What
// may have been sent is never touched.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { LockScope } from '../../../app/domain/lock/lock.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const hour = 3_600_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const setLock = (scope: LockScope = { kind: 'all' }, until?: number) =>
  bot.store.transaction((tx) =>
    tx.locks.set({ scope, reason: 'data moves', by: 'U0ADMIN', channel: 'C0JOBS', until }),
  );
const unlock = (number: number) => bot.store.transaction((tx) => tx.locks.end(number, 'U0ADMIN'));
const request = (key: string, userId = 'U0ANA') => ({ key, requester: { ...requester, userId } });
const byHandle = (handle: string) => bot.store.transaction((tx) => tx.launches.byHandle(handle));
const stored = async (handle: string): Promise<Launch> => {
  const launch = await byHandle(handle);
  if (launch === undefined) throw new Error(`${handle} is not stored`);
  return launch;
};
const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

const isRefusal = (answer: Answer | undefined) =>
  expect(answer).toMatchObject({
    kind: 'refused',
    act: 'launch',
    why: { kind: 'locked', lock: { number: 1, reason: 'data moves', by: 'U0ADMIN' } },
  });

describe('on every way to launch, a lock refuses at once', () => {
  test('a typed launch, also by an admin, with an audit row', async () => {
    await setLock();
    isRefusal(await bot.type('launch hello', 'U0ANA', 'k1'));
    isRefusal(await bot.type('launch hello', 'U0ADMIN'));
    expect((await audit('command:k1:refused'))?.outcome).toMatch(/^refused: locked .*data moves/);
    await bot.wait(hour);
    expect(bot.creates).toEqual([]);
    expect(bot.roots()).toEqual([]);
  });

  test('a re-run, typed and pressed', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    await setLock();
    isRefusal(await bot.decided(bot.type(`rerun ${handle} steps=5`)));
    isRefusal(await bot.decided(bot.interactions.press(request('p1'), { verb: 'rerun', handle })));
    expect(bot.creates).toHaveLength(1);
  });

  test('the form, where it says so', async () => {
    await setLock();
    const context = { channel: 'C0JOBS', template: 'hello', version: bot.file.version };
    const sent = () =>
      bot.interactions.submitForm(request('view:1'), context, { parameters: { steps: '8' } });
    expect(await sent()).toMatchObject({
      ok: false,
      problems: { whole: { kind: 'locked', lock: { reason: 'data moves' } } },
    });
    await unlock(1);
    expect(await sent()).toMatchObject({ ok: true });
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(1);
  });

  test('the confirmation of a second one', async () => {
    await bot.launch();
    await bot.runUntilIdle();
    const asked = await bot.type('launch hello');
    if (asked?.kind !== 'launch-needs-confirmation') throw new Error('did not ask');
    const confirm = (key: string) =>
      bot.decided(
        bot.interactions.press(request(key), { verb: 'launch-anyway', handle: asked.handle }),
      );
    await setLock();
    isRefusal(await confirm('p1'));
    await unlock(1);
    expect(await confirm('p2')).toMatchObject({ kind: 'launch-stored' });
  });

  test('Launch again, of one that was not found, which stays as it is', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'reset' },
      recorded: false,
    };
    const handle = await bot.launch();
    await bot.wait(hour);
    expect((await stored(handle)).state).toBe('unknown');
    await setLock();
    isRefusal(
      await bot.decided(bot.interactions.press(request('p1'), { verb: 'launch-again', handle })),
    );
    expect((await stored(handle)).state).toBe('unknown');
  });

  test('but not a preview, and not what it doesn’t cover', async () => {
    await setLock({ kind: 'template', pattern: 'llama-*' });
    await setLock({ kind: 'place', location: 'asia-east1' });
    expect(await bot.type('launch hello')).toBeUndefined();
    await setLock();
    expect(await bot.ask('launch hello dry-run')).toMatchObject({
      kind: 'dry-run',
      foreseen: { kind: 'refused', why: { kind: 'locked', lock: { scope: { kind: 'all' } } } },
    });
  });
});

describe('a lock set later', () => {
  test('refuses what was asked for and is not accepted, and its requester is told', async () => {
    await bot.type('launch hello', 'U0ANA', 'k1');
    await setLock();
    await bot.wait(hour);
    isRefusal(bot.answers.at(-1));
    expect(bot.creates).toEqual([]);
    expect(bot.roots()).toEqual([]);
    expect((await audit('command:k1'))?.outcome).toMatch(/^refused: locked /);
  });

  test('refuses what was accepted and is not sent: its thread is told once, its card says so', async () => {
    await bot.type('launch hello', 'U0ANA', 'k1');
    await bot.launches();
    const [answer] = bot.answers;
    const handle = answer?.kind === 'launch-stored' ? answer.handle : '';
    await setLock();
    await bot.wait(hour);
    expect(await stored(handle)).toMatchObject({ state: 'locked', locked: { number: 1 } });
    expect(bot.creates).toEqual([]);
    expect(bot.told()).toEqual(['launch-locked']);
    expect(bot.roots()).toHaveLength(1);
    expect((await audit('command:k1'))?.outcome).toMatch(/^refused: locked /);
    // It is over: taking the lock off brings nothing back.
    await unlock(1);
    await bot.wait(hour);
    expect(bot.creates).toEqual([]);
    expect(
      await bot.decided(bot.interactions.press(request('p1'), { verb: 'rerun', handle })),
    ).toMatchObject({
      kind: 'launch-stored',
    });
  });

  test('refuses what could not be sent and waits to be sent again', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'not-sent', message: 'refused' },
      recorded: false,
    };
    const handle = await bot.launch();
    await bot.launches();
    expect(await stored(handle)).toMatchObject({ state: 'accepted', attempts: 1 });
    await setLock();
    await bot.wait(hour);
    expect(bot.creates).toHaveLength(1);
    expect(bot.jobs.size).toBe(0);
    expect((await stored(handle)).state).toBe('locked');
    expect(bot.told()).toEqual(['launch-locked']);
  });

  test('never touches what may have been sent: it is looked for and followed', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'reset' },
      recorded: true,
    };
    const handle = await bot.launch();
    await bot.launches();
    expect((await stored(handle)).state).toBe('doubt');
    await setLock();
    await bot.wait(60_000);
    expect(await stored(handle)).toMatchObject({ state: 'bound' });
    expect(bot.told()).toEqual(['launch-in-doubt', 'launched']);
  });

  test('never touches what runs', async () => {
    await bot.launch();
    await bot.runUntilIdle();
    await setLock();
    await bot.poll();
    await bot.wait(hour);
    expect([...bot.jobs.values()].map(({ state }) => state)).toEqual(['PENDING']);
    expect(bot.told()).toEqual(['launched']);
  });

  test('leaves a cancel of what it refused with nothing to do', async () => {
    const handle = await bot.launch();
    await setLock();
    await bot.type(`cancel ${handle}`, 'U0ANA', 'c1');
    await bot.launches();
    await bot.wait(hour);
    expect(bot.creates).toEqual([]);
    expect((await audit('command:c1'))?.outcome).not.toBeUndefined();
  });
});

describe('a lock that ended', () => {
  test('by its time lets launches through, without anybody doing anything', async () => {
    await setLock({ kind: 'all' }, bot.now() + hour);
    bot.skip(hour - 1);
    isRefusal(await bot.type('launch hello'));
    bot.skip(1);
    expect(await bot.type('launch hello')).toBeUndefined();
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(1);
  });

  test('by hand leaves those that still cover', async () => {
    await setLock();
    await setLock({ kind: 'template', pattern: 'hel*' });
    await unlock(1);
    expect(await bot.type('launch hello')).toMatchObject({ why: { lock: { number: 2 } } });
    await unlock(2);
    expect(await bot.type('launch hello')).toBeUndefined();
  });
});
