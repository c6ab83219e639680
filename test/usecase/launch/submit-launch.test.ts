// What becomes of a launch whose create is lost, refused, late or never answered.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../app/domain/error/failure.ts';
import type { Tx } from '../../../app/usecase/ports/store/store.ts';
import { createHarness, settings, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const lost: Failure = { kind: 'in-doubt', message: 'reset' };
const state = (of: string) =>
  bot.store.transaction(async (tx) => (await tx.cards.byHandle(of))?.launch.state);

describe('a create that goes wrong', () => {
  test('refused by Vertex: told once, nothing runs', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'user', message: 'bad image', httpStatus: 400 },
      recorded: false,
    };
    await bot.type('launch hello');
    await bot.wait(60_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toEqual(['launch-failed']);
  });

  test('that never left is sent again', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'not-sent', message: 'refused' },
      recorded: false,
    };
    await bot.type('launch hello');
    await bot.wait(10_000);
    expect(bot.creates).toHaveLength(2);
    expect(bot.jobs.size).toBe(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('whose answer was lost is looked for and adopted, never sent again', async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: true };
    await bot.type('launch hello');
    await bot.wait(30_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toEqual(['launch-in-doubt', 'launched']);
    expect(bot.roots()).toHaveLength(1);
  });

  test('whose job a poll sees first is bound there, once', async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: true };
    await bot.type('launch hello');
    await bot.launches();
    await bot.launches();
    await bot.poll();
    await bot.wait(30_000);
    expect(bot.told().filter((kind) => kind === 'launched')).toHaveLength(1);
  });

  test('is not given up while a job under its label can’t be read', async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    bot.vertexScript.odd = { count: 1, names: ['who?'] };
    await bot.launch();
    await bot.wait(settings.quarantineMs + 60_000);
    expect(bot.told()).toEqual(['launch-in-doubt']);
  });

  test('that is never found asks a person after the quarantine, and does nothing itself', async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    await bot.type('launch hello');
    await bot.wait(settings.quarantineMs - 60_000);
    expect(bot.told()).toEqual(['launch-in-doubt']);
    await bot.wait(120_000);
    expect(bot.told()).toEqual(['launch-in-doubt', 'launch-unknown']);
    expect(bot.creates).toHaveLength(1);
  });

  test('killed while sending is in doubt when its lease is over', async () => {
    const { vertex } = bot;
    const create = vertex.create.bind(vertex);
    vertex.create = async (at, body) => {
      await create(at, body);
      throw new Error('killed');
    };
    await bot.type('launch hello');
    await bot.runUntilIdle();
    vertex.create = create;
    await bot.wait(settings.leaseMs + 30_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toEqual(['launch-in-doubt', 'launched']);
  });
});

describe('a launch that was never found', () => {
  let first: string;
  beforeEach(async () => {
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    first = await bot.launch();
    await bot.wait(settings.quarantineMs + 60_000);
  });
  const press = (verb: 'launch-again' | 'drop', key: string, userId = 'U0BO') =>
    bot.interactions.press(
      { key, requester: { userId, teamId: 'T1', channel: 'C0JOBS' } },
      { verb, handle: first },
    );

  test('is launched again once, whoever clicks how often', async () => {
    await Promise.all([
      press('launch-again', 'b1'),
      press('launch-again', 'b1'),
      press('launch-again', 'b2', 'U0ANA'),
    ]);
    await bot.wait(10_000);
    expect(bot.creates).toHaveLength(2);
    expect(bot.roots()).toHaveLength(2);
    expect(await state(first)).toBe('dropped');
  });

  test('is given up no more once its job was found', async () => {
    bot.make('hello 3', { labels: bot.creates[0]?.labels ?? {} });
    await bot.poll();
    await press('drop', 'b5');
    await bot.wait(1_000);
    expect(await state(first)).toBe('bound');
    expect(bot.told()).not.toContain('launch-dropped');
  });

  test('is given up when asked, and still told if its job turns up', async () => {
    await press('drop', 'b3');
    await bot.wait(10_000);
    expect(bot.creates).toHaveLength(1);
    expect(bot.told()).toContain('launch-dropped');
    expect(await press('launch-again', 'b4')).toMatchObject({ kind: 'note' });
  });

  test.each([
    ['two are running', undefined, { standing: 'live' }],
    ['the second has ended', 'SUCCEEDED', { standing: 'ended', state: 'SUCCEEDED' }],
  ])(
    'and shows up after it was launched again: both threads say that %s',
    async (_, ended, repeat) => {
      await press('launch-again', 'b5');
      await bot.wait(10_000);
      const again = await bot.store.transaction(async (tx) => {
        const launch = (await tx.cards.byHandle(first))?.launch;
        return (await tx.launches.repeatOf(launch?.id ?? ''))?.handle;
      });
      if (ended !== undefined) {
        bot.set(bot.job().key.id, { state: ended, endTime: bot.now() });
        await bot.poll();
        await bot.wait(10_000);
      }
      const second = bot.job();
      const late = bot.creates[0];
      if (late === undefined) throw new Error('nothing was sent');
      bot.jobs.set('77', {
        ...second,
        key: { ...second.key, id: '77' },
        name: 'projects/123/locations/us-central1/customJobs/77',
        state: 'RUNNING',
        labels: late.labels ?? {},
        createTime: bot.now(),
      });
      await bot.poll();
      await bot.wait(10_000);
      const live = { standing: 'live' };
      const told = bot.updates.filter(({ kind }) => kind === 'launch-late');
      expect(told).toHaveLength(2);
      expect(told).toContainEqual(
        expect.objectContaining({
          otherHandle: again,
          sides: { original: true, own: live, other: repeat },
        }),
      );
      expect(told).toContainEqual(
        expect.objectContaining({
          otherHandle: first,
          sides: { original: false, own: repeat, other: live },
        }),
      );
      expect(bot.updates).toContainEqual(
        expect.objectContaining({ kind: 'launch-dropped', again }),
      );
    },
  );
});

test('a job that turns up although its launch was refused is followed and told all the same', async () => {
  const refused = { kind: 'user', message: 'quota metrics exceed', httpStatus: 429 } as const;
  bot.vertexScript.onCreate = { failure: refused, recorded: true };
  const handle = await bot.launch();
  await bot.wait(2_000);
  expect(await state(handle)).toBe('failed');
  await bot.poll();
  await bot.wait(2_000);
  expect(await state(handle)).toBe('bound');
  expect(bot.told()).toEqual(['launch-failed', 'launched']);
});

test('a launch that certainly did not leave goes on, although another began to doubt it meanwhile', async () => {
  bot.vertexScript.onCreate = {
    failure: { kind: 'not-sent', message: 'no connection' },
    recorded: false,
  };
  bot.vertexScript.duringCreate = async () => {
    bot.skip(settings.leaseMs + 1_000);
    await bot.launches();
  };
  const handle = await bot.launch();
  await bot.runUntilIdle();
  await bot.wait(10_000);
  expect(bot.creates).toHaveLength(2);
  expect(await state(handle)).toBe('bound');
});

describe('a create that is late', () => {
  /** Two that were claimed together: the first is on its way while something happens. */
  const two = async (meanwhile: (second: string) => Promise<void>): Promise<string> => {
    await bot.type('launch hello');
    await bot.type('launch hello steps=4');
    await bot.launches(); // accepted, both
    const stored = bot.answers.at(-1);
    if (stored?.kind !== 'launch-stored') throw new Error('not stored');
    const second = stored.handle;
    bot.vertexScript.duringCreate = () => meanwhile(second);
    await bot.launches();
    return second;
  };

  test('is not begun with less than one time limit left on its lease', async () => {
    await two(() => {
      bot.skip(settings.leaseMs - settings.vertexTimeoutMs + 1_000);
      return Promise.resolve();
    });
    expect(bot.creates).toHaveLength(1);
    await bot.wait(settings.leaseMs);
    expect(bot.creates).toHaveLength(2);
  });

  test('is not begun when it was cancelled meanwhile', async () => {
    await two(async (second) => {
      await bot.type(`cancel ${second}`);
      await bot.cancels();
      await bot.cancels();
    });
    expect(bot.creates).toHaveLength(1);
    await bot.wait(settings.leaseMs);
    expect(bot.creates).toHaveLength(1);
  });
});

describe('the answer to a create that comes late', () => {
  const refused = { kind: 'user', message: 'no such image' } as const;
  const onlyLaunch = (tx: Tx, handle: string) => tx.launches.byHandle(handle);

  test('does not undo that its job was found', async () => {
    bot.vertexScript.onCreate = { failure: refused, recorded: false };
    bot.vertexScript.duringCreate = async () => {
      bot.make('hello 3', { labels: bot.creates[0]?.labels ?? {} });
      await bot.poll();
    };
    const handle = await bot.launch();
    await bot.wait(5_000);
    const launch = await bot.store.transaction((tx) => onlyLaunch(tx, handle));
    expect(launch).toMatchObject({ state: 'bound' });
    expect(bot.told()).not.toContain('launch-failed');
  });

  test('says nothing of another create, sent since', async () => {
    bot.vertexScript.onCreate = { failure: refused, recorded: false };
    const handle = await bot.launch();
    bot.vertexScript.duringCreate = () => {
      bot.skip(1);
      return bot.store.transaction(async (tx) => {
        const launch = await onlyLaunch(tx, handle);
        if (launch === undefined) throw new Error('no launch');
        await tx.launches.overrule({ ...launch, submittedAt: tx.now }, tx.now + 60_000);
      });
    };
    await bot.launches();
    await bot.launches();
    const launch = await bot.store.transaction((tx) => onlyLaunch(tx, handle));
    expect(launch).toMatchObject({ state: 'submitting' });
  });
});
