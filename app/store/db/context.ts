import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Retention } from '../../domain/retention/retention.ts';
import type { Lease } from '../../usecase/ports/store/lease.ts';
import type { DialectName } from './migrate.ts';
import type { Schema } from '../schema/schema.ts';

export interface StoreLog {
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** What a table needs of its transaction. */
export type Context = {
  readonly db: Kysely<Schema>;
  /** For the few statements that differ between the databases. */
  readonly dialect: DialectName;
  /** Whether rows can be locked (PostgreSQL). On SQLite, a transaction runs alone. */
  readonly rowLocks: boolean;
  /** The store's clock at the beginning of the transaction, Unix ms. */
  readonly now: number;
  readonly newLease: (leaseMs: number) => Lease;
  readonly log: StoreLog;
  /** Hash of the policy file in force; undefined if there is none. */
  readonly policy: string | undefined;
  readonly retention: Retention;
};

/** Locks the rows that a query reads until the transaction ends, where that is possible. */
export function forUpdate<DB, Table extends keyof DB, Row>(
  { rowLocks }: Context,
  query: SelectQueryBuilder<DB, Table, Row>,
): SelectQueryBuilder<DB, Table, Row> {
  return rowLocks ? query.forUpdate() : query;
}
