import { sql, type QueryExecutorProvider } from 'kysely';
import type { Migration } from '../db/migrate.ts';

const added = ['surface', 'job', 'template', 'verdict', 'rule', 'reason', 'spec_hash'] as const;
/** What a row says once it is begun. */
const begun = ['at', 'actor', 'verb', 'subject', 'channel', 'detail', 'policy', ...added] as const;

/**
 * What else the audit says of an act, and that a row is never changed but completed once: the
 * database itself refuses anything else, whatever code asks. Rows from before know what their
 * launch knows.
 */
export const auditRecord: Migration = {
  name: '0032-audit-record',
  async up(tx, dialect) {
    for (const column of added) {
      await sql`alter table audit add column ${sql.ref(column)} text`.execute(tx);
    }
    await sql`update audit set
        job = subject,
        template = (select template_name from launches where launches.handle = audit.subject)
      where verb in ('launch', 'cancel', 'drop')
        and exists (select 1 from launches where launches.handle = audit.subject)`.execute(tx);
    await sql`update audit set template = subject where verb = 'template'`.execute(tx);
    await sql`create index audit_at on audit (at, key)`.execute(tx);
    await sql`create index audit_actor on audit (actor, at, key)`.execute(tx);
    await sql`create index audit_job on audit (job, at, key)`.execute(tx);
    await (dialect === 'sqlite' ? freezeInSqlite(tx) : freezeInPostgres(tx));
  },
};

const refusal = 'audit rows are append-only';

async function freezeInSqlite(tx: QueryExecutorProvider): Promise<void> {
  const changed = begun.map((column) => `new.${column} is not old.${column}`).join(' or ');
  await sql`create trigger audit_append_only before update on audit
    when old.completed_at is not null or new.key <> old.key or ${sql.raw(changed)}
    begin select raise(abort, ${sql.lit(refusal)}); end`.execute(tx);
}

async function freezeInPostgres(tx: QueryExecutorProvider): Promise<void> {
  const changed = begun.map((column) => `new.${column} is distinct from old.${column}`);
  await sql`create function audit_append_only() returns trigger language plpgsql as $$
    begin raise exception ${sql.lit(refusal)}; end $$`.execute(tx);
  await sql`create trigger audit_append_only before update on audit for each row
    when (old.completed_at is not null or new.key <> old.key or ${sql.raw(changed.join(' or '))})
    execute function audit_append_only()`.execute(tx);
}
