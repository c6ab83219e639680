import { z } from 'zod';
import { cancelStates, type Cancel } from '../../../domain/launch/cancel.ts';
import { makeWayKey } from '../../../domain/launch/ladder.ts';
import { guardActor } from '../../../domain/guard/guard.ts';
import type { Cancels } from '../../../usecase/ports/store/cancels.ts';
import { isExpired } from '../../db/expired-requests.ts';
import type { Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { notAfter } from '../../db/redate.ts';
import {
  requesterColumns,
  requesterOf,
  requesterRow,
  failureSchema,
  jobKeyColumns,
  jobKeyOf,
  jobKeyRow,
  json,
  optional,
  storable,
  toJson,
} from '../../db/rows.ts';
import type { CancelTable } from '../../schema/launches.ts';
import type { LeaseColumns } from '../../schema/columns.ts';

export const cancelRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    state: z.enum(cancelStates),
    handle: z.string(),
    launch_id: optional(z.string()),
    ...jobKeyRow,
    ...requesterRow,
    reason: optional(z.string()),
    requested_at: z.number(),
    bulk_id: optional(z.string()),
    send_at: optional(z.number()),
    first_sent_at: optional(z.number()),
    sent_at: optional(z.number()),
    attempts: z.number(),
    failure: optional(json(failureSchema)),
    escalated_at: optional(z.number()),
  })
  .transform((row): Cancel => ({
    id: row.id,
    requestKey: row.request_key,
    state: row.state,
    handle: row.handle,
    launchId: row.launch_id,
    job: jobKeyOf(row),
    requester: requesterOf(row),
    reason: row.reason,
    requestedAt: row.requested_at,
    bulk: row.bulk_id,
    sendAt: row.send_at,
    firstSentAt: row.first_sent_at,
    sentAt: row.sent_at,
    attempts: row.attempts,
    failure: row.failure,
    escalatedAt: row.escalated_at,
  }));

/** `now`: for a row that was claimed meanwhile and may have a time that is in the future by now. */
function columns(cancel: Cancel, now = Infinity): Omit<CancelTable, keyof LeaseColumns> {
  return storable({
    id: cancel.id,
    request_key: cancel.requestKey,
    state: cancel.state,
    handle: cancel.handle,
    launch_id: cancel.launchId ?? null,
    ...jobKeyColumns(cancel.job),
    ...requesterColumns(cancel.requester, cancel.state === 'requested'),
    reason: cancel.reason ?? null,
    requested_at: notAfter(now, cancel.requestedAt),
    bulk_id: cancel.bulk ?? null,
    send_at: cancel.sendAt ?? null,
    first_sent_at: notAfter(now, cancel.firstSentAt) ?? null,
    sent_at: notAfter(now, cancel.sentAt) ?? null,
    attempts: cancel.attempts,
    failure: toJson(cancel.failure),
    escalated_at: notAfter(now, cancel.escalatedAt) ?? null,
  });
}

/** The cancels table. */
export function createCancels(context: Context): Cancels {
  const { db, now } = context;
  const rows = () => db.selectFrom('cancels').selectAll();
  const write = (id: string) => db.updateTable('cancels').where('id', '=', id);
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && cancelRow.parse(row);
  };

  const firstOf = (ids: readonly string[]) =>
    rows().where('id', 'in', ids).orderBy('requested_at').limit(1);

  /** Cancels of a launch or of its job; a cancel may name either. */
  async function idsOf(launchId: string, states: readonly string[]): Promise<readonly string[]> {
    const byLaunch = db.selectFrom('cancels').select('id').where('launch_id', '=', launchId);
    const byJob = db
      .selectFrom('jobs')
      .innerJoin('cancels', (join) =>
        join
          .onRef('cancels.job_id', '=', 'jobs.id')
          .onRef('cancels.job_location', '=', 'jobs.location')
          .onRef('cancels.job_project_number', '=', 'jobs.project_number'),
      )
      .select('cancels.id')
      .where('jobs.launch_id', '=', launchId);
    const found = await byLaunch
      .where('state', 'in', states)
      .union(byJob.where('cancels.state', 'in', states))
      .execute();
    return found.map(({ id }) => id);
  }

  return {
    async insert(cancel, dueAt) {
      if (await isExpired(context, cancel.requestKey)) return false;
      const row = await db
        .insertInto('cancels')
        .values({ ...columns(cancel), ...released(dueAt) })
        .onConflict((conflict) => conflict.column('request_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async byRequestKey(requestKey) {
      return read(rows().where('request_key', '=', requestKey));
    },
    async following({ launchId }) {
      const ids = await idsOf(launchId, ['accepted']);
      return ids.length === 0 ? undefined : read(firstOf(ids));
    },
    async meant({ launchId }) {
      const ids = await idsOf(launchId, ['accepted']);
      if (ids.length === 0) return undefined;
      return read(firstOf(ids).where('request_key', '!=', makeWayKey(launchId)));
    },
    async isWanted(launchId) {
      const row = await db
        .selectFrom('cancels')
        .select('id')
        .where('launch_id', '=', launchId)
        .where('state', 'in', ['accepted', 'done'])
        .where('asker_user', '!=', guardActor)
        .executeTakeFirst();
      return row !== undefined;
    },
    async wake({ launchId }) {
      const ids = await idsOf(launchId, ['requested', 'accepted']);
      if (ids.length === 0) return;
      // A worker that has one decides when it reads again, with the newest reading by then or
      // within seconds.
      await db
        .updateTable('cancels')
        .set({ due_at: now })
        .where('id', 'in', ids)
        .where('due_at', '>', now)
        .execute();
    },
    async claimDue(limit, leaseMs) {
      return claimDue(context, { table: 'cancels', row: cancelRow, limit, leaseMs });
    },
    release: (cancel, dueAt, lease) =>
      underLease(write(cancel.id).set({ ...columns(cancel, now), ...released(dueAt) }), lease),
    saveUnderLease: (cancel, lease) =>
      underLease(write(cancel.id).set(columns(cancel, now)), lease),
    nextDueAt: () => nextDueAt(context, 'cancels'),
  };
}
