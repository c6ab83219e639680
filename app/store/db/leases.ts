// Leases on rows. Invariant: a row belongs to the worker whose token it has. A claim takes only
// rows whose lease has ended and replaces the token, so a slow worker finds its token gone and
// changes nothing. Until somebody else claims the row, a release after the lease's end is valid:
// only the token counts. Targets are claimed by name, under the same rule: repositories/targets.ts.

import {
  sql,
  type DeleteResult,
  type Expression,
  type RawBuilder,
  type SqlBool,
  type UpdateResult,
} from 'kysely';
import { z } from 'zod';
import type { Claimed, Lease } from '../../usecase/ports/store/lease.ts';
import type { Context } from './context.ts';
import type { LeaseColumns } from '../schema/columns.ts';
import type { Schema } from '../schema/schema.ts';

type LeasedTable = {
  [Name in keyof Schema]: Schema[Name] extends LeaseColumns ? Name : never;
}[keyof Schema];

type Claim<T> = {
  readonly table: LeasedTable;
  /** Parses a row as a domain value. */
  readonly row: z.ZodType<T>;
  readonly limit: number;
  readonly leaseMs: number;
  /** Longest due first, unless another is given. */
  readonly order?: ClaimOrder;
  /** Which of the due rows; all of them, unless it is given. */
  readonly only?: RawBuilder<boolean>;
};

/**
 * The order in which due rows are claimed, in SQL and, since an update returns its rows in any
 * order, of a row: by its first number, then by the next.
 */
export type ClaimOrder = {
  readonly by: RawBuilder<unknown>;
  readonly rank: (row: unknown) => readonly number[];
};

const dueRow = z.looseObject({ due_at: z.number() });
const longestDue: ClaimOrder = { by: sql`due_at`, rank: (row) => [dueRow.parse(row).due_at] };

function byRank(a: readonly number[], b: readonly number[]): number {
  const differ = a.findIndex((one, nth) => one !== b[nth]);
  return differ < 0 ? 0 : (a[differ] ?? 0) - (b[differ] ?? 0);
}

/**
 * Claims due rows under one new lease, in one statement, longest due first. On PostgreSQL, rows
 * that another replica is claiming are skipped, not waited for; a CTE chooses them, since a plain
 * subselect may run again for each row it is joined to. SQLite would prepare anew for each bare limit.
 * A row that can't be parsed is logged and stays leased, so that it doesn't block the others.
 */
export async function claimDue<T>(context: Context, claim: Claim<T>): Promise<Claimed<T>[]> {
  const { db, now, rowLocks, newLease, log } = context;
  const { by, rank } = claim.order ?? longestDue;
  const lease = newLease(claim.leaseMs);
  const only = claim.only ?? sql`true`;
  const table = sql.table(claim.table);
  const { rows } = await sql`
    with due as (
      select id from ${table}
      where due_at <= ${now} and (lease_until is null or lease_until <= ${now}) and ${only}
      order by ${by}
      limit 0 + ${claim.limit}
      ${sql.raw(rowLocks ? 'for update skip locked' : '')}
    )
    update ${table}
    set lease_token = ${lease.token}, lease_until = ${now + Math.ceil(claim.leaseMs)}
    where id in (select id from due)
    returning *`.execute(db);
  const inOrder = rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => byRank(a.rank, b.rank));
  return inOrder.flatMap(({ row }) => {
    const parsed = claim.row.safeParse(row);
    if (parsed.success) return [{ value: parsed.data, lease }];
    log.warn('a stored row can not be read', {
      table: claim.table,
      id: dueRow.parse(row)['id'],
      where: parsed.error.issues.map(({ path }) => path.join('.')),
    });
    return [];
  });
}

/** When the next row of a table is due; for a leased row, when its lease ends. */
export async function nextDueAt({ db }: Context, name: LeasedTable): Promise<number | undefined> {
  const { rows } = await sql<{ next: number | null }>`
    select min(case when lease_until > due_at then lease_until else due_at end) as next
    from ${sql.table(name)} where due_at is not null`.execute(db);
  return rows[0]?.next ?? undefined;
}

/** The lease columns of a row that nobody has claimed. */
export function released(dueAt: number | undefined): LeaseColumns {
  return {
    due_at: dueAt === undefined ? null : Math.ceil(dueAt),
    lease_token: null,
    lease_until: null,
  };
}

/** An update or delete in a leased table. */
type Change = {
  where(condition: Expression<SqlBool>): {
    executeTakeFirst(): Promise<UpdateResult | DeleteResult>;
  };
};

/** Runs a change of a row under the lease. False if the lease was lost; nothing changed. */
export async function underLease(change: Change, { token }: Lease): Promise<boolean> {
  const done = await change.where(sql<SqlBool>`lease_token = ${token}`).executeTakeFirst();
  return ('numDeletedRows' in done ? done.numDeletedRows : done.numUpdatedRows) > 0n;
}
