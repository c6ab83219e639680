import { PostgresDialect, type Dialect } from 'kysely';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { StoreLog } from './context.ts';
import { StoreError, type Verdict } from './store-error.ts';

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 10_000;
const idleInTransactionMs = 15_000;
/** A server that disappeared from the network answers nothing, not even with its own timeout. */
const answerTimeoutMs = 20_000;
/**
 * Several loops run in parallel, each with one short transaction at a time. A default server has
 * room for a handful of replicas.
 */
const mostConnections = 8;

type PoolOptions = { readonly patient?: boolean };

/**
 * A pool of connections, none open yet. TLS is as the URL says. `patient` is for migrations, which
 * may take long or wait for another replica's: its statements have no timeout.
 */
export function createPostgresDialect(
  url: string,
  log: StoreLog,
  options: PoolOptions = {},
): Dialect {
  return new PostgresDialect({ pool: () => createPool(url, log, options) });
}

/** With the client library, which a bot on SQLite never loads. */
async function createPool(
  url: string,
  log: StoreLog,
  { patient = false }: PoolOptions,
): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'vertex-job-bot',
    keepAlive: true,
    max: patient ? 1 : mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...(patient ? {} : { statement_timeout: statementTimeoutMs, query_timeout: answerTimeoutMs }),
    // Times and counts are int8 and fit into a number. Set per pool, since others may use pg's
    // global table.
    types: {
      getTypeParser: (oid, format): unknown =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // Without a listener, a connection that breaks while idle would end the process. The pool reports
  // idle ones, and a client in use reports itself.
  const lost = (error: Error) =>
    log.warn('a connection to PostgreSQL was lost', { code: codeOf(error), why: error.message });
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A) with which the server refuses permanently.
 */
const refusals: Readonly<Record<string, string>> = {
  '28P01': 'refuses the password of DATABASE_URL: set the right one',
  '28000': 'refuses the user of DATABASE_URL: check the user and the server’s pg_hba.conf',
  '3D000': 'has no database of that name: create it, or name another in DATABASE_URL',
  '42501':
    'does not let this user create or change tables: grant it CREATE and USAGE on the schema',
};

/**
 * Deadlocks and serialization failures, and a row that somebody inserted between look-up and
 * insert.
 */
const collisions = ['40001', '40P01', '23505'];

/** Whether the connection or server failed, and not the statement. */
function isPassing(code: string): boolean {
  // 08: connection; 53: out of connections, disk or memory; 57P: shutting down or starting; 25P03:
  // idle too long; 57014, 55P03: timeouts.
  return /^(08|53|57P|58)/.test(code) || ['25P03', '57014', '55P03', '25006'].includes(code);
}

const networkCodes = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|ENOENT|EACCES)/;
// pg gives these errors no code.
const networkMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Decides what a failed transaction means. Its messages don't contain the URL's password. */
export function judgePostgres(url: string, error: unknown): Verdict {
  const cause = error instanceof Error ? withoutRows(error) : new Error(String(error));
  const code = codeOf(error) ?? '';
  if (collisions.includes(code)) return 'again';
  const server = `PostgreSQL at ${describeUrl(url)}`;
  const refusal = refusals[code];
  if (refusal !== undefined) return new StoreError('unusable', `${server} ${refusal}.`, cause);
  if (isPassing(code)) {
    return new StoreError('transient', `${server} can’t work at present: ${cause.message}.`, cause);
  }
  if (networkCodes.test(code) || networkMessages.test(cause.message)) {
    const why = code === '' ? cause.message : code;
    return new StoreError('transient', `${server} can’t be reached (${why}).`, cause);
  }
  return cause;
}

/** The server's error details quote whole rows, and job specs don't belong in a log. */
function withoutRows(error: Error): Error {
  Reflect.deleteProperty(error, 'detail');
  Reflect.deleteProperty(error, 'where');
  return error;
}

const coded = z.object({ code: z.string() });

function codeOf(error: unknown): string | undefined {
  const parsed = coded.safeParse(error);
  return parsed.success ? parsed.data.code : undefined;
}

/** A URL's host and database, without credentials and parameters. */
function describeUrl(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
