import { z } from 'zod';
import type { JobKey } from '../../domain/job/job.ts';
import {
  afterStep,
  expiredBefore,
  expiringKinds,
  isBehind,
  stepRows,
  type Expired,
  type ExpiringKind,
  type Pass,
  type Reached,
  type Retention,
} from '../../domain/retention/retention.ts';
import type { Expiry } from '../../usecase/ports/store/expiry.ts';
import type { Context } from '../db/context.ts';
import { claimDue, nextDueAt, released, underLease } from '../db/leases.ts';
import { json, optional } from '../db/rows.ts';
import { expireLaunches } from '../expiry/expire-launches.ts';
import { expireBulks } from '../expiry/expire-bulks.ts';
import {
  expireAudit,
  expireCancels,
  expireDigests,
  expireLocks,
  expireVersions,
  expireWatches,
} from '../expiry/expire-others.ts';
import { readSizes } from '../expiry/sizes.ts';
import type { Step } from '../expiry/step.ts';

const expire: Readonly<
  Record<ExpiringKind, (context: Context, step: Step) => Promise<Reached | undefined>>
> = {
  launches: expireLaunches,
  cancels: expireCancels,
  bulks: expireBulks,
  digests: expireDigests,
  watches: expireWatches,
  versions: expireVersions,
  locks: expireLocks,
  audit: expireAudit,
};

const passRow = z
  .object({
    id: z.enum(expiringKinds),
    reached_at: optional(z.number()),
    reached_id: optional(z.string()),
    done_at: optional(z.number()),
  })
  .transform(({ id: kind, reached_at: at, reached_id: id, done_at: doneAt }): Pass => ({
    kind,
    doneAt,
    reached: at === undefined || id === undefined ? undefined : { at, id },
  }));

const expiredRow = z.object({
  handle: z.string(),
  owner: optional(z.string()),
  channels: json(z.array(z.string())),
  requested_at: z.number(),
  expired_at: z.number(),
});

function toExpired(row: unknown, { auditMs }: Retention): Expired {
  const { handle, owner, channels, requested_at, expired_at } = expiredRow.parse(row);
  const auditUntil = auditMs === undefined ? undefined : requested_at + auditMs;
  return { handle, owner, channels, expiredAt: expired_at, auditUntil };
}

/** What expires, and what is left of it. */
export function createExpiry(context: Context): Expiry {
  const { db, now, retention } = context;
  const rows = () => db.selectFrom('expired_launches').selectAll();
  const read = async (query: ReturnType<typeof rows>) => {
    const row = await query.executeTakeFirst();
    return row && toExpired(row, retention);
  };
  return {
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'expiry_passes', row: passRow, limit, leaseMs }),
    nextDueAt: () => nextDueAt(context, 'expiry_passes'),
    async step({ value: pass, lease }) {
      const before = expiredBefore(pass.kind, retention, now);
      const reached =
        before === undefined
          ? undefined
          : await expire[pass.kind](context, { before, reached: pass.reached, limit: stepRows });
      const next = afterStep(pass, reached, now);
      await underLease(
        db
          .updateTable('expiry_passes')
          .set({
            reached_at: next.pass.reached?.at ?? null,
            reached_id: next.pass.reached?.id ?? null,
            done_at: next.pass.doneAt ?? null,
            ...released(next.dueAt),
          })
          .where('id', '=', pass.kind),
        lease,
      );
    },
    byHandle: (handle) => read(rows().where('handle', '=', handle)),
    async byJobId(id) {
      const found = await rows().where('job_id', '=', id).limit(2).execute();
      return found.length === 1 ? toExpired(found[0], retention) : undefined;
    },
    byRequestKey: (requestKey) => read(rows().where('request_key', '=', requestKey)),
    async hadJob(key) {
      return (await expiredJobs(context, [key])).length > 0;
    },
    async sizes() {
      const passes = await db.selectFrom('expiry_passes').selectAll().execute();
      const behind = passes
        .map((row) => passRow.parse(row))
        .filter(
          (pass) => isBehind(pass, now) && expiredBefore(pass.kind, retention, now) !== undefined,
        )
        .map(({ kind }) => kind);
      return { ...(await readSizes(context)), retention, behind };
    },
  };
}

/** Which of these are jobs of expired launches. */
export async function expiredJobs(
  { db }: Context,
  keys: readonly JobKey[],
): Promise<readonly JobKey[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('expired_launches')
    .select(['job_project_number', 'job_location', 'job_id'])
    .where('job_id', 'is not', null)
    .where(
      'job_id',
      'in',
      keys.map(({ id }) => id),
    )
    .execute();
  return keys.filter((key) =>
    rows.some(
      (row) =>
        row.job_id === key.id &&
        row.job_location === key.location &&
        row.job_project_number === key.projectNumber,
    ),
  );
}
