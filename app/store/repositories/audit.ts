import { hideInText, hideInTree } from '../../domain/template/secret/hide-secrets.ts';
import type { Audit } from '../../usecase/ports/store/audit.ts';
import type { Context } from '../db/context.ts';
import { storable } from '../db/rows.ts';
import { auditRow } from './audit-row.ts';

/** Writes to the audit table. */
export function createAudit({ db, now, policy }: Context): Omit<Audit, 'page' | 'after'> {
  return {
    async begin({ key, actor, verb, channel, surface, job, template, verdict, rule, ...entry }) {
      const { subject, reason, detail, specHash } = entry;
      await db
        .insertInto('audit')
        .values(
          storable({
            key,
            at: now,
            actor,
            verb,
            subject: hideInText(subject),
            channel,
            detail: JSON.stringify(hideInTree(detail)),
            outcome: null,
            completed_at: null,
            policy: policy ?? null,
            surface: surface ?? null,
            job: job ?? null,
            template: template ?? null,
            verdict: verdict ?? null,
            rule: rule ?? null,
            reason: reason === undefined ? null : hideInText(reason),
            spec_hash: specHash ?? null,
          }),
        )
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },
    async complete(key, outcome) {
      await db
        .updateTable('audit')
        .set(storable({ outcome: hideInText(outcome), completed_at: now }))
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
