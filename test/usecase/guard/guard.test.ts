// A job near a limit of its guard, at it, and past it, by the bot's own clock.

import { beforeEach, describe, expect, test } from 'vitest';
import { followGuard } from '../../../app/usecase/guard/follow-guard.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

const minute = 60_000;
const hour = 60 * minute;
const guard = { maxDuration: '10h', onExceed: 'cancel', grace: '30m' };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  // Days pass here in which nothing changes.
  bot.polls.twoMs = 30 * 24 * hour;
});

/** A job that has just begun to run. */
async function run(policy: object = { guards: { default: guard } }): Promise<string> {
  bot.setPolicy(policy);
  const handle = await bot.launch();
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  return handle;
}

const auditOf = (verb: string) =>
  bot.store.transaction(async (tx) => {
    const { rows } = await tx.audit.page({ since: 0, limit: 50 });
    return rows.filter((row) => row.actor === 'guard' && row.verb === verb);
  });

/** What was told after the job ran. */
const toldSince = () => bot.told().slice(bot.told().indexOf('state:RUNNING') + 1);

test('two warnings, the grace, and then a cancel that is followed to its end', async () => {
  await run();
  await bot.wait(8 * hour - minute);
  expect(toldSince()).toEqual([]);
  await bot.wait(2 * minute);
  expect(toldSince()).toEqual(['guard-warning']);
  await bot.wait(2 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  expect(bot.job().state).toBe('RUNNING');
  await bot.wait(28 * minute);
  expect(bot.job().state).toBe('RUNNING');
  await bot.wait(3 * minute);
  expect(bot.job().state).toBe('CANCELLING');
  expect(toldSince()).toEqual([
    'guard-warning',
    'guard-warning',
    'cancel-asked',
    'state:CANCELLING',
  ]);
  bot.set(bot.job().key.id, {
    state: 'CANCELLED',
    endTime: bot.now(),
    error: { code: 1, message: 'CANCELED' },
  });
  await bot.poll();
  await bot.wait(hour);
  expect(toldSince().slice(3)).toEqual(['state:CANCELLING', 'state:CANCELLED']);
  expect(await auditOf('cancel')).toMatchObject([
    { actor: 'guard', outcome: 'job CANCELLED', detail: { rule: 'duration-cancel', by: 'policy' } },
  ]);
});

test('a guard that tells warns twice, and no more', async () => {
  await run({ guards: { default: { maxDuration: '10h' } } });
  await bot.wait(48 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  expect(bot.job().state).toBe('RUNNING');
});

test('a guard that is tried out says once what it would have done', async () => {
  await run({ guards: { default: guard, dryRun: true } });
  await bot.wait(48 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning', 'guard-dry-run']);
  expect(bot.job().state).toBe('RUNNING');
  expect(await auditOf('cancel')).toEqual([]);
});

test('a policy that comes later counts for what runs already', async () => {
  await run({});
  await bot.wait(11 * hour);
  expect(toldSince()).toEqual([]);
  bot.setPolicy({ guards: { default: guard } });
  for (let looks = 0; looks < 3; looks++) await bot.wait(minute);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  bot.setPolicy({});
  await bot.wait(2 * hour);
  expect(bot.job().state).toBe('RUNNING');
});

test('a policy that comes while a job is looked at is not missed', async () => {
  const handle = await run();
  const { store, deps } = bot;
  const [claimed] = await store.transaction(async (tx) => {
    await tx.guards.wake((await tx.launches.byHandle(handle))?.id ?? '');
    return tx.guards.claimDue(1, minute);
  });
  if (claimed === undefined) throw new Error('nothing was due');
  const readings = async () => {
    bot.setPolicy({ guards: { default: { maxDuration: '1h' } } });
    await store.transaction((tx) => tx.guards.wakeAll());
    const notRead = { kind: 'not-known', why: 'use-not-read' } as const;
    return { idleFor: () => notRead, lastLogAt: 'log-not-read' as const };
  };
  const { policy } = deps;
  await followGuard({ store, policy, newId: () => 'none', readings }, claimed);
  expect(await store.transaction((tx) => tx.guards.nextDueAt())).toBe(bot.now());
});

test('a guard that was tried out warns anew once it counts', async () => {
  await run({ guards: { default: guard, dryRun: true } });
  await bot.wait(11 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning', 'guard-dry-run']);
  bot.setPolicy({ guards: { default: guard } });
  for (let looks = 0; looks < 3; looks++) await bot.wait(minute);
  expect(toldSince().slice(3)).toEqual(['guard-warning', 'guard-warning']);
  expect(bot.job().state).toBe('RUNNING');
  await bot.wait(hour);
  expect(bot.job().state).toBe('CANCELLING');
});

test('a guard that was gone warns anew when it is back', async () => {
  await run();
  await bot.wait(10.1 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  bot.setPolicy({});
  await bot.wait(hour);
  bot.setPolicy({ guards: { default: guard } });
  for (let looks = 0; looks < 3; looks++) await bot.wait(minute);
  expect(toldSince().slice(2)).toEqual(['guard-warning', 'guard-warning']);
  expect(bot.job().state).toBe('RUNNING');
});

test('after an outage nobody is warned of a job before it was read', async () => {
  await run();
  bot.polls.twoMs = 0;
  await bot.poll();
  bot.skip(20 * hour);
  await bot.wait(3 * minute);
  expect(toldSince()).toEqual([]);
  await bot.poll();
  await bot.wait(minute);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
});

test('a long wait is told, and no more once it runs', async () => {
  bot.setPolicy({ guards: { default: { maxWaiting: '50m' } } });
  await bot.launch();
  await bot.runUntilIdle();
  await bot.poll();
  await bot.wait(41 * minute);
  expect(bot.told()).toEqual(['launched', 'guard-warning']);
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await bot.wait(5 * hour);
  expect(toldSince()).toEqual([]);
});

test('a limit that is moved is warned of anew', async () => {
  await run();
  await bot.wait(10.1 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  bot.setPolicy({ guards: { default: { ...guard, maxDuration: '12h' } } });
  await bot.wait(1.8 * hour);
  expect(toldSince()).toHaveLength(3);
  await bot.poll();
  await bot.wait(0.4 * hour);
  expect(toldSince()).toEqual(Array(4).fill('guard-warning'));
  expect(bot.job().state).toBe('RUNNING');
});

test('a job that appears while its guard is looked at is looked at again', async () => {
  bot.setPolicy({ guards: { default: guard } });
  await bot.launch();
  const { store } = bot;
  const handed = await store.transaction(async (tx) => {
    const [card] = (await tx.cards.list({ limit: 1 })).cards;
    if (card === undefined) throw new Error('no launch');
    await tx.guards.wake(card.launch.id);
    return tx.guards.claimDue(1, minute);
  });
  const [claimed] = handed;
  if (claimed === undefined) throw new Error('not due');
  let looks = 0;
  const between: typeof store = {
    ...store,
    async transaction(work) {
      const done = await store.transaction(work);
      looks += 1;
      if (looks === 1) await bot.launches();
      return done;
    },
  };
  const readings = () => Promise.reject(new Error('there is nothing to read yet'));
  await followGuard({ ...bot.deps, store: between, readings }, claimed);
  expect(bot.creates).toHaveLength(1);
  const dueAt = await store.transaction((tx) => tx.guards.nextDueAt());
  expect(dueAt).toBeLessThanOrEqual(bot.now());
});

describe('an extension', () => {
  test('moves the limits, and the warnings begin anew', async () => {
    const handle = await run();
    await bot.wait(10.1 * hour);
    expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
    expect(await bot.ask(`extend ${handle} 4h the last epoch`)).toMatchObject({
      kind: 'note',
      note: { kind: 'extended', ms: 4 * hour, leftMs: 20 * hour },
    });
    await bot.wait(hour);
    expect(toldSince().slice(2)).toEqual(['guard-extended']);
    expect(bot.job().state).toBe('RUNNING');
    await bot.wait(3.42 * hour);
    expect(toldSince().slice(3)).toEqual([
      'guard-warning',
      'guard-warning',
      'cancel-asked',
      'state:CANCELLING',
    ]);
  });

  test('after the first warning begins anew with that one', async () => {
    const handle = await run();
    await bot.wait(8.1 * hour);
    await bot.ask(`extend ${handle} 1m`);
    await bot.wait(minute);
    expect(toldSince()).toEqual(['guard-warning', 'guard-extended', 'guard-warning']);
  });

  test('by little is warned of anew, too', async () => {
    const handle = await run();
    await bot.wait(10.1 * hour);
    await bot.ask(`extend ${handle} 1h`);
    await bot.wait(1.35 * hour);
    expect(toldSince().slice(2)).toEqual(['guard-extended', 'guard-warning', 'guard-warning']);
    expect(bot.job().state).toBe('RUNNING');
    await bot.wait(0.1 * hour);
    expect(bot.job().state).toBe('CANCELLING');
  });

  test('goes no further than the policy allows', async () => {
    const handle = await run({ guards: { default: guard, maxExtension: '3h' } });
    const extend = (by: string) => bot.ask(`extend ${handle} ${by}`);
    expect(await extend('4h')).toMatchObject({
      note: { kind: 'extends-too-far', leftMs: 3 * hour },
    });
    expect(await extend('2h')).toMatchObject({ note: { kind: 'extended', leftMs: hour } });
    const keep = { verb: 'keep-running', handle } as const;
    const press = () => bot.interactions.press({ key: 'button:t', requester }, keep);
    await press();
    await bot.answered();
    await press();
    await bot.answered();
    expect(bot.answers.slice(-2)).toMatchObject([
      { note: { kind: 'extended', ms: hour, leftMs: 0 } },
      { note: { kind: 'extended-before' } },
    ]);
    expect(await extend('1h')).toMatchObject({ note: { kind: 'extends-too-far', leftMs: 0 } });
  });

  test('goes no further than until Vertex itself ends the job', async () => {
    bot.setPolicy({ guards: { default: guard } });
    const handle = await bot.launch('launch hello max-time=12h');
    await bot.runUntilIdle();
    bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    await bot.wait(9 * hour);
    const answer = await bot.ask(`extend ${handle} 4h`);
    expect(answer).toMatchObject({ note: { kind: 'extends-too-far' } });
    if (answer?.kind !== 'note' || answer.note.kind !== 'extends-too-far') throw new Error('other');
    expect(answer.note.leftMs / hour).toBeCloseTo(3, 1);
  });

  test('that the policy takes back counts no more', async () => {
    const handle = await run();
    await bot.ask(`extend ${handle} 20h`);
    await bot.wait(16 * hour);
    expect(toldSince()).toEqual(['guard-extended']);
    bot.setPolicy({ guards: { default: guard, maxExtension: '1h' } });
    for (let looks = 0; looks < 3; looks++) await bot.wait(minute);
    expect(toldSince().slice(1)).toEqual(['guard-warning', 'guard-warning']);
  });

  test('is for nobody if the policy says so', async () => {
    const handle = await run({ guards: { default: guard, maxExtension: 0 } });
    expect(await bot.ask(`extend ${handle} 1h`)).toMatchObject({
      note: { kind: 'extends-too-far', leftMs: 0 },
    });
  });

  test('comes too early for what has no job', async () => {
    bot.setPolicy({ guards: { default: guard } });
    const handle = await bot.launch();
    expect(await bot.ask(`extend ${handle} 1h`)).toMatchObject({
      note: { kind: 'extend-too-early' },
    });
  });

  test('is for whoever may cancel the job', async () => {
    const handle = await run();
    expect(await bot.ask(`extend ${handle} 1h`, 'U0BO')).toMatchObject({ kind: 'refused' });
    expect(await bot.ask(`extend ${handle} 1h`, 'U0ADMIN')).toMatchObject({
      note: { kind: 'extended' },
    });
  });

  test('comes too late for what is being cancelled', async () => {
    const handle = await run();
    await bot.wait(11 * hour);
    expect(bot.job().state).toBe('CANCELLING');
    expect(await bot.ask(`extend ${handle} 1h`)).toMatchObject({
      kind: 'already-cancelling',
      by: 'guard',
    });
  });

  test('of a job without a guard says so', async () => {
    const handle = await run({});
    expect(await bot.ask(`extend ${handle} 1h`)).toMatchObject({
      note: { kind: 'nothing-to-extend', hard: false },
    });
  });
});

test('what Vertex ends by itself is warned of twice, and can’t be extended', async () => {
  bot.setPolicy({});
  const handle = await bot.launch('launch hello max-time=10h');
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await bot.wait(8.1 * hour);
  expect(toldSince()).toEqual(['guard-warning']);
  expect(await bot.ask(`extend ${handle} 1h`)).toMatchObject({
    note: { kind: 'nothing-to-extend', hard: true },
  });
  await bot.wait(1.5 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  await bot.wait(2 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
});

describe('a launch with a guard that cancels', () => {
  const timeoutOf = async (text: string, guards: object): Promise<unknown> => {
    bot.setPolicy({ guards });
    const handle = await bot.launch(text);
    const launch = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
    return launch?.body.jobSpec['scheduling'];
  };

  test('is ended by Vertex, too, at the very latest', async () => {
    expect(await timeoutOf('launch hello', { default: guard, maxExtension: '1h' })).toEqual({
      timeout: `${11.5 * 3_600}s`,
    });
  });

  test('keeps a shorter time of its own', async () => {
    expect(await timeoutOf('launch hello max-time=6h', { default: guard })).toEqual({
      timeout: `${6 * 3_600}s`,
    });
  });

  test.for([
    ['that only tells', { default: { maxDuration: '10h' } }],
    ['that is tried out', { default: guard, dryRun: true }],
    ['of more than a week', { default: { ...guard, maxDuration: '7d' } }],
  ] as const)('gets no time by one %s', async ([, guards]) => {
    expect(await timeoutOf('launch hello', guards)).toBeUndefined();
  });
});

test('a preview shows the guard, and what of it comes to nothing', async () => {
  bot.file.guard = { maxDuration: '12h', maxCost: 50 };
  bot.setPolicy({ guards: { default: guard } });
  expect(await bot.ask('launch hello dry-run')).toMatchObject({
    guard: [
      { kind: 'cost', act: 'tell', source: 'template' },
      { kind: 'duration', ms: 10 * hour, act: 'cancel', source: 'policy' },
    ],
    outdone: [{ rule: { kind: 'duration', ms: 12 * hour, source: 'template' } }],
  });
});

test('a re-run keeps the guard of its template', async () => {
  bot.file.guard = { maxDuration: '10h' };
  const handle = await bot.launch();
  await bot.runUntilIdle();
  bot.file.guard = undefined;
  const again = await bot.decided(bot.type(`rerun ${handle} steps=9`));
  const guardOf = (one: string) =>
    bot.store.transaction(async (tx) => (await tx.launches.byHandle(one))?.guard);
  expect(await guardOf(handle)).toMatchObject([{ kind: 'duration' }]);
  if (again?.kind !== 'launch-stored') throw new Error('not stored');
  expect(await guardOf(again.handle)).toEqual(await guardOf(handle));
});

describe('somebody who sees the job', () => {
  test.for([
    [true, 'CANCELLING'],
    [false, 'RUNNING'],
  ] as const)('may stop it past its guard, if the policy says so: %s', async ([may, state]) => {
    const tells = { maxDuration: '10h' };
    const handle = await run({ guards: { default: tells, anyoneMayStop: may } });
    await bot.wait(9 * hour);
    await bot.type(`cancel ${handle}`, 'U0BO');
    await bot.wait(minute);
    expect(bot.job().state).toBe('RUNNING');
    await bot.wait(2 * hour);
    await bot.type(`cancel ${handle}`, 'U0BO');
    await bot.wait(minute);
    expect(bot.job().state).toBe(state);
  });
});

test('what Vertex ends by itself is stopped by nobody else before', async () => {
  bot.setPolicy({ guards: { anyoneMayStop: true } });
  const handle = await bot.launch('launch hello max-time=10h');
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await bot.wait(9.7 * hour);
  expect(toldSince()).toEqual(['guard-warning', 'guard-warning']);
  await bot.type(`cancel ${handle}`, 'U0BO');
  await bot.wait(minute);
  expect(bot.job().state).toBe('RUNNING');
});

describe('where nothing can be posted', () => {
  const refused = { kind: 'channel-refused', why: 'is_archived' } as const;
  const close = () =>
    bot.faults.push(...Array.from({ length: 999 }, () => ({ outcome: refused, recorded: false })));

  test('warnings come by direct message, and count', async () => {
    await run();
    close();
    await bot.wait(11 * hour);
    const warnings = bot.notices.filter(
      (notice) => notice.kind === 'told' && notice.update.kind === 'guard-warning',
    );
    expect(warnings).toHaveLength(2);
    expect(bot.job().state).toBe('CANCELLING');
  });

  test('without them nothing is cancelled, which is on record', async () => {
    await run();
    close();
    bot.slackScript.opens.push(...Array.from({ length: 9 }, () => refused));
    await bot.wait(13 * hour);
    expect(bot.job().state).toBe('RUNNING');
    expect(await auditOf('cancel')).toMatchObject([
      { outcome: 'not cancelled: nobody could be warned' },
    ]);
    const unheard = () => bot.store.transaction(async (tx) => (await tx.backlog('C0JOBS')).unheard);
    expect((await unheard()).items).toMatchObject([{ channel: 'C0JOBS' }]);
    bot.faults.splice(0);
    await bot.wait(hour);
    expect((await unheard()).items).toEqual([]);
  });
});
