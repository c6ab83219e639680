// A launch with fallbacks whose job was lost, and is found after a person gave it up or launched it again.

import { beforeEach, describe, expect, test } from 'vitest';
import { guardLines } from '../../../blocks/guard/guard-line.ts';
import { createHarness, requester, type Harness } from '../harness.ts';
import { fallback, launchWith, stockout } from './fallback-steps.ts';

const minute = 60_000;
const error = { code: 8, message: stockout };
const verbs = ['drop', 'launch-again'] as const;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.fallback = fallback;
});

/** A launch whose create got no answer, and whose job wasn’t found over the whole quarantine. */
async function lose(): Promise<string> {
  bot.vertexScript.onCreate = {
    recorded: false,
    failure: { kind: 'in-doubt', message: 'No answer.' },
  };
  const handle = await bot.launch();
  await bot.wait(60 * minute);
  expect(bot.told().at(-1)).toBe('launch-unknown');
  return handle;
}

async function press(verb: 'drop' | 'launch-again', handle: string): Promise<void> {
  await bot.interactions.press({ key: 'button:1', requester }, { verb, handle });
  await bot.wait(minute);
}

/** The lost job, as a poll finds it. */
async function turnUp(state: 'PENDING' | 'FAILED'): Promise<string> {
  const { displayName = '', labels = {} } = bot.creates[0] ?? {};
  const seen = { state, startTime: undefined, labels };
  const found = bot.make(displayName, state === 'FAILED' ? { ...seen, error } : seen);
  await bot.poll();
  await bot.wait(minute);
  return found.key.id;
}

async function end(id: string, state: 'FAILED' | 'CANCELLED'): Promise<void> {
  bot.set(id, { state, endTime: bot.now(), ...(state === 'FAILED' && { error }) });
  await bot.poll();
  await bot.wait(minute);
}

describe.each(verbs)('after %s, a job that is found waiting', (verb) => {
  test('and fails for want of capacity is followed by nothing', async () => {
    const handle = await lose();
    await press(verb, handle);
    const sent = bot.creates.length;
    await end(await turnUp('PENDING'), 'FAILED');
    expect(bot.creates).toHaveLength(sent);
    expect(bot.told()).not.toContain('next-rung');
    expect(bot.told().at(-1)).toBe('state:FAILED');
    expect(await launchWith(bot, handle)).toMatchObject({ state: 'bound', ladder: { at: 0 } });
  });

  test('for too long is told as without fallbacks, and makes way for nothing', async () => {
    bot.file.guard = { maxWaiting: '30m' };
    const handle = await lose();
    await press(verb, handle);
    const sent = bot.creates.length;
    if (verb === 'launch-again')
      bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    const id = await turnUp('PENDING');
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    const words = JSON.stringify(card && guardLines(card));
    expect(words).toContain('warned of at');
    expect(words).not.toContain('fallbacks');
    // A guard goes only by what was read of late.
    bot.polls.twoMs = 24 * 60 * minute;
    await bot.poll();
    await bot.wait(40 * minute);
    expect(bot.told()).not.toContain('cancel-asked');
    expect(bot.told().slice(-2)).toEqual(['guard-warning', 'guard-warning']);
    await end(id, 'CANCELLED');
    expect(bot.creates).toHaveLength(sent);
    expect(bot.told().at(-1)).toBe('state:CANCELLED');
  });
});

test('a re-run of a launch that was given up falls back as that one would have', async () => {
  const handle = await lose();
  await press('drop', handle);
  await end(await turnUp('PENDING'), 'FAILED');
  await bot.type(`rerun ${handle}`);
  await bot.wait(minute);
  expect(bot.creates).toHaveLength(2);
  await end(bot.job(1).key.id, 'FAILED');
  expect(bot.creates).toHaveLength(3);
});

test('a launch that was told as failed is followed by nothing when its job is found', async () => {
  bot.vertexScript.onCreate = {
    recorded: true,
    failure: { kind: 'permanent', message: 'Not supported.', httpStatus: 400 },
  };
  await bot.launch();
  await bot.wait(minute);
  expect(bot.told()).toContain('launch-failed');
  await bot.poll();
  await bot.wait(minute);
  expect(bot.told().at(-1)).toBe('launched');
  await end(bot.job().key.id, 'FAILED');
  expect(bot.creates).toHaveLength(1);
  expect(bot.told().at(-1)).toBe('state:FAILED');
});

describe('while its repeat waits for an approval, which it can’t get any more', () => {
  const policy = { roles: { lead: { people: ['U0BO'] } }, grants: { approve: ['lead'] } };
  let lost: string;
  let again: string;
  const begin = async () => {
    lost = await lose();
    const approve = { by: ['lead'] };
    bot.setPolicy({ ...policy, templates: { hello: { approve } } });
    const answer = await bot.decided(
      bot.interactions.press(
        { key: 'button:1', requester },
        { verb: 'launch-again', handle: lost },
      ),
    );
    if (answer?.kind !== 'launch-waits') throw new Error('does not wait');
    again = answer.handle;
    bot.setPolicy(policy);
    await bot.wait(minute);
  };

  /** The updates of two launches for the same purpose, by the handle of the other. */
  const late = () =>
    Object.fromEntries(
      bot.updates.flatMap((update) =>
        update.kind === 'launch-late' ? [[update.otherHandle, update.sides]] : [],
      ),
    );

  test('a job that is found failed for want of capacity is followed, and both threads are told', async () => {
    await begin();
    await turnUp('FAILED');
    expect(bot.creates).toHaveLength(2);
    expect(await launchWith(bot, lost)).toMatchObject({ state: 'bound', ladder: { at: 1 } });
    expect(bot.told().filter((kind) => kind === 'launch-late')).toHaveLength(2);
    expect(late()).toEqual({
      [again]: { original: true, own: { standing: 'live' }, other: { standing: 'waiting' } },
      [lost]: { original: false, own: { standing: 'waiting' }, other: { standing: 'live' } },
    });
    const asBo = { key: 'button:2', requester: { ...requester, userId: 'U0BO' } };
    const answer = bot.interactions.press(asBo, { verb: 'approve', handle: again });
    expect(await bot.decided(answer)).toMatchObject({ why: { kind: 'settled-meanwhile' } });
    await bot.wait(minute);
    expect(bot.creates).toHaveLength(2);
  });

  test('a job that is found waiting is followed once it failed for want of capacity', async () => {
    await begin();
    const id = await turnUp('PENDING');
    expect(Object.keys(late()).sort()).toEqual([lost, again].sort());
    await end(id, 'FAILED');
    expect(bot.creates).toHaveLength(2);
    expect(bot.told()).toContain('next-rung');
  });

  test('one that has no fallbacks ends, and both threads are told', async () => {
    bot.file.fallback = undefined;
    await begin();
    await turnUp('FAILED');
    const told = ['launched', 'state:FAILED', 'launch-late', 'launch-late'];
    expect(bot.told().slice(-4)).toEqual(told);
    const ended = { standing: 'ended', state: 'FAILED' };
    expect(late()).toEqual({
      [again]: { original: true, own: ended, other: { standing: 'waiting' } },
      [lost]: { original: false, own: { standing: 'waiting' }, other: ended },
    });
  });
});
