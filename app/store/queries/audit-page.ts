// Pages of the audit. A page begins at a row's place in the order of time and not at an offset, so
// that none is skipped or repeated when others are added meanwhile.

import type { Kysely, SelectQueryBuilder } from 'kysely';
import type {
  AuditPage,
  AuditPlace,
  AuditQuery,
  AuditRow,
} from '../../usecase/ports/store/audit.ts';
import { auditRow } from '../repositories/audit-row.ts';
import type { Schema } from '../schema/schema.ts';
import { hiddenStates, isSeenBy } from './card-conditions.ts';

type Query<Row> = SelectQueryBuilder<Schema, 'audit', Row>;

/** One page, newest first. */
export async function auditPage(db: Kysely<Schema>, query: AuditQuery): Promise<AuditPage> {
  const { turn, limit } = query;
  const some = matching(db.selectFrom('audit').selectAll('audit'), query);
  const from = turn === undefined ? some : beyond(some, turn, turn.to);
  const direction = turn?.to === 'newer' ? 'asc' : 'desc';
  const found = await from
    .orderBy('at', direction)
    .orderBy('key', direction)
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit).map((row) => auditRow.parse(row));
  return {
    rows: direction === 'asc' ? rows.reverse() : rows,
    more: found.length > limit,
  };
}

/** The next rows of a time, oldest first, after the last one read. */
export async function auditAfter(
  db: Kysely<Schema>,
  { since, until, limit }: Pick<AuditQuery, 'since' | 'until' | 'limit'>,
  after?: AuditPlace,
): Promise<readonly AuditRow[]> {
  const some = matching(db.selectFrom('audit').selectAll('audit'), { since, until });
  const from = after === undefined ? some : beyond(some, after, 'newer');
  const found = await from.orderBy('at').orderBy('key').limit(limit).execute();
  return found.map((row) => auditRow.parse(row));
}

function beyond<Row>(
  query: Query<Row>,
  { at, key }: AuditPlace,
  to: 'older' | 'newer',
): Query<Row> {
  const older = to === 'older';
  return query
    .where('at', older ? '<=' : '>=', at)
    .where((eb) => eb.or([eb('at', '!=', at), eb('key', older ? '<' : '>', key)]));
}

function matching<Row>(
  query: Query<Row>,
  { since, until, actor, job, template, seenBy }: Omit<AuditQuery, 'limit' | 'turn'>,
): Query<Row> {
  const all = query
    .where('at', '>=', since)
    .$if(until !== undefined, (some) => some.where('at', '<', until ?? 0))
    .$if(actor !== undefined, (some) => some.where('actor', '=', actor ?? ''))
    .$if(job !== undefined, (some) => some.where('job', '=', job ?? ''))
    .$if(template !== undefined, (some) =>
      some.where((eb) =>
        eb(eb.fn<string>('lower', ['template']), '=', (template ?? '').toLowerCase()),
      ),
    );
  if (seenBy === undefined) return all;
  // Launches that were refused, or still wait for their requester, never happened to others.
  return all.where((eb) =>
    eb.or([
      eb('actor', '=', seenBy.userId),
      eb.exists(
        eb
          .selectFrom('launches')
          .select('launches.id')
          .whereRef('launches.handle', '=', 'audit.job')
          .where('launches.state', 'not in', hiddenStates)
          .where((launches) => isSeenBy(launches, seenBy)),
      ),
    ]),
  );
}
