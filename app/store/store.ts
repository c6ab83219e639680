import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import type { Retention } from '../domain/retention/retention.ts';
import type { Store, Tx } from '../usecase/ports/store/store.ts';
import {
  openBackend,
  prepare,
  throwable,
  type Backend,
  type BackendOptions,
  type Database,
} from './backend.ts';
import type { Context } from './db/context.ts';
import { createProof, proveGrowth, proveWrite } from './db/proof.ts';
import type { Schema } from './schema/schema.ts';
import { StoreError } from './db/store-error.ts';
import { createStoreTime, serverTime } from './db/store-time.ts';
import { createTx } from './tx.ts';

export type StoreOptions = BackendOptions & {
  readonly database: Database;
  /** Unix ms. Used on SQLite; PostgreSQL has its own clock, so that replicas agree. */
  readonly clock: () => number;
  /** Uses `clock` on PostgreSQL, too: for tests that move time. */
  readonly ownClock?: boolean;
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  /** A unique random token. */
  readonly newId: () => string;
  /** Hash of the policy file in force, for the audit; undefined if there is none. */
  readonly policy?: () => string | undefined;
  /** Undefined: everything is kept. */
  readonly retention?: Retention;
  /**
   * Called when a file of this process alone can't be used until a person fixes it: the bot should
   * stop.
   */
  readonly onLost?: (error: StoreError) => void;
};

/** How often a transaction that collided with another is retried. */
const mostRuns = 5;

/** Opens the database and runs migrations. Throws a StoreError if it can't be used (yet). */
export async function createStore(options: StoreOptions): Promise<Store> {
  const backend = openBackend(options.database, options);
  const db = new Kysely<Schema>({ dialect: backend.dialect });
  try {
    await prepare(backend, db);
  } catch (error) {
    await db.destroy();
    throw throwable(backend.judge(error), error);
  }
  const store = storeOn(db, backend, options);
  try {
    // Notices before anything waits by it whether the clock was set back while no process ran.
    await store.transaction(() => Promise.resolve());
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function storeOn(db: Kysely<Schema>, backend: Backend, options: StoreOptions): Store {
  const running = new Set<Promise<unknown>>();
  // Marks code inside a transaction. `open` ends with it, since a task left behind may start its
  // own.
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  let closing: Promise<void> | undefined;
  const begin = timeOf(backend, options);
  const proof = createProof(options.monotonic, async () => {
    try {
      if (backend.ownFile) await proveGrowth(db, options.newId());
      await proveWrite(db, options.newId());
    } catch (error) {
      throw noted(throwable(backend.judge(error), error));
    }
  });

  async function runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const mark = { open: true };
    let reason: { readonly error: unknown } | undefined;
    try {
      return await inside.run(mark, () =>
        db.transaction().execute(async (connection) => {
          const tx = createTx(await createContext(connection, backend, begin, options));
          try {
            return await work(tx);
          } catch (error) {
            reason = { error };
            throw error;
          }
        }),
      );
    } catch (error) {
      // On a broken connection, the rollback fails, too, and must not hide the cause.
      throw reason === undefined ? error : reason.error;
    } finally {
      mark.open = false;
    }
  }

  /** Records what an error says about the database as a whole. */
  function noted(error: Error): Error {
    if (!(error instanceof StoreError) || !backend.ownFile) return error;
    proof.failed();
    if (error.kind === 'unusable') options.onLost?.(error);
    return error;
  }

  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let runs = 1; ; runs++) {
      try {
        return await runOnce(work);
      } catch (error) {
        const verdict = backend.judge(error);
        if (verdict !== 'again' || runs === mostRuns) throw noted(throwable(verdict, error));
      }
    }
  }

  return {
    async transaction(work) {
      if (inside.getStore()?.open === true) {
        throw new Error(
          'A transaction was begun inside another: it would wait for ever on SQLite. Use its tx.',
        );
      }
      if (closing !== undefined) throw new StoreError('transient', 'The database is closed.');
      const task = run(work);
      running.add(task);
      try {
        return await task;
      } finally {
        running.delete(task);
      }
    },
    async works() {
      return closing === undefined && (await proof.works());
    },
    async close() {
      closing ??= Promise.allSettled(running).then(() => db.destroy());
      await closing;
    },
  };
}

/** The clock that counts. */
function timeOf({ ownFile }: Backend, { clock, ownClock, monotonic }: StoreOptions) {
  if (ownFile) return createStoreTime(clock, monotonic);
  return ownClock === true ? () => Promise.resolve(Math.floor(clock())) : serverTime;
}

async function createContext(
  db: Kysely<Schema>,
  { name }: Backend,
  begin: (db: Kysely<Schema>) => Promise<number>,
  { monotonic, newId, log, policy, retention = {} }: StoreOptions,
): Promise<Context> {
  // Read before the store's clock, so that a lease ends earlier for this process than for the
  // database.
  const begunAt = monotonic();
  return {
    db,
    dialect: name,
    rowLocks: name === 'postgres',
    now: await begin(db),
    newLease: (leaseMs) => ({ token: newId(), deadline: begunAt + leaseMs }),
    log,
    policy: policy?.(),
    retention,
  };
}
