import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { createStore } from '../../app/store/store.ts';
import type { Store, Tx } from '../../app/usecase/ports/store/store.ts';
import { databases, type TestDatabase, type TestServer } from './databases.ts';
import { stillOptions } from './still.ts';

/** PostgreSQL in this process takes long to start on a busy machine. */
export const startMs = 120_000;

export type Bench = {
  /** Runs in one transaction of the store under test. */
  readonly tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly store: Store;
  /** Moves the store's clock and the monotonic one. */
  readonly pass: (ms: number) => void;
  readonly now: () => number;
  /** The policy file in force, which the audit names. */
  readonly policy: { hash: string | undefined };
  readonly logged: readonly Readonly<Record<string, unknown>>[];
};

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
    }, startMs);
    beforeEach(async () => {
      const { options, ...time } = stillOptions();
      const policy: Bench['policy'] = { hash: undefined };
      const store = await createStore({
        database: await server.fresh(),
        ...options,
        policy: () => policy.hash,
      });
      bench = { ...time, store, policy, tx: (work) => store.transaction(work) };
    });
    afterEach(() => bench.store.close());
    afterAll(() => server.stop());
    define(() => bench);
  });
}
