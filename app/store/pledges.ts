import { z } from 'zod';
import { pledgedActs, type Pledge } from '../domain/pledge.ts';
import type { Pledges } from '../usecase/pledges-port.ts';
import type { Context } from './context.ts';
import { claimDue, nextDueAt, released } from './leases.ts';
import { askerColumns, askerOf, askerRow, storable } from './rows.ts';

const pledgeRow = z
  .object({
    id: z.string(),
    request_key: z.string(),
    act: z.enum(pledgedActs),
    subject: z.string(),
    ...askerRow,
    requested_at: z.number(),
  })
  .transform((row): Pledge => ({
    id: row.id,
    requestKey: row.request_key,
    act: row.act,
    subject: row.subject,
    asker: askerOf(row),
    askedAt: row.requested_at,
  }));

/** One that was claimed is given up, whatever becomes of its claimant: a token in it stays until its asker was told. */
export function createPledges(context: Context): Pledges {
  const { db, now } = context;
  const open = () => db.deleteFrom('pledges').where('lease_token', 'is', null);
  return {
    async insert({ id, requestKey, act, subject, asker, askedAt }, dueAt) {
      await db.deleteFrom('pledges').where('request_key', '=', requestKey).execute();
      await db
        .insertInto('pledges')
        .values({
          ...storable({
            id,
            request_key: requestKey,
            act,
            subject,
            ...askerColumns(asker, true),
            requested_at: askedAt,
          }),
          ...released(dueAt),
        })
        .execute();
    },
    async keep(requestKey, id) {
      if (id !== undefined) {
        const { numDeletedRows } = await open().where('id', '=', id).executeTakeFirst();
        if (numDeletedRows === 0n) return false;
      }
      await db.deleteFrom('pledges').where('request_key', '=', requestKey).execute();
      return true;
    },
    async isOpen(id) {
      const row = await db
        .selectFrom('pledges')
        .select('id')
        .where('id', '=', id)
        .where('lease_token', 'is', null)
        .executeTakeFirst();
      return row !== undefined;
    },
    async drop(id) {
      await open().where('id', '=', id).execute();
    },
    async orphan() {
      await db.updateTable('pledges').set({ due_at: now, lease_until: null }).execute();
    },
    claimDue: (limit, leaseMs) =>
      claimDue(context, { table: 'pledges', row: pledgeRow, limit, leaseMs }),
    async settle({ id }, { token }) {
      await db
        .deleteFrom('pledges')
        .where('id', '=', id)
        .where('lease_token', '=', token)
        .execute();
    },
    nextDueAt: () => nextDueAt(context, 'pledges'),
  };
}
