// SQLite in memory, with the tables made.

import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../app/store/backend.ts';
import { createSqliteDialect } from '../../app/store/db/sqlite-dialect.ts';
import { createStore } from '../../app/store/store.ts';
import { stillOptions } from './still.ts';

/** Made once: to make the tables takes longer than most of the tests. */
let migrated: Promise<Uint8Array> | undefined;

async function migrate(): Promise<Uint8Array> {
  const made = new DatabaseSync(':memory:');
  const store = await createStore({ database: over(made), ...stillOptions().options });
  const image = made.serialize();
  await store.close();
  return image;
}

/** A database of its own, without rows of a bot. */
export async function freshInMemory(): Promise<Database> {
  migrated ??= migrate();
  const database = new DatabaseSync(':memory:');
  database.deserialize(await migrated);
  return over(database);
}

function over(database: DatabaseSync): Database {
  return { kind: 'sqlite-dialect', dialect: createSqliteDialect(database) };
}
