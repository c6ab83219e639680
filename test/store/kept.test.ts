// What stays however soon jobs expire: what counts in the budgets of the month, and what may still get its job.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStore } from '../../app/store/store.ts';
import type { Store } from '../../app/usecase/ports/store/store.ts';
import { expireAll } from './expire-all.ts';
import { freshInMemory } from './fresh-sqlite.ts';
import { aJob, aLaunch, noon } from './samples.ts';
import { stillOptions } from './still.ts';

const day = 86_400_000;
let store: Store;
let pass: (ms: number) => void;
let now: () => number;
beforeEach(async () => {
  const { options, ...time } = stillOptions();
  ({ pass, now } = time);
  const retention = { jobsMs: day, auditMs: day };
  store = await createStore({ database: await freshInMemory(), ...options, retention });
});
afterEach(() => store.close());

test('a job that ended in this month stays until the next, and then goes', async () => {
  await store.transaction(async ({ launches, jobs }) => {
    await launches.insert(aLaunch('1', { state: 'bound', job: aJob('1').key }), undefined);
    await jobs.insert(aJob('1', { state: 'SUCCEEDED', endTime: noon }), '1');
  });
  const isThere = () =>
    store.transaction(async ({ launches }) => (await launches.byIds(['1'])).length === 1);
  pass(5 * day);
  await expireAll(store, pass);
  expect(await isThere()).toBe(true);
  pass(Date.UTC(2026, 11, 1, 1) - now());
  await expireAll(store, pass);
  expect(await isThere()).toBe(false);
});

test('a launch whose job may still turn up stays for as long as that is', async () => {
  await store.transaction(async ({ launches }) => {
    await launches.insert(aLaunch('1', { state: 'dropped', job: undefined }), undefined);
    await launches.insert(aLaunch('2', { state: 'denied', job: undefined }), undefined);
  });
  const left = () =>
    store.transaction(async ({ launches }) =>
      (await launches.byIds(['1', '2'])).map(({ id }) => id),
    );
  pass(3 * day);
  await expireAll(store, pass);
  expect(await left()).toEqual(['1']);
  pass(30 * day);
  await expireAll(store, pass);
  expect(await left()).toEqual([]);
});
