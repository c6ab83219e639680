import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStore } from '../../../app/store/store.ts';
import type { Lease } from '../../../app/usecase/ports/store/lease.ts';
import { freshInMemory } from '../fresh-sqlite.ts';
import { aLaunch, noon } from '../samples.ts';
import { stillOptions } from '../still.ts';

const leaseMs = 100;
const ids = ['a', 'b', 'c'] as const;
const id = fc.constantFrom(...ids);
const step = fc.oneof(
  fc.record({ do: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    do: fc.constant('settle' as const),
    // Which of the leases ever got, the newest first: old ones must have no effect.
    age: fc.integer({ min: 0, max: 3 }),
    id,
    afterMs: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  }),
  fc.record({
    do: fc.constant('overrule' as const),
    id,
    afterMs: fc.integer({ min: 0, max: 200 }),
  }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 150 }) }),
);

type Row = { dueAt: number | undefined; token: string | undefined; until: number };

test('whatever claims, settles, overrules and waits are mixed, rows are held as a plain model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { options, now, pass } = stillOptions();
      const store = await createStore({
        database: await freshInMemory(),
        ...options,
      });
      const rows = new Map<string, Row>();
      const leases = new Map<string, Lease[]>(ids.map((one) => [one, []]));
      await store.transaction(async ({ launches }) => {
        for (const one of ids) {
          await launches.insert(aLaunch(one), noon);
          rows.set(one, { dueAt: noon, token: undefined, until: 0 });
        }
      });
      const row = (one: string): Row => rows.get(one) ?? { dueAt: 0, token: undefined, until: 0 };
      const claimable = () =>
        [...rows]
          .filter(([, { dueAt, until }]) => dueAt !== undefined && dueAt <= now() && until <= now())
          .sort(([, a], [, b]) => (a.dueAt ?? 0) - (b.dueAt ?? 0));

      for (const one of steps) {
        await store.transaction(async ({ launches }) => {
          switch (one.do) {
            case 'claim': {
              const expected = claimable();
              const claimed = await launches.claimDue(one.limit, leaseMs);
              expect(claimed).toHaveLength(Math.min(one.limit, expected.length));
              const longest = expected.slice(0, one.limit).map(([, { dueAt }]) => dueAt);
              expect(claimed.map(({ value }) => row(value.id).dueAt)).toEqual(longest);
              for (const { value, lease } of claimed) {
                expect(expected.map(([free]) => free)).toContain(value.id);
                rows.set(value.id, {
                  dueAt: row(value.id).dueAt,
                  token: lease.token,
                  until: now() + leaseMs,
                });
                leases.get(value.id)?.unshift(lease);
              }
              return;
            }
            case 'settle': {
              const lease = leases.get(one.id)?.[one.age];
              if (lease === undefined) return;
              const dueAt = one.afterMs === undefined ? undefined : now() + one.afterMs;
              const holds = row(one.id).token === lease.token;
              expect(await launches.release(aLaunch(one.id), dueAt, lease)).toBe(holds);
              if (holds) rows.set(one.id, { dueAt, token: undefined, until: 0 });
              return;
            }
            case 'overrule': {
              const dueAt = now() + one.afterMs;
              await launches.overrule(aLaunch(one.id), dueAt);
              rows.set(one.id, { dueAt, token: undefined, until: 0 });
              return;
            }
            case 'pass':
              pass(one.ms);
          }
        });
        const next = [...rows.values()].flatMap(({ dueAt, until }) =>
          dueAt === undefined ? [] : [Math.max(dueAt, until)],
        );
        expect(await store.transaction(({ launches }) => launches.nextDueAt())).toBe(
          next.length === 0 ? undefined : Math.min(...next),
        );
      }
      await store.close();
    }),
    { numRuns: 60 },
  );
});

test('a row that can’t be read does not keep the others from being worked off', async () => {
  const { options, logged } = stillOptions();
  const store = await createStore({ database: await freshInMemory(), ...options });
  const odd = aLaunch('odd', { body: { displayName: 'x', jobSpec: {} } });
  await store.transaction(async ({ launches }) => {
    // What an adapter's mistake could have written: a label that is no text.
    const body: unknown = { ...odd.body, labels: { team: 7 } };
    await launches.insert(Object.assign({}, odd, { body }), noon);
    await launches.insert(aLaunch('fine'), noon);
  });
  const claimed = await store.transaction(({ launches }) => launches.claimDue(10, leaseMs));
  expect(claimed.map(({ value }) => value.id)).toEqual(['fine']);
  expect(logged).toEqual([
    {
      message: 'a stored row can not be read',
      table: 'launches',
      id: 'odd',
      where: ['body.labels.team'],
    },
  ]);
  await store.close();
});
