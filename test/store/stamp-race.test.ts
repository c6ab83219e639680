// A poll reads which jobs were written since the last one, while another replica's transaction is open.

import { describe, expect, test } from 'vitest';
import { servers } from './databases.ts';
import { onEachDatabase } from './harness.ts';
import { aJob, aLaunch, noon, target } from './samples.ts';

// Only where two transactions can overlap.
describe.skipIf(servers.length === 0)('stamps', () => {
  onEachDatabase((bench) => {
    test('what is committed late is seen once it is committed, also after later writes', async () => {
      const { store } = bench();
      await store.transaction(async ({ launches, jobs }) => {
        for (const id of ['1', '2', '3']) {
          await launches.insert(aLaunch(id), noon);
          await jobs.insert(aJob(id), id);
        }
      });
      const number = '123456789';
      const known = await store.transaction(({ jobs }) => jobs.open(target, number));
      const written = Promise.withResolvers<undefined>();
      const [commit, others] = [Promise.withResolvers<undefined>(), aJob('2', { misses: 1 })];
      const late = store.transaction(async ({ jobs }) => {
        await jobs.save(aJob('1', { misses: 1 }));
        written.resolve(undefined);
        await commit.promise;
      });
      await written.promise;
      expect(await store.transaction(({ jobs }) => jobs.open(target, number, known))).toBe(known);
      await store.transaction(({ jobs }) => jobs.save(others));
      const between = await store.transaction(({ jobs }) => jobs.open(target, number, known));
      commit.resolve(undefined);
      await late;
      const after = await store.transaction(({ jobs }) => jobs.open(target, number, between));
      const stampOf = (some: typeof known, id: string) =>
        some.find(({ key }) => key.id === id)?.stamp;
      expect(stampOf(between, '1')).toBe(stampOf(known, '1'));
      expect(stampOf(between, '2')).not.toBe(stampOf(known, '2'));
      expect(stampOf(after, '1')).not.toBe(stampOf(known, '1'));
      expect(stampOf(after, '2')).toBe(stampOf(between, '2'));
      expect(after).toHaveLength(3);
    });
  }, servers);
});
