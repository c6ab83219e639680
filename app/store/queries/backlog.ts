// What is waiting or stuck, for `doctor`: a few rows of what is wrong, and counts of the rest.

import { sql } from 'kysely';
import { z } from 'zod';
import { launchStates } from '../../domain/launch/launch.ts';
import type {
  Backlog,
  OverdueCancel,
  ParkedThread,
  StuckLaunch,
  UnheardGuard,
} from '../../domain/doctor/checkup.ts';
import type { Context } from '../db/context.ts';
import { failureSchema, json, optional } from '../db/rows.ts';
import { unindexed } from '../db/unindexed.ts';
import { readUnheard } from './unheard.ts';

/** With more of one kind, a person fixes the first, and most others go with it. */
const mostItems = 10;

const why = optional(json(failureSchema)).transform((failure) => failure?.message);

const parkedRow = z
  .object({
    handle: optional(z.string()),
    channel: z.string(),
    parked: z.string(),
    parked_since: optional(z.number()),
    waiting: z.number(),
  })
  .transform(({ parked, parked_since, ...row }): ParkedThread => ({
    ...row,
    why: parked,
    since: parked_since,
  }));

const stuckRow = z
  .object({
    handle: z.string(),
    asker_channel: z.string(),
    state: z.enum(launchStates),
    since: z.number(),
    failure: why,
  })
  .transform(({ asker_channel, failure, ...row }): StuckLaunch => ({
    ...row,
    channel: asker_channel,
    why: failure,
  }));

const overdueRow = z
  .object({
    handle: z.string(),
    asker_channel: z.string(),
    requested_at: z.number(),
    failure: why,
  })
  .transform(({ handle, asker_channel, requested_at, failure }): OverdueCancel => ({
    handle,
    channel: asker_channel,
    askedAt: requested_at,
    why: failure,
  }));

/** What is wrong, named for one channel or for all (undefined), and counted everywhere. */
export async function readBacklog(context: Context, channel: string | undefined): Promise<Backlog> {
  const { waiting, oldest } = await context.db
    .selectFrom('updates')
    .where('sent_ts', 'is', null)
    .where('held_at', 'is', null)
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<number | null>('told_at').as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  return {
    waiting,
    oldestAt: oldest ?? undefined,
    parked: await readParked(context, channel),
    stuck: await readStuck(context, channel),
    overdue: await readOverdue(context, channel),
    unheard: outlineUnheard(await readUnheard(context), channel),
  };
}

function outlineUnheard(guards: readonly UnheardGuard[], channel: string | undefined) {
  const all = guards.map(({ handle, channel: its, since }) => ({ handle, channel: its, since }));
  const here = channel === undefined ? all : all.filter((one) => one.channel === channel);
  const items = here.slice(0, mostItems);
  return { items, unseen: all.length - items.length };
}

async function readParked({ db }: Context, channel: string | undefined) {
  const all = db.selectFrom('threads').where('threads.parked', 'is not', null);
  const rows = await all
    .leftJoin('launches', 'launches.id', 'threads.launch_id')
    .$if(channel !== undefined, (some) =>
      some.where(unindexed('threads.channel'), '=', channel ?? ''),
    )
    .select((eb) => [
      'launches.handle',
      'threads.channel',
      'threads.parked',
      'threads.parked_since',
      eb
        .selectFrom('updates')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('updates.thread_id', '=', 'threads.id')
        .where('updates.sent_ts', 'is', null)
        .where('updates.held_at', 'is', null)
        .as('waiting'),
    ])
    .orderBy('threads.parked_since')
    .orderBy('threads.id')
    .limit(mostItems)
    .execute();
  const { total } = await all
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map((row) => parkedRow.parse(row)), unseen: total - rows.length };
}

async function readStuck({ db }: Context, channel: string | undefined) {
  const all = db
    .selectFrom('launches')
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['doubt', 'unknown']),
        eb.and([eb('state', '=', 'accepted'), eb('attempts', '>', 0)]),
      ]),
    );
  const rows = await all
    .$if(channel !== undefined, (some) =>
      some.where(unindexed('asker_channel'), '=', channel ?? ''),
    )
    .select((eb) => [
      'handle',
      'asker_channel',
      'state',
      eb.fn.coalesce('submitted_at', 'requested_at').as('since'),
      'failure',
    ])
    .orderBy('requested_at')
    .orderBy('id')
    .limit(mostItems)
    .execute();
  const { total } = await all
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map((row) => stuckRow.parse(row)), unseen: total - rows.length };
}

/** A cancel may be requested from anywhere; it belongs to its launch's channel. */
async function readOverdue({ db }: Context, channel: string | undefined) {
  const all = db
    .selectFrom('cancels')
    .innerJoin('launches', 'launches.handle', 'cancels.handle')
    .where('cancels.state', '=', 'accepted')
    .where('cancels.escalated_at', 'is not', null)
    // Few are: the others have ended.
    .where('cancels.due_at', 'is not', null);
  const rows = await all
    .$if(channel !== undefined, (some) =>
      some.where(unindexed('launches.asker_channel'), '=', channel ?? ''),
    )
    .select(['cancels.handle', 'launches.asker_channel', 'cancels.requested_at', 'cancels.failure'])
    // A sum, or SQLite would go through all cancels in the order of their times.
    .orderBy(sql`cancels.requested_at + 0`)
    .orderBy('cancels.id')
    .limit(mostItems)
    .execute();
  const { total } = await all
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map((row) => overdueRow.parse(row)), unseen: total - rows.length };
}
