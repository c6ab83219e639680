import { sql, type QueryExecutorProvider } from 'kysely';
import type { Migration } from '../db/migrate.ts';

/**
 * The first tables. Indexes cover what polls and claims look for: live or due rows, never all rows.
 */
export const first: Migration = {
  name: '0001-first',
  async up(tx, dialect) {
    await createLaunches(tx, dialect === 'postgres' ? 'collate "C"' : 'collate binary');
    await createJobs(tx);
    await createCancels(tx);
    await createThreads(tx);
    await createRest(tx);
  },
};

/** `byteOrder`: names are looked up by prefix as a range, which must not depend on a locale. */
async function createLaunches(tx: QueryExecutorProvider, byteOrder: string): Promise<void> {
  await sql`create table launches (
    id text primary key,
    request_key text not null unique,
    handle text not null unique,
    state text not null,
    template_name text not null,
    template_version text not null,
    parameters text not null,
    target_project text not null,
    target_location text not null,
    name_key text ${sql.raw(byteOrder)} not null,
    body text not null,
    max_time_ms bigint,
    asker_user text not null,
    asker_team text not null,
    asker_channel text not null,
    response_url text,
    requested_at bigint not null,
    submitted_at bigint,
    attempts integer not null,
    failure text,
    job_project_number text,
    job_location text,
    job_id text,
    repeats text,
    due_at bigint,
    lease_token text,
    lease_until bigint
  )`.execute(tx);
  await sql`create index launches_due on launches (due_at) where due_at is not null`.execute(tx);
  await sql`create index launches_state on launches (state)`.execute(tx);
  await sql`create index launches_name on launches (name_key)`.execute(tx);
  await sql`create index launches_repeats on launches (repeats) where repeats is not null`.execute(
    tx,
  );
}

async function createJobs(tx: QueryExecutorProvider): Promise<void> {
  await sql`create table jobs (
    project_number text not null,
    location text not null,
    id text not null,
    launch_id text not null unique references launches (id),
    target_project text not null,
    target_location text not null,
    name text not null,
    handle text not null,
    display_name text not null,
    state text not null,
    state_since bigint not null,
    version integer not null,
    create_time bigint not null,
    start_time bigint,
    end_time bigint,
    update_time bigint,
    error text,
    error_awaited integer not null,
    restarts integer not null,
    misses integer not null,
    gone integer not null,
    unreadable text,
    observed_at bigint not null,
    open integer not null,
    live integer not null,
    primary key (project_number, location, id)
  )`.execute(tx);
  await sql`create index jobs_open on jobs (target_project, target_location) where open = 1`.execute(
    tx,
  );
  await sql`create index jobs_live on jobs (launch_id) where live = 1`.execute(tx);
  await sql`create index jobs_state on jobs (state)`.execute(tx);
  await sql`create index jobs_id on jobs (id)`.execute(tx);
}

async function createCancels(tx: QueryExecutorProvider): Promise<void> {
  await sql`create table cancels (
    id text primary key,
    request_key text not null unique,
    state text not null,
    handle text not null,
    launch_id text,
    job_project_number text,
    job_location text,
    job_id text,
    asker_user text not null,
    asker_team text not null,
    asker_channel text not null,
    response_url text,
    reason text,
    requested_at bigint not null,
    sent_at bigint,
    attempts integer not null,
    failure text,
    escalated_at bigint,
    due_at bigint,
    lease_token text,
    lease_until bigint
  )`.execute(tx);
  await sql`create index cancels_due on cancels (due_at) where due_at is not null`.execute(tx);
  await sql`create index cancels_launch on cancels (launch_id)`.execute(tx);
  await sql`create index cancels_job on cancels (job_id) where job_id is not null`.execute(tx);
}

async function createThreads(tx: QueryExecutorProvider): Promise<void> {
  await sql`create table threads (
    id text primary key,
    channel text not null,
    launch_id text references launches (id),
    requester text not null,
    root_ts text,
    roots integer not null,
    card_wanted integer not null,
    card_shown integer not null,
    delivery text,
    attempts integer not null,
    parked text,
    parked_told integer not null,
    last_seq integer not null,
    urgent integer not null,
    due_at bigint,
    lease_token text,
    lease_until bigint,
    unique (channel, launch_id)
  )`.execute(tx);
  await sql`create index threads_due on threads (due_at) where due_at is not null`.execute(tx);
  await sql`create index threads_launch on threads (launch_id)`.execute(tx);
  await sql`create index threads_parked on threads (channel) where parked is not null`.execute(tx);
  await sql`create table updates (
    thread_id text not null references threads (id),
    seq integer not null,
    key text not null,
    payload text not null,
    urgent integer not null,
    told_at bigint not null,
    delivery_id text,
    sent_ts text,
    primary key (thread_id, seq),
    unique (thread_id, key)
  )`.execute(tx);
  await sql`create index updates_open on updates (thread_id, seq) where sent_ts is null`.execute(
    tx,
  );
  await sql`create index updates_delivery on updates (delivery_id) where sent_ts is null`.execute(
    tx,
  );
}

async function createRest(tx: QueryExecutorProvider): Promise<void> {
  await sql`create table budgets (key text primary key, free_at bigint not null)`.execute(tx);
  await sql`create table targets (
    project text not null,
    location text not null,
    project_number text,
    created_since bigint,
    last_good_poll_at bigint,
    problem text,
    lease_token text,
    lease_until bigint,
    primary key (project, location)
  )`.execute(tx);
  await sql`create table audit (
    key text primary key,
    at bigint not null,
    actor text not null,
    verb text not null,
    subject text not null,
    channel text not null,
    detail text not null,
    outcome text,
    completed_at bigint
  )`.execute(tx);
}
