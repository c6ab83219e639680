// A process of its own for tests that kill one: `node child.ts <what> <file>` says `ready` when it is where it is to be killed.

import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { migrate, type Migration } from '../../app/store/migrate.ts';
import { migrations } from '../../app/store/migrations/all.ts';
import { createSqliteDialect } from '../../app/store/sqlite-dialect.ts';
import { openSqlite } from '../../app/store/sqlite.ts';
import { createStore } from '../../app/store/store.ts';
import { stillOptions } from './still.ts';
import { aLaunch, noon } from './samples.ts';

const [, , what = '', path = ''] = process.argv;

/** Says where it is, and stays there until it is killed. */
async function hang(): Promise<never> {
  process.stdout.write('ready\n');
  await pause(60_000);
  throw new Error('nobody killed this process');
}

const halfWay: Migration = {
  name: '9999-half-way',
  async up(tx) {
    await sql`create table half_way (id text)`.execute(tx);
    await sql`update launches set handle = 'changed'`.execute(tx);
    await hang();
  },
};

const database = { kind: 'sqlite', path } as const;
const options = { database, ...stillOptions().options };

switch (what) {
  case 'hold': {
    await createStore(options);
    await hang();
    break;
  }
  case 'die-in-transaction': {
    const store = await createStore(options);
    await store.transaction(({ launches }) => launches.insert(aLaunch('told'), noon));
    await store.transaction(async ({ launches }) => {
      await launches.insert(aLaunch('half'), noon);
      await hang();
    });
    break;
  }
  case 'die-in-migration': {
    const store = await createStore(options);
    await store.transaction(({ launches }) => launches.insert(aLaunch('told'), noon));
    await store.close();
    const db = new Kysely<unknown>({ dialect: createSqliteDialect(openSqlite(path)) });
    await migrate(db, 'sqlite', [...migrations, halfWay]);
    break;
  }
  default:
    throw new Error(`unknown: ${what}`);
}
