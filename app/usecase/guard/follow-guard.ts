// Looks at a job by the rules of its guard, and does what they say: warnings through the outbox, and a
// cancel that is stored like anybody's. Invariant: what is decided and what is on record of it are
// committed together, so that a kill at any point repeats nothing and skips nothing.

import { guardInForce } from '../../domain/launch/guard-in-force.ts';
import { factsOf, type Readings } from '../../domain/launch/guard-facts.ts';
import { ruleKey, type GuardRule } from '../../domain/guard/guard.ts';
import type { GuardedJob } from '../../domain/guard/guarded-job.ts';
import {
  nextRuleStep,
  progressFrom,
  setAside,
  warningKey,
  type RuleProgress,
} from '../../domain/guard/guard-step.ts';
import { judgeRule, type Standing } from '../../domain/guard/judge-rule.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { isOver, type TrackedJob } from '../../domain/job/tracked-job.ts';
import { extendableMsOf, maxExtensionMsOf } from './extendable.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import { writeJson } from '../../domain/text/json.ts';
import { refreshCards, tellThreads } from '../notification/tell-threads.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { cancelByGuard } from './cancel-by-guard.ts';
import { isJobRead } from './is-job-read.ts';
import { hasNext, makeWay, waitedAt } from './make-way.ts';
import { deliveryMs, earliest, lookMs } from './next-look.ts';
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

type Live = CardView & { readonly job: TrackedJob };

/** One look at one job. */
export async function followGuard(
  deps: FollowGuardDeps,
  { value, lease }: Claimed<GuardedJob>,
): Promise<void> {
  const { store, policy } = deps;
  const inForce = policy.rules;
  const seen = await store.transaction((tx) => tx.cards.byLaunch(value.launchId));
  const before = seen && liveOf(seen);
  const rules = seen === undefined ? [] : guardInForce(seen.launch, inForce.guards);
  const readings =
    before === undefined || rules.length === 0 ? undefined : await deps.readings(before, rules);
  await store
    .transaction(async (tx) => {
      const guarded = await tx.guards.lock(value.launchId);
      const card = await tx.cards.byLaunch(value.launchId);
      const live = card && liveOf(card);
      if (guarded === undefined) return;
      if (live === undefined || readings === undefined) {
        const progress = setAside(guarded.progress, rules, tx.now);
        // It has rules, and its job wasn’t there yet when they would have been read for.
        const isNew = live !== undefined && rules.length > 0;
        const dueAt = policy.rules === inForce && !isNew ? undefined : tx.now;
        await tx.guards.release({ ...guarded, rules: [...rules], progress }, dueAt, lease);
        return;
      }
      const look = { tx, deps, card: live, guarded, readings };
      const next = await lookAt(look, rules);
      // What a newer policy woke meanwhile was this one, which went by the old.
      const dueAt = policy.rules === inForce ? next.dueAt : tx.now;
      if (!(await tx.guards.release(next.guarded, dueAt, lease))) throw new Lost();
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
  const most = maxExtensionMsOf(look.deps.policy);
  const facts = factsOf(card, guarded, readings, now, most);
  // Somebody cancels it already; if that fails, it is looked at again.
  const isEnding = (await tx.cancels.following({ launchId: card.launch.id })) !== undefined;
  const isRead = await isJobRead(tx, card.job);
  const progress: Record<string, RuleProgress> = { ...setAside(guarded.progress, rules, now) };
  const dueAts: number[] = isRead ? [] : [now + lookMs];
  for (const rule of rules) {
    const standing = isRead ? judgeRule(rule, facts, now) : notRead;
    if (rule.kind === 'waiting' && hasNext(card)) {
      if (standing.level === 'over' && !isEnding) {
        const breach = { rule, measured: standing.measured };
        await makeWay(tx, look.deps.newId(), card, breach, isTrialIn(look));
      }
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

const isTrialIn = ({ deps }: Look): boolean => deps.policy.rules.guards?.dryRun === true;

const notRead: Standing = { level: 'not-known', why: 'job-not-read' };

type Followed = {
  readonly progress: RuleProgress | undefined;
  readonly nextAt?: number | undefined;
};

async function follow(look: Look, rule: GuardRule, standing: Standing): Promise<Followed> {
  const { tx, card, guarded } = look;
  const { now } = tx;
  const { launch, job } = card;
  const round = `${job.restarts}:${guarded.extensions.length}`;
  const isTrial = isTrialIn(look);
  const unseenMs = rule.kind === 'idle' ? rule.forMs : undefined;
  const looked = { round, standing, isTrial, unseenMs };
  const before = progressFrom(guarded.progress[ruleKey(rule)], looked, now);
  const denied = standing.level === 'not-known' && standing.why === 'use-denied';
  const noted = await noteDelivery(tx, launch.id, rule, before);
  const lookedAt = unseenMs === undefined ? undefined : now;
  const progress = { ...noted, denied: denied || undefined, lookedAt };
  const step = nextRuleStep(rule, standing, progress, now);
  if (step.do === 'wait') return { progress, nextAt: earliest(rule, progress, step.nextAt, now) };
  if (standing.level !== 'near' && standing.level !== 'over') return { progress };
  const trial = isTrial || undefined;
  const breach = { rule, measured: standing.measured };
  switch (step.do) {
    case 'warn':
      await tellThreads(tx, launch.id, warningKey(rule, progress, step.stage), {
        kind: 'guard-warning',
        at: now,
        stage: step.stage,
        ...breach,
        dryRun: isTrial,
        extendableMs: extendableMsOf(look.deps.policy, guarded, card, now),
      });
      return {
        progress: { ...progress, trial, [step.stage]: { at: now, graceMs: rule.graceMs } },
        nextAt: now + deliveryMs,
      };
    case 'stuck': {
      await recordStuck(tx, card, warningKey(rule, progress, step.stage), breach);
      const warned = { ...progress[step.stage], at: progress[step.stage]?.at ?? now, stuckAt: now };
      return { progress: { ...progress, [step.stage]: warned }, nextAt: now + lookMs };
    }
    case 'cancel': {
      const key = `guard-cancel:${ruleKey(rule)}:${progress.episode}`;
      if (isTrial) {
        await tellThreads(tx, launch.id, key, { kind: 'guard-dry-run', at: now, ...breach });
      } else await cancelByGuard(tx, look.deps.newId(), card, `${launch.id}:${key}`, breach);
      return { progress: { ...progress, trial, cancelledAt: now }, nextAt: now + lookMs };
    }
  }
}

/** Whether the card would say the same of both. */
function looksSame(one: GuardedJob, other: GuardedJob): boolean {
  const look = ({ rules, progress }: GuardedJob) =>
    writeJson([rules, Object.values(progress).some(({ denied }) => denied)]);
  return look(one) === look(other);
}
