// Adjusts stored times after the wall clock was changed. Only for SQLite: PostgreSQL has its own
// clock.

import { sql, type Kysely } from 'kysely';
import { redateGuards } from './redate-guards.ts';
import type { Schema } from '../schema/schema.ts';

/** Digests cover a week at most, plus a day for those that waited. */
const toldForMs = 8 * 86_400_000;

/**
 * Shifts all pending times by `byMs`: due times, lease ends, budgets, and the times that patience
 * is counted from. `now` is the new time. A claimed row's past times stay, since its worker writes
 * them back (see `notAfter`).
 */
export async function redate(db: Kysely<Schema>, now: number, byMs: number): Promise<void> {
  await redateWork(db, byMs);
  await redatePatience(db, now, byMs);
  await redateGuards(db, byMs);
  await db
    .updateTable('budgets')
    .set({ free_at: sql`free_at + ${byMs}` })
    .execute();
  // If the clock went forward, nothing told drops out of a digest. If it went back, later updates
  // must not seem older.
  if (byMs < 0) await redateTold(db, now, byMs);
}

async function redateWork(db: Kysely<Schema>, byMs: number): Promise<void> {
  for (const table of [
    'launches',
    'cancels',
    'bulks',
    'votes',
    'guards',
    'threads',
    'log_tails',
    'use_tails',
    'direct_notes',
    'pledges',
    'homes',
    'watches',
    'expiry_passes',
  ]) {
    await sql`update ${sql.table(table)}
      set due_at = due_at + ${byMs}, lease_until = lease_until + ${byMs}
      where due_at is not null or lease_until is not null`.execute(db);
  }
  // A digest's time of day is by the wall clock.
  await sql`update channels set lease_until = lease_until + ${byMs} where lease_until is not null`.execute(
    db,
  );
  await sql`update targets set lease_until = lease_until + ${byMs},
    last_good_poll_at = last_good_poll_at + ${byMs}, stale_from = stale_from + ${byMs},
    next_poll_at = next_poll_at + ${byMs}`.execute(db);
  // The channel is searched from there; an earlier time finds it, too.
  if (byMs < 0) {
    await sql`update threads
      set delivery = json_set(delivery, '$.claimedAt', json_extract(delivery, '$.claimedAt') + ${byMs})
      where delivery is not null`.execute(db);
  }
}

async function redatePatience(db: Kysely<Schema>, now: number, byMs: number): Promise<void> {
  const free = sql`due_at is not null and (lease_until is null or lease_until <= ${now})`;
  for (const table of ['jobs', 'threads', 'launch_labels']) {
    await sql`update ${sql.table(table)} set requested_at = requested_at + ${byMs}
      where launch_id in (select id from launches where ${free})`.execute(db);
  }
  await sql`update launches set requested_at = requested_at + ${byMs}, submitted_at = submitted_at + ${byMs}
    where ${free}`.execute(db);
  await sql`update cancels set requested_at = requested_at + ${byMs}, sent_at = sent_at + ${byMs},
    escalated_at = escalated_at + ${byMs}, send_at = send_at + ${byMs},
    first_sent_at = first_sent_at + ${byMs} where ${free}`.execute(db);
  await sql`update bulks set requested_at = requested_at + ${byMs}, confirmed_at = confirmed_at + ${byMs}
    where state = 'asked' or (${free})`.execute(db);
  await sql`update votes set requested_at = requested_at + ${byMs} where ${free}`.execute(db);
  await sql`update pledges set requested_at = requested_at + ${byMs} where ${free}`.execute(db);
  await sql`update homes set opened_at = opened_at + ${byMs}, published_at = published_at + ${byMs}
    where ${free}`.execute(db);
  await sql`update threads set served_at = served_at + ${byMs}, replied_at = replied_at + ${byMs}
    where lease_until is null or lease_until <= ${now}`.execute(db);
  for (const tails of ['log_tails', 'use_tails']) {
    await sql`update ${sql.table(tails)} set ended_at = ended_at + ${byMs} where ${free}`.execute(
      db,
    );
  }
  await sql`update troubles set since = since + ${byMs}, at = at + ${byMs}`.execute(db);
  await sql`update direct_notes set since = since + ${byMs} where ${free}`.execute(db);
  // These are compared with Google's times, which didn't change.
  await sql`update watches set asked_until = asked_until + ${byMs},
    requested_at = requested_at + case when state = 'requested' then ${byMs} else 0 end
    where ${free}`.execute(db);
}

async function redateTold(db: Kysely<Schema>, now: number, byMs: number): Promise<void> {
  await sql`update updates set told_at = told_at + ${byMs}, held_at = held_at + ${byMs}
    where told_at > ${now - toldForMs}`.execute(db);
  await sql`update channels set digested_until = digested_until + ${byMs}`.execute(db);
}

/** A past time, safe to store: one in the future was taken before the clock was set back. */
export function notAfter(now: number, moment: number): number;
export function notAfter(now: number, moment: number | undefined): number | undefined;
export function notAfter(now: number, moment: number | undefined): number | undefined {
  return moment === undefined ? undefined : Math.min(moment, now);
}
