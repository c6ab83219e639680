import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Lease } from '../../usecase/ports/lease.ts';
import type { DialectName } from './migrate.ts';
import type { Schema } from './schema.ts';

export interface StoreLog {
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** What every table needs of the transaction it is used in. */
export type Context = {
  readonly db: Kysely<Schema>;
  /** Where the two databases write one thing differently. */
  readonly dialect: DialectName;
  /** Whether rows can be locked: PostgreSQL. On SQLite a transaction is alone anyway. */
  readonly rowLocks: boolean;
  /** Unix ms of the store's clock at the beginning of the transaction. */
  readonly now: number;
  readonly newLease: (leaseMs: number) => Lease;
  readonly log: StoreLog;
};

/** Locks what a query reads until the transaction ends, where rows can be locked. */
export function forUpdate<DB, Table extends keyof DB, Row>(
  { rowLocks }: Context,
  query: SelectQueryBuilder<DB, Table, Row>,
): SelectQueryBuilder<DB, Table, Row> {
  return rowLocks ? query.forUpdate() : query;
}
