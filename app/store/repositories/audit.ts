import { z } from 'zod';
import type { Audit, AuditEntry, AuditRow } from '../../usecase/ports/store/audit.ts';
import type { Context } from '../db/context.ts';
import { json, optional, record, storable } from '../db/rows.ts';

const verbs = [
  'launch',
  'cancel',
  'drop',
  'view',
  'template',
  'channel',
  'watch',
  'unwatch',
  'lock',
  'unlock',
] as const satisfies readonly AuditEntry['verb'][];

const auditRow = z
  .object({
    key: z.string(),
    at: z.number(),
    actor: z.string(),
    verb: z.enum(verbs),
    subject: z.string(),
    channel: z.string(),
    detail: json(record),
    outcome: optional(z.string()),
    completed_at: optional(z.number()),
    policy: optional(z.string()),
  })
  .transform(({ completed_at: completedAt, ...row }): AuditRow => ({ ...row, completedAt }));

/** The audit table. */
export function createAudit({ db, now, policy }: Context): Audit {
  return {
    async begin({ key, actor, verb, subject, channel, detail }) {
      await db
        .insertInto('audit')
        .values(
          storable({
            key,
            at: now,
            actor,
            verb,
            subject,
            channel,
            detail: JSON.stringify(detail),
            outcome: null,
            completed_at: null,
            policy: policy ?? null,
          }),
        )
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },
    async complete(key, outcome) {
      await db
        .updateTable('audit')
        .set(storable({ outcome, completed_at: now }))
        .where('key', '=', key)
        .where('completed_at', 'is', null)
        .execute();
    },
    async byKey(key) {
      const row = await db
        .selectFrom('audit')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst();
      return row && auditRow.parse(row);
    },
  };
}
