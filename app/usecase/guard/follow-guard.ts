// Looks at a job by the rules of its guard, and does what they say: warnings through the outbox, and a
// cancel that is stored like anybody's. Invariant: what is decided and what is on record of it are
// committed together, so that a kill at any point repeats nothing and skips nothing.

import { guardInForce } from '../../domain/launch/guard-in-force.ts';
import { factsOf, type Readings } from '../../domain/launch/guard-facts.ts';
import { ruleKey, type GuardRule } from '../../domain/guard/guard.ts';
import { extendedMsOf, type GuardedJob } from '../../domain/guard/guarded-job.ts';
import {
  nextRuleStep,
  progressFrom,
  warningKey,
  type RuleProgress,
} from '../../domain/guard/guard-step.ts';
import { judgeRule, type GuardFacts, type Standing } from '../../domain/guard/judge-rule.ts';
import { nextRung } from '../../domain/launch/ladder.ts';
import type { GuardBreach } from '../../domain/notification/update.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { isOver, type TrackedJob } from '../../domain/job/tracked-job.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import { usualExtensionMs } from '../../domain/guard/policy-guards.ts';
import { writeJson } from '../../domain/text/json.ts';
import { refreshCards, tellThreads } from '../notification/tell-threads.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { cancelByGuard } from './cancel-by-guard.ts';
import { noteDelivery } from './note-delivery.ts';
import { recordStuck } from './record-stuck.ts';

export type FollowGuardDeps = {
  readonly store: Store;
  readonly policy: Policy;
  readonly newId: () => string;
  /** What the rules need from elsewhere. Never rejects: what can’t be read is not known. */
  readonly readings: (
    card: CardView & { readonly job: TrackedJob },
    rules: readonly GuardRule[],
  ) => Promise<Readings>;
};

/** What the rules wait for, while one of them is measured elsewhere. */
const lookMs = 60_000;
/** How often to look whether a warning was delivered. */
const deliveryMs = 5_000;

type Live = CardView & { readonly job: TrackedJob };

/** One look at one job. */
export async function followGuard(
  deps: FollowGuardDeps,
  { value, lease }: Claimed<GuardedJob>,
): Promise<void> {
  const { store, policy } = deps;
  const seen = await store.transaction((tx) => tx.cards.byLaunch(value.launchId));
  const before = seen && liveOf(seen);
  const rules = seen === undefined ? [] : guardInForce(seen.launch, policy.rules.guards);
  const readings =
    before === undefined || rules.length === 0 ? undefined : await deps.readings(before, rules);
  await store
    .transaction(async (tx) => {
      const guarded = await tx.guards.lock(value.launchId);
      const card = await tx.cards.byLaunch(value.launchId);
      const live = card && liveOf(card);
      if (guarded === undefined) return;
      if (live === undefined || readings === undefined) {
        await tx.guards.release({ ...guarded, rules: [...rules] }, undefined, lease);
        return;
      }
      const look = { tx, deps, card: live, guarded, readings };
      const next = await lookAt(look, rules);
      if (!(await tx.guards.release(next.guarded, next.dueAt, lease))) throw new Lost();
      if (!looksSame(guarded, next.guarded)) await refreshCards(tx, value.launchId);
    })
    .catch((error: unknown) => {
      if (!(error instanceof Lost)) throw error;
    });
}

/** Another worker has it, or a person extended it meanwhile: nothing of this look counts. */
class Lost extends Error {}

function liveOf(card: CardView): Live | undefined {
  const { job } = card;
  return job === undefined || isOver(job) ? undefined : { ...card, job };
}

type Look = {
  readonly tx: Tx;
  readonly deps: FollowGuardDeps;
  readonly card: Live;
  readonly guarded: GuardedJob;
  readonly readings: Readings;
};

async function lookAt(
  look: Look,
  rules: readonly GuardRule[],
): Promise<{ readonly guarded: GuardedJob; readonly dueAt: number | undefined }> {
  const { tx, card, guarded, readings } = look;
  const { now } = tx;
  const facts = factsOf(card, guarded, readings, now);
  // Somebody cancels it already; if that fails, it is looked at again.
  const isEnding = (await tx.cancels.following({ launchId: card.launch.id })) !== undefined;
  const progress: Record<string, RuleProgress> = {};
  const dueAts: number[] = [];
  for (const rule of rules) {
    const standing = judgeRule(rule, facts, now);
    if (rule.kind === 'waiting' && hasNext(card)) {
      if (standing.level === 'over' && !isEnding) await makeWay(look, rule, standing.measured);
      dueAts.push(waitedAt(rule, facts, now));
      continue;
    }
    const done = isEnding
      ? { progress: guarded.progress[ruleKey(rule)], nextAt: now + lookMs }
      : await follow(look, rule, standing);
    if (done.progress !== undefined) progress[ruleKey(rule)] = done.progress;
    if (done.nextAt !== undefined) dueAts.push(Math.max(done.nextAt, now + 1_000));
  }
  return {
    guarded: { ...guarded, rules: [...rules], progress },
    dueAt: dueAts.length === 0 ? undefined : Math.min(...dueAts),
  };
}

/** It waits, never ran, and its template has something else to try. */
function hasNext({ launch, job }: Live): boolean {
  return job.startTime === undefined && nextRung(launch.ladder) !== undefined;
}

/** Cancels what waited for too long; once that is seen ended, the next attempt begins. */
async function makeWay(
  { tx, deps, card }: Look,
  rule: GuardRule,
  measured: GuardBreach['measured'],
): Promise<void> {
  await cancelByGuard(tx, deps.newId(), card, 'make-way', { rule, measured }, true);
}

/** When it will have waited for too long (Unix ms). */
function waitedAt(rule: GuardRule, { waitingSince, extendedMs }: GuardFacts, now: number): number {
  const limitMs = rule.kind === 'waiting' ? rule.ms + extendedMs : 0;
  const at = (waitingSince ?? now) + limitMs;
  return at > now ? at : now + lookMs;
}

type Followed = {
  readonly progress: RuleProgress | undefined;
  readonly nextAt?: number | undefined;
};

async function follow(look: Look, rule: GuardRule, standing: Standing): Promise<Followed> {
  const { tx, card, guarded } = look;
  const { now } = tx;
  const { launch, job } = card;
  const round = `${job.restarts}:${guarded.extensions.length}`;
  const before = progressFrom(guarded.progress[ruleKey(rule)], round, standing);
  const denied = standing.level === 'not-known' && standing.why === 'use-denied';
  const noted = await noteDelivery(tx, launch.id, rule, before);
  const progress = { ...noted, denied: denied || undefined };
  const step = nextRuleStep(rule, standing, progress, now);
  if (step.do === 'wait') return { progress, nextAt: earliest(rule, progress, step.nextAt, now) };
  if (standing.level !== 'near' && standing.level !== 'over') return { progress };
  const breach = { rule, measured: standing.measured };
  switch (step.do) {
    case 'warn':
      await tellThreads(tx, launch.id, warningKey(rule, progress, step.stage), {
        kind: 'guard-warning',
        at: now,
        stage: step.stage,
        ...breach,
        dryRun: look.deps.policy.rules.guards?.dryRun,
        extendableMs: extendableMsOf(look.deps.policy, guarded),
      });
      return { progress: { ...progress, [step.stage]: { at: now } }, nextAt: now + deliveryMs };
    case 'stuck': {
      await recordStuck(tx, card, warningKey(rule, progress, step.stage), breach);
      const warned = { ...progress[step.stage], at: progress[step.stage]?.at ?? now, stuckAt: now };
      return { progress: { ...progress, [step.stage]: warned }, nextAt: now + lookMs };
    }
    case 'cancel': {
      const isTrial = look.deps.policy.rules.guards?.dryRun === true;
      const key = `guard-cancel:${ruleKey(rule)}:${progress.episode}`;
      if (isTrial) {
        await tellThreads(tx, launch.id, key, { kind: 'guard-dry-run', at: now, ...breach });
      } else await cancelByGuard(tx, look.deps.newId(), card, key, breach);
      return { progress: { ...progress, cancelledAt: now }, nextAt: now + lookMs };
    }
  }
}

/** What is measured elsewhere is looked at each minute; a warning’s delivery more often. */
function earliest(
  { kind }: GuardRule,
  { near, over }: RuleProgress,
  nextAt: number | undefined,
  now: number,
): number | undefined {
  const isOpen = [near, over].some((one) => one !== undefined && one.deliveredAt === undefined);
  const isStuck = [near, over].some((one) => one?.stuckAt !== undefined);
  const isMeasured = kind === 'idle' || kind === 'silent';
  const looks = [
    ...(nextAt === undefined ? [] : [nextAt]),
    ...(isOpen ? [now + (isStuck ? lookMs : deliveryMs)] : []),
    ...(isMeasured ? [now + lookMs] : []),
  ];
  return looks.length === 0 ? undefined : Math.min(...looks);
}

/** How much longer people may let a job run, by the policy (ms). */
export function extendableMsOf(
  { rules: { guards } }: Policy,
  guarded: Pick<GuardedJob, 'extensions'>,
): number {
  return Math.max(0, (guards?.maxExtensionMs ?? usualExtensionMs) - extendedMsOf(guarded));
}

/** Whether the card would say the same of both. */
function looksSame(one: GuardedJob, other: GuardedJob): boolean {
  const look = ({ rules, progress }: GuardedJob) =>
    writeJson([rules, Object.values(progress).some(({ denied }) => denied)]);
  return look(one) === look(other);
}
