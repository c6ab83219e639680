import { z } from 'zod';
import { voteStates, voteVerdicts, type Vote } from '../../../domain/launch/vote.ts';
import type { Votes } from '../../../usecase/ports/store/votes.ts';
import { isExpired } from '../../db/expired-requests.ts';
import type { Context } from '../../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../../db/leases.ts';
import { notAfter } from '../../db/redate.ts';
import { optional, requesterColumns, requesterOf, requesterRow, storable } from '../../db/rows.ts';
import type { LeaseColumns } from '../../schema/columns.ts';
import type { VoteTable } from '../../schema/launches.ts';

const voteRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    state: z.enum(voteStates),
    verdict: z.enum(voteVerdicts),
    launch_id: z.string(),
    handle: z.string(),
    spec_hash: z.string(),
    ...requesterRow,
    reason: optional(z.string()),
    requested_at: z.number(),
  })
  .transform((row): Vote => ({
    id: row.id,
    requestKey: row.request_key,
    state: row.state,
    verdict: row.verdict,
    launchId: row.launch_id,
    handle: row.handle,
    specHash: row.spec_hash,
    requester: requesterOf(row),
    reason: row.reason,
    requestedAt: row.requested_at,
  }));

/** `now`: for a row that was claimed meanwhile and may have a time that is in the future by now. */
function columns(vote: Vote, now = Infinity): Omit<VoteTable, keyof LeaseColumns> {
  return storable({
    id: vote.id,
    request_key: vote.requestKey,
    state: vote.state,
    verdict: vote.verdict,
    launch_id: vote.launchId,
    handle: vote.handle,
    spec_hash: vote.specHash,
    ...requesterColumns(vote.requester, vote.state === 'requested'),
    reason: vote.reason ?? null,
    requested_at: notAfter(now, vote.requestedAt),
  });
}

/** The votes table. */
export function createVotes(context: Context): Votes {
  const { db, now } = context;
  return {
    async insert(vote, dueAt) {
      if (await isExpired(context, vote.requestKey)) return false;
      const row = await db
        .insertInto('votes')
        .values({ ...columns(vote), ...released(dueAt) })
        .onConflict((conflict) => conflict.column('request_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async byRequestKey(requestKey) {
      const row = await db
        .selectFrom('votes')
        .selectAll()
        .where('request_key', '=', requestKey)
        .executeTakeFirst();
      return row && voteRow.parse(row);
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'votes', row: voteRow, limit, leaseMs }),
    release: (vote, dueAt, lease) =>
      underLease(
        db
          .updateTable('votes')
          .where('id', '=', vote.id)
          .set({ ...columns(vote, now), ...released(dueAt) }),
        lease,
      ),
    nextDueAt: () => nextDueAt(context, 'votes'),
  };
}
