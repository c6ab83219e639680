import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { judgePostgres } from '../../../app/store/db/postgres.ts';
import { createStore } from '../../../app/store/store.ts';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { onServer, servers, type TestServer } from '../databases.ts';
import { aLaunch, anUpdate, aThread } from '../samples.ts';
import { stillOptions } from '../still.ts';

const open = (url: string): Promise<Store> => {
  const { options } = stillOptions();
  return createStore({ ...options, database: { kind: 'postgres', url }, ownClock: false });
};

test('a server that is not there is a reason to try later, and the password is nobody’s business', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  server.close();
  const refused: unknown = await open(`postgres://me:s3cret@127.0.0.1:${port}/jobs`).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({
    name: 'StoreError',
    kind: 'transient',
    message: `PostgreSQL at 127.0.0.1:${port}/jobs can’t be reached (ECONNREFUSED).`,
  });
});

test.each([
  ['40001', 'again'],
  ['40P01', 'again'],
  ['23505', 'again'],
  ['57P01', 'transient'],
  ['57P03', 'transient'],
  ['08006', 'transient'],
  ['53300', 'transient'],
  ['57014', 'transient'],
  ['28P01', 'unusable'],
  ['3D000', 'unusable'],
  ['42501', 'unusable'],
  ['42703', undefined],
])('the server’s code %s means %s', (code, meaning) => {
  const rows = { detail: 'Failing row contains (r0w)', where: 'r0w' };
  const error = Object.assign(new Error('as the server says'), { code, ...rows });
  const verdict = judgePostgres('postgres://me:s3cret@db/jobs', error);
  if (meaning === 'again') expect(verdict).toBe('again');
  else if (meaning === undefined) expect(verdict).toBe(error);
  else expect(verdict).toMatchObject({ kind: meaning });
  expect(JSON.stringify(verdict) + String(verdict)).not.toContain('s3cret');
  // A log shows an error with its properties, and those of a row may be a job's spec.
  expect(inspect(verdict)).not.toContain('r0w');
});

describe.each(servers)('on a server of its own: $name', (database) => {
  let server: TestServer;
  let url: string;
  let stores: Store[];
  beforeAll(async () => {
    server = await database.start();
  });
  beforeEach(async () => {
    const fresh = await server.fresh();
    url = fresh.kind === 'postgres' ? fresh.url : '';
    // Replicas that start together: one migrates, the others find it done.
    stores = await Promise.all([open(url), open(url), open(url)]);
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));
  afterAll(() => server.stop());

  const store = (index: number): Store => {
    const one = stores[index % stores.length];
    if (one === undefined) throw new Error('no store');
    return one;
  };
  const each = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  const insert = (ids: readonly string[]) =>
    store(0).transaction(async ({ launches, now }) => {
      for (const id of ids) await launches.insert(aLaunch(id), now);
    });

  test('the time is the server’s', async () => {
    const now = await store(0).transaction((tx) => Promise.resolve(tx.now));
    expect(Math.abs(now - Date.now())).toBeLessThan(5_000);
  });

  test('replicas that claim at once never get the same row, and between them all', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => String(index));
    await insert(ids);
    const claimed = await each(24, (index) =>
      store(index).transaction(({ launches }) => launches.claimDue(10, 60_000)),
    );
    const rest = await store(0).transaction(({ launches }) => launches.claimDue(200, 60_000));
    const got = [...claimed.flat(), ...rest].map(({ value }) => value.id);
    expect(got.toSorted()).toEqual(ids.toSorted());
  });

  test('replicas that tell at once number without gap or double, each key once', async () => {
    await insert(['1']);
    await store(0).transaction(({ threads }) => threads.insert(aThread('t')));
    const told = await each(60, (index) =>
      store(index).transaction(({ threads }) =>
        threads.tell('t', `key ${index % 20}`, anUpdate(), { urgent: false }),
      ),
    );
    expect(told.filter((one) => one)).toHaveLength(20);
    const open = await store(0).transaction(({ threads }) => threads.open('t', 100));
    expect(open.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('what is told while a thread is being settled makes it due, whoever comes first', async () => {
    await insert(['1']);
    await store(0).transaction(({ threads }) => threads.insert(aThread('t')));
    for (let round = 0; round < 30; round++) {
      const [held] = await store(0).transaction(({ threads }) => threads.claimDue(1, 60_000));
      if (held === undefined) throw new Error(`lost the wake-up of round ${round}`);
      const { value, lease } = held;
      const shown = { ...value, rootTs: '1.1', cardShown: value.cardWanted };
      await Promise.all([
        store(0).transaction(({ threads }) => threads.release(shown, undefined, lease)),
        store(1).transaction(({ threads }) =>
          threads.tell('t', `${round}`, anUpdate(), { urgent: false }),
        ),
      ]);
    }
  });

  test('of several who set a channel at once each has what they set', async () => {
    const wishes = [
      { mode: 'quiet' },
      { broadcast: true },
      { digest: { minutes: 540, zone: 'Etc/UTC' } },
    ] as const;
    await each(wishes.length, (index) =>
      store(index).transaction(async ({ channels, now }) => {
        const before = await channels.lock('C1');
        await sleep(20);
        await channels.set({ ...before, ...wishes[index] }, `U${index}`, now);
      }),
    );
    const set = await store(0).transaction(({ channels }) => channels.get('C1'));
    const [{ mode }, { broadcast }, { digest }] = wishes;
    expect(set).toMatchObject({ mode, broadcast, digest });
  });

  test('a budget has one taker at a time', async () => {
    const uses = await each(12, (index) =>
      store(index).transaction(({ rateBudgets }) => rateBudgets.take('chat.update', 60_000)),
    );
    expect(uses.filter(({ taken }) => taken)).toHaveLength(1);
  });

  test('a target has one poll at a time', async () => {
    const target = { project: 'p', location: 'l' };
    const claims = await each(12, (index) =>
      store(index).transaction(({ targets }) => targets.claim(target, 60_000)),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  test('the same request at two replicas is stored once', async () => {
    const stored = await each(6, (index) =>
      store(index).transaction(({ launches, now }) =>
        launches.insert(aLaunch(String(index), { requestKey: 'click' }), now),
      ),
    );
    expect(stored.filter((one) => one)).toHaveLength(1);
  });

  test('two that wait for each other both get through', async () => {
    await insert(['a', 'b']);
    let met = 0;
    let bothIn = () => {};
    const meeting = new Promise<void>((resolve) => (bothIn = resolve));
    const lockBoth = (index: number, first: string, second: string) =>
      store(index).transaction(async ({ launches }) => {
        await launches.lock(first);
        if (++met === 2) bothIn();
        await meeting;
        await launches.lock(second);
        return 'through';
      });
    const both = Promise.all([lockBoth(0, 'a', 'b'), lockBoth(1, 'b', 'a')]);
    expect(await both).toEqual(['through', 'through']);
    expect(met).toBeGreaterThan(2);
  });

  test('a connection that dies takes its transaction with it, and the next works', async () => {
    const dying = store(0).transaction(async ({ launches, now }) => {
      await launches.insert(aLaunch('1'), now);
      await onServer(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await launches.insert(aLaunch('2'), now);
    });
    await expect(dying).rejects.toMatchObject({ name: 'StoreError', kind: 'transient' });
    const found = await store(0).transaction(({ launches }) => launches.byIds(['1', '2']));
    expect(found).toEqual([]);
    expect(await store(1).works()).toBe(true);
  });

  test('what the server says of a row it refuses does not quote the row', async () => {
    const template: object = { name: 'x', version: null };
    const broken = store(0).transaction(({ launches, now }) =>
      launches.insert(Object.assign(aLaunch('1'), { template }), now),
    );
    const error: unknown = await broken.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: '23502' });
    expect(inspect(error, { depth: null })).not.toContain('gs://');
  });

  test('tables from a newer version, and a database that is not there, are refused', async () => {
    await onServer(url, `insert into migrations (name) values ('9999-from-the-future')`);
    await expect(open(url)).rejects.toThrow(/newer version/);
    const missing = new URL(url);
    missing.pathname = '/there_is_none';
    await expect(open(missing.href)).rejects.toMatchObject({ kind: 'unusable' });
  });
});
