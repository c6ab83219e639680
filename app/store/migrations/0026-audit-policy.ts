import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** Which policy decided what the audit says: the hash of its file. */
export const auditPolicy: Migration = {
  name: '0026-audit-policy',
  async up(tx) {
    await sql`alter table audit add column policy text`.execute(tx);
  },
};
