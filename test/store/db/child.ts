// A process of its own for tests that kill one: `node child.ts <what> <file>` says `ready` when it is where it is to be killed.

import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { migrate, type Migration } from '../../../app/store/db/migrate.ts';
import { migrations } from '../../../app/store/migrations/all.ts';
import { createSqliteDialect } from '../../../app/store/db/sqlite-dialect.ts';
import { openSqlite } from '../../../app/store/db/sqlite.ts';
import { StoreError } from '../../../app/store/db/store-error.ts';
import { createStore } from '../../../app/store/store.ts';
import { stillOptions } from '../still.ts';
import { aLaunch, noon } from '../samples.ts';

// It won't exit by itself.
flushCompileCache();

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

/** A user that owns nothing; who is not root stays who they are. */
const nobody = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0);

const database = { kind: 'sqlite', path } as const;
const options = { database, ...stillOptions().options };

switch (what) {
  case 'hold': {
    const store = await createStore(options);
    await hang();
    // Never reached; but a store that nobody can reach is closed with the garbage.
    await store.close();
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
  case 'open-as-nobody': {
    // What is needed is loaded by now: as nobody, the code may not be readable.
    if (process.getuid?.() === 0) process.setgid?.(nobody);
    process.setuid?.(nobody);
    const outcome = await createStore(options).then(
      () => ({ opened: true }),
      (error: unknown) => error,
    );
    const said =
      outcome instanceof StoreError ? { kind: outcome.kind, message: outcome.message } : outcome;
    process.stdout.write(JSON.stringify(said));
    break;
  }
  default:
    throw new Error(`unknown: ${what}`);
}
