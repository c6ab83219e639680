import { types, type PGlite } from '@electric-sql/pglite';
import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely';

/** Makes Kysely let one transaction at a time at the only connection. */
class OneConnection extends PostgresAdapter {
  override get supportsMultipleConnections(): boolean {
    return false;
  }
}

/** PostgreSQL in this process, under Kysely. Closing the store leaves it running. */
export function createPgliteDialect(database: PGlite): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { rows, affectedRows } = await database.query<Row>(sql, [...parameters], {
        parsers: { [types.INT8]: Number },
      });
      return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
    },
    streamQuery: () => {
      throw new Error('Queries are not streamed.');
    },
  };
  const run = async (statement: string): Promise<void> => {
    await database.exec(statement);
  };
  const nothing = () => Promise.resolve();
  return {
    createAdapter: () => new OneConnection(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: nothing,
      acquireConnection: () => Promise.resolve(connection),
      beginTransaction: () => run('begin'),
      commitTransaction: () => run('commit'),
      rollbackTransaction: () => run('rollback'),
      releaseConnection: nothing,
      destroy: nothing,
    }),
  };
}
