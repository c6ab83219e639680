// What the ops channel is told of the bot itself. A look compares what stands, by the database, with
// what was told; the difference goes into the outbox in the transaction of the look. So a kill before
// it loses nothing: the next look finds the same.

import { isHeardLate } from '../../domain/guard/guard-step.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import { isOver } from '../../domain/job/tracked-job.ts';
import type { TroubleAct } from '../../domain/notification/channel-act.ts';
import { newThread, nobody } from '../../domain/notification/thread.ts';
import {
  troubleKey,
  type NotedTrouble,
  type StandingTrouble,
  type TroubleEnd,
} from '../../domain/trouble/trouble.ts';
import { troubleSteps, type TroubleStep } from '../../domain/trouble/trouble-steps.ts';
import { isUnread } from '../../domain/trouble/unread-target.ts';
import { targetHealth } from '../job/status.ts';
import type { Store, Tx } from '../ports/store/store.ts';

export type LookForTroubleDeps = {
  readonly store: Store;
  readonly newId: () => string;
  readonly targets: readonly Target[];
  /** The ops channel. */
  readonly channel: string;
  /** How long ago (ms) the first of the last six polls was due; undefined: there weren't six yet. */
  readonly sixTicksMs: () => number | undefined;
  /** Makes sure that the channel can be posted to, as far as that is up to the bot. Never rejects. */
  readonly join: () => Promise<void>;
  /** Something is due now. */
  readonly wake: () => void;
};

/** Looks once, and has told what is new. */
export async function lookForTrouble(deps: LookForTroubleDeps): Promise<void> {
  const { store, join, wake } = deps;
  const seen = await store.transaction((tx) => look(tx, deps));
  if (seen.waits || seen.steps.length > 0) await join();
  if (seen.steps.length === 0) return;
  await store.transaction(async (tx) => {
    for (const step of (await look(tx, deps)).steps) await take(tx, deps, step);
  });
  wake();
}

type Seen = {
  readonly steps: readonly TroubleStep[];
  /** A message hasn't reached the channel yet. */
  readonly waits: boolean;
};

async function look(tx: Tx, deps: LookForTroubleDeps): Promise<Seen> {
  const { channel } = deps;
  const standing = [...(await unheardGuards(tx)), ...(await unreadTargets(tx, deps))];
  const noted = await tx.troubles.noted();
  const stands = new Set(standing.map(({ trouble }) => troubleKey(trouble)));
  const ends = new Map<string, TroubleEnd | 'dropped'>();
  for (const one of noted) {
    const key = troubleKey(one.trouble);
    const end = stands.has(key) ? undefined : await endOf(tx, deps, one);
    if (end !== undefined) ends.set(key, end);
  }
  return {
    steps: troubleSteps({ channel, standing, noted, ends }),
    waits: noted.some((one) => one.channel === channel && !one.isPosted),
  };
}

async function unheardGuards(tx: Tx): Promise<readonly StandingTrouble[]> {
  return (await tx.guards.unheard()).map(({ launchId, handle, since }) => ({
    trouble: { kind: 'unheard-guard', launchId, handle },
    since,
  }));
}

async function unreadTargets(
  tx: Tx,
  { targets, sixTicksMs }: LookForTroubleDeps,
): Promise<readonly StandingTrouble[]> {
  const forMs = sixTicksMs();
  const sixTicksAgo = forMs === undefined ? undefined : tx.now - forMs;
  return (await targetHealth(tx, targets))
    .filter((health) => isUnread(health, sixTicksAgo, tx.now))
    .map(({ target, problem, lastGoodPollAt }) => ({
      trouble: { kind: 'unread-target', target, problem },
      since: lastGoodPollAt,
    }));
}

/** How one that was told has ended; undefined: not known, or it hasn't. */
async function endOf(
  tx: Tx,
  { targets }: LookForTroubleDeps,
  { trouble, at }: NotedTrouble,
): Promise<TroubleEnd | 'dropped' | undefined> {
  if (trouble.kind === 'unheard-guard') {
    const card = await tx.cards.byLaunch(trouble.launchId);
    if (card?.job === undefined || isOver(card.job)) return 'job-over';
    const guarded = await tx.guards.lock(trouble.launchId);
    return guarded !== undefined && isHeardLate(guarded.progress) ? 'heard' : 'moot';
  }
  const name = formatTarget(trouble.target);
  const target = targets.find((one) => formatTarget(one) === name);
  if (target === undefined) return 'dropped';
  const [health] = await targetHealth(tx, [target]);
  // A bot that has just begun doesn't know whether it still stands: only a good poll says so.
  const readAt = health?.lastGoodPollAt;
  return readAt !== undefined && readAt > at ? 'read' : undefined;
}

async function take(tx: Tx, deps: LookForTroubleDeps, step: TroubleStep): Promise<void> {
  const { channel } = deps;
  if (step.do === 'forget') {
    await tx.troubles.settle(step.noted);
    return;
  }
  const threadId = deps.newId();
  if (step.do === 'tell') {
    const { trouble, since } = step.standing;
    const isOurs = await tx.troubles.note({ trouble, since, channel, at: tx.now, threadId });
    if (isOurs) await tell(tx, threadId, channel, { kind: 'trouble', at: tx.now, trouble, since });
    return;
  }
  const { noted, how } = step;
  const { trouble, since } = noted;
  if (!(await tx.troubles.settle(noted))) return;
  await tell(tx, threadId, channel, { kind: 'trouble-over', at: tx.now, trouble, since, how });
}

async function tell(tx: Tx, id: string, channel: string, act: TroubleAct): Promise<void> {
  await tx.threads.insert(newThread({ id, channel, requesterId: nobody, digest: act }));
}
