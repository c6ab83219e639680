// Lists and names where more is on record than one look takes.

import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { createSqliteDialect } from '../../app/store/db/sqlite-dialect.ts';
import type { Schema } from '../../app/store/schema/schema.ts';
import { createStore } from '../../app/store/store.ts';
import type { CardQuery } from '../../app/usecase/ports/store/cards.ts';

import { freshImage } from './fresh-sqlite.ts';
import { insertMany } from './many-rows.ts';
import { noon } from './samples.ts';
import { stillOptions } from './still.ts';

const count = 10_000;

async function storeOfMany(...changes: readonly string[]) {
  const database = new DatabaseSync(':memory:');
  database.deserialize(await freshImage());
  const dialect = createSqliteDialect(database);
  const db = new Kysely<Schema>({ dialect });
  await insertMany(db, 'sqlite', { count, now: noon, bodyLength: 10 });
  for (const change of changes) await db.executeQuery(CompiledQuery.raw(change));
  const store = await createStore({
    database: { kind: 'sqlite-dialect', dialect },
    ...stillOptions().options,
  });
  return {
    list: (query: Partial<CardQuery>) =>
      store.transaction((tx) => tx.cards.list({ limit: 20, ...query })),
    named: (prefix: string, limit: number) =>
      store.transaction((tx) => tx.cards.byNamePrefix(prefix, limit)),
  };
}

/** The ids on all pages, following the way to older ones. */
async function allPages(
  list: Awaited<ReturnType<typeof storeOfMany>>['list'],
  query: Partial<CardQuery>,
) {
  const ids: string[] = [];
  let page = await list(query);
  let pages = 1;
  for (; ; pages++) {
    ids.push(...page.cards.map(({ launch }) => launch.id));
    if (page.older === undefined) return { ids, pages };
    page = await list({ ...query, turn: { to: 'older', ...page.older } });
  }
}

test('a list counts a thousand, and says that there are more', async () => {
  const { list } = await storeOfMany();
  expect(await list({ state: 'SUCCEEDED' })).toMatchObject({ total: 1_000, uncounted: true });
  expect(await list({ state: 'SUCCEEDED', since: noon - 86_400_000 })).toMatchObject({
    total: 51,
    uncounted: false,
  });
  const seenBy = { userId: 'nobody', channels: ['C1', 'C2'] };
  const { total, hidden, uncounted } = await list({ state: 'any', seenBy });
  expect([total, hidden, uncounted]).toEqual([110, 990, true]);
});

test('the pages of a list meet without a gap, and back again', async () => {
  const { list } = await storeOfMany();
  const { ids } = await allPages(list, { state: 'FAILED', limit: 100 });
  expect(ids).toHaveLength(count / 20);
  expect(ids.map(Number)).toEqual(ids.map(Number).toSorted((a, b) => b - a));
  const states = ['FAILED', 'CANCELLED'];
  const first = await list({ state: states });
  const older = first.older && { to: 'older' as const, ...first.older };
  const second = await list({ state: states, turn: older });
  expect(second.newer).toBe(20);
  const top = second.cards[0]?.launch;
  const turn = { to: 'newer', requestedAt: top?.requestedAt ?? 0, id: top?.id ?? '' } as const;
  const back = await list({ state: states, turn });
  expect(back.cards).toEqual(first.cards);
  const long = { to: 'older', requestedAt: noon - 190 * 86_400_000, id: '0' } as const;
  expect(await list({ state: 'SUCCEEDED', turn: long })).toMatchObject({ newer: undefined });
});

test('a list goes on where a look has ended, until all was looked at', async () => {
  // Of the channel's half of all jobs and of the half that expired, one is the same.
  const { list } = await storeOfMany(
    `update jobs set state = 'EXPIRED' where cast(id as integer) % 2 = 0`,
    `update launches set asker_channel = 'C0' where cast(id as integer) % 2 = 1 or id = '2'`,
    `update threads set channel = 'C0' where cast(id as integer) % 2 = 1 or id = '2'`,
    `update launches set asker_channel = 'C1' where cast(id as integer) % 2 = 0 and id != '2'`,
    `update threads set channel = 'C1' where cast(id as integer) % 2 = 0 and id != '2'`,
  );
  const query = { state: 'EXPIRED', channel: 'C0' };
  const first = await list(query);
  expect(first).toMatchObject({ cards: [], total: 0, uncounted: true });
  expect(first.older).toBeDefined();
  const { ids, pages } = await allPages(list, query);
  expect(ids).toEqual(['2']);
  expect(pages).toBeLessThan(4);
});

test('a list goes by whatever is rarest, and so has all of it', async () => {
  const { list } = await storeOfMany(
    `update launch_labels set value = 'rare' where launch_id in ('3', '4003')`,
    `update launches set asker_user = 'U0RARE' where id in ('3', '4003')`,
    `update launches set template_name = 'Über' where id in ('3', '4003')`,
  );
  const ids = ['4003', '3'];
  for (const query of [
    { label: { key: 'team', value: 'rare' } },
    { requesterId: 'U0RARE' },
    { template: 'Über' },
  ]) {
    const page = await list({ state: ['SUCCEEDED', 'FAILED'], ...query });
    expect(page.cards.map(({ launch }) => launch.id)).toEqual(ids);
    expect(page).toMatchObject({ total: 2, uncounted: false, older: undefined });
  }
});

test('of very many names the live and the newest are found, and that there are others', async () => {
  const { named } = await storeOfMany(`update jobs set live = 1, state = 'RUNNING' where id = '4'`);
  const { cards, cut } = await named('TRAIN-', 3);
  expect(cards.map(({ launch }) => launch.id)).toEqual(['4', '10000', '9998']);
  expect(cut).toBe(true);
  expect((await named('train-999', 9)).cut).toBe(false);
});
