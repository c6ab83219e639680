// SQLite with the tables made, in memory or in a file.

import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../app/store/backend.ts';
import { createSqliteDialect } from '../../app/store/db/sqlite-dialect.ts';
import { createStore } from '../../app/store/store.ts';
import { stillOptions } from './still.ts';

/** Made once in a process: to make the tables takes longer than most of the tests. */
let migrated: Promise<Uint8Array> | undefined;

/** A database without rows of a bot, as SQLite deserializes it. */
export const freshImage = (): Promise<Uint8Array> => (migrated ??= migrate());

async function migrate(): Promise<Uint8Array> {
  const made = new DatabaseSync(':memory:');
  const store = await createStore({ database: asDatabase(made), ...stillOptions().options });
  const image = made.serialize();
  await store.close();
  return image;
}

/** A database of its own, without rows of a bot. */
export async function openFresh(): Promise<DatabaseSync> {
  const database = new DatabaseSync(':memory:');
  database.deserialize(await freshImage());
  return database;
}

/** The same, for a store. */
export async function freshInMemory(): Promise<Database> {
  return asDatabase(await openFresh());
}

/** Writes a database without rows of a bot into a new file. */
export async function writeFresh(path: string): Promise<void> {
  writeFileSync(path, await freshImage());
}

/** An open database, for a store. */
export function asDatabase(database: DatabaseSync): Database {
  return { kind: 'sqlite-dialect', dialect: createSqliteDialect(database) };
}
