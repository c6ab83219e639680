import { beforeEach, expect, test } from 'vitest';
import { advise } from '../../../app/usecase/notification/advise.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { createHarness, target, type Harness } from '../harness.ts';
import { helloCosts } from '../hourly-price.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const elsewhere = { project: 'ml-prod', location: 'europe-west4' };
const foreign = { project: 'other', location: 'us-east1' };
const stockout: Update = {
  kind: 'launch-failed',
  at: 0,
  failure: { kind: 'user', message: 'Resources are insufficient in region: us-central1.' },
};

async function adviceFor(handle: string, targets = [target, elsewhere, foreign], told = stockout) {
  return bot.store.transaction(async (tx) => {
    const card = await tx.cards.byHandle(handle);
    if (card === undefined) throw new Error('no card');
    return advise(tx, { ...bot.deps, targets }, card.launch, [told]);
  });
}

test('a failure for want of machines is advised every other place where its template may run', async () => {
  const handle = await bot.launch();
  expect((await adviceFor(handle))?.elsewhere.map(({ target: to }) => to)).toEqual([
    elsewhere,
    foreign,
  ]);
  bot.file.targets = ['ml-prod/us-central1', 'ml-prod/europe-west4'];
  bot.file.version = 'v2';
  const pinned = await bot.decided(bot.type('launch hello steps=9 in=ml-prod/us-central1'));
  const other = pinned?.kind === 'launch-stored' ? pinned.handle : '';
  expect((await adviceFor(other))?.elsewhere.map(({ target: to }) => to)).toEqual([elsewhere]);
});

test('so is long waiting, that a guard warns of, and no other warning', async () => {
  const handle = await bot.launch();
  const rule = { warnAt: 0.8, act: 'tell', graceMs: 0, source: 'template', ms: 60_000 } as const;
  const warns = (kind: 'waiting' | 'duration'): Update => ({
    ...{ kind: 'guard-warning', at: 0, stage: 'over', extendableMs: 0 },
    ...{ rule: { ...rule, kind }, measured: { kind: 'time', ms: 60_000, limitMs: 60_000 } },
  });
  const all = [target, elsewhere, foreign];
  expect((await adviceFor(handle, all, warns('waiting')))?.elsewhere).toMatchObject([
    { target: elsewhere },
    { target: foreign },
  ]);
  expect(await adviceFor(handle, all, warns('duration'))).toBeUndefined();
});

test('a project that gets no accelerators is advised other projects, a quota other regions', async () => {
  const handle = await bot.launch();
  const places = async (message: string, targets = [target, elsewhere, foreign]) => {
    const told: Update = { ...stockout, failure: { kind: 'user', message } };
    return (await adviceFor(handle, targets, told))?.elsewhere.map((one) => one.target);
  };
  const none = 'Accelerators are not supported for this project.';
  expect(await places(none)).toEqual([foreign]);
  expect(await places(none, [target, elsewhere])).toEqual([]);
  const quota = 'The following quota metrics exceed quota limits: aiplatform.googleapis.com/x';
  expect(await places(quota)).toEqual([elsewhere, foreign]);
  expect(await places(quota, [target])).toEqual([]);
});

test('who may change templates is told of fields, and others are not', async () => {
  const handle = await bot.launch();
  expect((await adviceFor(handle))?.mayEdit).toBe(false);
  const answer = await bot.decided(bot.type('launch hello steps=7', 'U0ADMIN'));
  const theirs = answer?.kind === 'launch-stored' ? answer.handle : '';
  expect((await adviceFor(theirs))?.mayEdit).toBe(true);
});

test('nothing is advised where nothing failed', async () => {
  const handle = await bot.launch();
  const advice = await bot.store.transaction(async (tx) => {
    const card = await tx.cards.byHandle(handle);
    return card && advise(tx, bot.deps, card.launch, []);
  });
  expect(advice).toBeUndefined();
});

test('the button launches the same there, once, and only where its template allows it now', async () => {
  const handle = await bot.launch();
  await bot.wait(2_000);
  const requester = { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' };
  const act = { verb: 'rerun-in', handle, target } as const;
  bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now() });
  await bot.poll();
  expect(
    await bot.decided(bot.interactions.press({ key: 'button:x', requester }, act)),
  ).toMatchObject({
    kind: 'launch-stored',
  });
  expect(
    await bot.interactions.press({ key: 'button:y', requester }, { ...act, target: foreign }),
  ).toMatchObject({ kind: 'problem' });
  await bot.wait(2_000);
  expect(bot.creates).toHaveLength(2);
});

test('a job that ran out of memory is launched again on the larger machine that its template allows', async () => {
  bot.file.machines = ['n1-standard-4', 'n1-standard-8'];
  bot.prices.list = helloCosts(10);
  const handle = await bot.launch('launch hello steps=5');
  await bot.wait(2_000);
  const message = 'Replicas low on memory: workerpool0.';
  const low: Update = {
    kind: 'job',
    change: {
      ...{ kind: 'state', to: 'FAILED', at: 0, observedAt: 0, createTime: 0, restarts: 0 },
      ...{ error: { code: 8, message }, errorAwaited: false },
    },
  };
  const run = (await adviceFor(handle, [target], low))?.bigger?.run;
  expect(run).toMatchObject({
    ...{ parameter: 'machine', value: 'n1-standard-8', machineType: 'n1-standard-8' },
    estimate: { total: { known: true, hourly: 20_000_000_000n } },
  });
  bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now(), error: { code: 8, message } });
  await bot.poll();
  const requester = { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' };
  const act = {
    verb: 'rerun-bigger',
    handle,
    parameter: 'machine',
    value: 'n1-standard-8',
  } as const;
  const press = (
    key: string,
    action: typeof act | (Omit<typeof act, 'value'> & { value: string }),
  ) => bot.decided(bot.interactions.press({ key, requester }, action));
  expect(await press('button:x', act)).toMatchObject({ kind: 'launch-stored' });
  // A press counts once, and no value is taken that the template has not.
  await press('button:x', act);
  expect(await press('button:y', { ...act, value: 'n1-standard-96' })).toMatchObject({
    kind: 'problem',
  });
  await bot.wait(2_000);
  expect(bot.creates).toHaveLength(2);
  const again = await bot.store.transaction((tx) => tx.launches.byRequestKey('button:x'));
  expect(again).toMatchObject({ parameters: { steps: 5, machine: 'n1-standard-8' } });
  expect(JSON.stringify(again?.body.jobSpec)).toContain('"n1-standard-8"');
});

test('a limit holds for a re-run on a larger machine as for any launch', async () => {
  bot.file.machines = ['n1-standard-4', 'n1-standard-8'];
  bot.prices.list = helloCosts(10);
  const handle = await bot.launch();
  await bot.wait(2_000);
  bot.setPolicy({ limits: { perHour: 15 } });
  const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };
  const act = {
    verb: 'rerun-bigger',
    handle,
    parameter: 'machine',
    value: 'n1-standard-8',
  } as const;
  const answer = await bot.decided(bot.interactions.press({ key: 'button:z', requester }, act));
  expect(answer).toMatchObject({ kind: 'refused' });
  await bot.wait(2_000);
  expect(bot.creates).toHaveLength(1);
});
