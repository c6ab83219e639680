import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { createStore, type StoreOptions } from '../../app/store/store.ts';
import type { Store, Tx } from '../../app/usecase/store-port.ts';
import { databases, type TestDatabase, type TestServer } from './databases.ts';
import { noon } from './samples.ts';

export type Bench = {
  /** Runs in one transaction of the store under test. */
  readonly tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly store: Store;
  /** Moves the store's clock and the monotonic one. */
  readonly pass: (ms: number) => void;
  readonly now: () => number;
  readonly logged: readonly Readonly<Record<string, unknown>>[];
};

/** Options of a store whose time stands still until it is moved. */
export function stillOptions() {
  let elapsedMs = 0;
  const logged: Record<string, unknown>[] = [];
  const note = (message: string, fields?: Record<string, unknown>) => {
    logged.push({ message, ...fields });
  };
  return {
    logged,
    now: () => noon + elapsedMs,
    pass: (ms: number) => {
      elapsedMs += ms;
    },
    options: {
      clock: () => noon + elapsedMs,
      ownClock: true,
      monotonic: () => 1_000 + elapsedMs,
      newId: () => randomUUID(),
      log: { warn: note, error: note },
    } satisfies Omit<StoreOptions, 'database'>,
  };
}

/** Runs a suite on each database, with a fresh store for each test. */
export function onEachDatabase(
  define: (bench: () => Bench) => void,
  some: readonly TestDatabase[] = databases,
): void {
  describe.each(some)('on $name', (database) => {
    let server: TestServer;
    let bench: Bench;
    beforeAll(async () => {
      server = await database.start();
    });
    beforeEach(async () => {
      const { options, ...time } = stillOptions();
      const store = await createStore({ database: await server.fresh(), ...options });
      bench = { ...time, store, tx: (work) => store.transaction(work) };
    });
    afterEach(() => bench.store.close());
    afterAll(() => server.stop());
    define(() => bench);
  });
}
