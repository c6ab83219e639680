import { sql } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/** What is left of expired launches, where expiry has got to, and the indexes it goes by. */
export const retention: Migration = {
  name: '0033-retention',
  async up(tx) {
    await sql`create table expired_launches (
      id text primary key,
      handle text not null unique,
      request_key text not null unique,
      job_project_number text,
      job_location text,
      job_id text,
      owner text,
      channels text not null,
      requested_at bigint not null,
      expired_at bigint not null
    )`.execute(tx);
    await sql`create index expired_launches_job on expired_launches (job_id) where job_id is not null`.execute(
      tx,
    );
    await sql`create table expiry_passes (
      id text primary key,
      reached_at bigint,
      reached_id text,
      done_at bigint,
      due_at bigint,
      lease_token text,
      lease_until bigint
    )`.execute(tx);
    for (const kind of kinds) {
      await sql`insert into expiry_passes (id, due_at) values (${kind}, 0)`.execute(tx);
    }
    await sql`create index cancels_requested on cancels (requested_at, id)`.execute(tx);
    await sql`create index watches_requested on watches (requested_at, id)`.execute(tx);
    await sql`create index audit_expiry on audit (at, key)`.execute(tx);
    await sql`create index versions_used on template_versions (first_used_at, name, version)`.execute(
      tx,
    );
    await sql`create index launches_version on launches (template_name, template_version)`.execute(
      tx,
    );
    await sql`create index threads_digests on threads (id) where launch_id is null`.execute(tx);
    await sql`create index updates_digest on updates (digest) where digest is not null`.execute(tx);
    await sql`create index watch_jobs_job on watch_jobs (id)`.execute(tx);
  },
};

/** As they were when this was released. */
const kinds = ['launches', 'cancels', 'digests', 'watches', 'versions', 'locks', 'audit'];
