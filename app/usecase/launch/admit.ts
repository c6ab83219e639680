// What stands between a launch and its create, besides who asks: locks, accounts, then limits. Asked
// when it is stored, when it is accepted or approved, and in the transaction that commits that its
// create is about to be sent. A launch whose create may have been sent is never touched.

import type { Answer } from '../../domain/answer/answer.ts';
import { overLimits, withoutPrice, type PriceUnknown } from '../../domain/budget/check-limits.ts';
import { overBudgets } from '../../domain/budget/fit-budgets.ts';
import type { LimitRefusal } from '../../domain/budget/limit-refusal.ts';
import { monthOf, pursesOf, standingsOf, type Purses } from '../../domain/budget/standing.ts';
import { costAtMost } from '../../domain/cost/at-most.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { lockOn, type Lock } from '../../domain/lock/lock.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import { unlistedAccount } from '../../domain/permission/run-as.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';

export type AdmitDeps = { readonly policy: Pick<Policy, 'rules'> };

/** What of a launch counts. */
export type Candidate = Pick<Launch, 'template' | 'target' | 'body' | 'estimate' | 'requester'> &
  Partial<Pick<Launch, 'id' | 'repeats' | 'ladder'>>;

/** A lock, an account that isn't listed, or a limit. */
export type Obstacle = LimitRefusal | { readonly kind: 'locked'; readonly lock: Lock };

/** `needs-approval`: nothing else stands in its way. */
type Admission =
  | { readonly kind: 'free' }
  | { readonly kind: 'refused'; readonly why: Obstacle }
  | { readonly kind: 'needs-approval'; readonly why: PriceUnknown };

/**
 * The same as `admit`, for an early answer: what is being committed just now may be missed. Nothing
 * is held.
 */
export async function foresee(tx: Tx, deps: AdmitDeps, launch: Candidate): Promise<Admission> {
  return judge(tx, deps, launch, lockOn(await tx.locks.inForce(), launch, tx.now));
}

/**
 * Whether a launch may go on. Until the transaction ends, nobody sets a lock, and no other launch is
 * admitted to a budget. To be asked before any row is written or locked.
 */
export async function admit(tx: Tx, deps: AdmitDeps, launch: Candidate): Promise<Admission> {
  const lock = lockOn(await tx.locks.hold(), launch, tx.now);
  if (lock === undefined && pursesIn(deps, launch).length > 0) await tx.budgets.turn();
  return judge(tx, deps, launch, lock);
}

function pursesIn({ policy }: AdmitDeps, launch: Candidate): Purses {
  return pursesOf(policy.rules.limits?.budgets ?? [], launch);
}

async function judge(
  tx: Tx,
  deps: AdmitDeps,
  launch: Candidate,
  lock: Lock | undefined,
): Promise<Admission> {
  if (lock !== undefined) return { kind: 'refused', why: { kind: 'locked', lock } };
  const unlisted = unlistedAccount(deps.policy.rules, launch);
  if (unlisted !== undefined) return { kind: 'refused', why: unlisted };
  const { limits } = deps.policy.rules;
  if (limits === undefined) return { kind: 'free' };
  const over = overLimits(limits, launch);
  if (over !== undefined) return { kind: 'refused', why: over };
  const purses = pursesIn(deps, launch);
  const full = await overItsBudgets(tx, purses, launch);
  if (full !== undefined) return { kind: 'refused', why: full };
  const unknown = withoutPrice(limits, launch, purses.length > 0);
  if (unknown === undefined) return { kind: 'free' };
  return unknown.rule === 'approve'
    ? { kind: 'needs-approval', why: unknown }
    : { kind: 'refused', why: unknown };
}

/** The launch itself counts once, and in place of the one that it replaces. */
async function overItsBudgets(
  tx: Tx,
  purses: Purses,
  { id, repeats, body, estimate }: Candidate,
): Promise<LimitRefusal | undefined> {
  if (purses.length === 0) return undefined;
  const all = await tx.budgets.spenders(
    purses.map(({ purse }) => purse),
    monthOf(tx.now),
  );
  const others = all.filter((one) => one.id !== id && one.id !== repeats);
  return overBudgets(standingsOf(purses, others, tx.now), costAtMost(body, estimate), tx.now);
}

/** Why a launch can’t go on; undefined: it can. `approval`: the one that it has or is asked for. */
export function whyNot(admission: Admission, approval: object | undefined): Obstacle | undefined {
  if (admission.kind === 'free') return undefined;
  return admission.kind === 'refused' || approval === undefined ? admission.why : undefined;
}

/** The early refusal of a launch, with an audit row; undefined: it goes on. */
export async function refuseEarly(
  tx: Tx,
  deps: AdmitDeps,
  request: Request,
  launch: Candidate,
): Promise<Answer | undefined> {
  const admission = await foresee(tx, deps, launch);
  if (admission.kind !== 'refused') return undefined;
  const { why } = admission;
  const permission = { verb: 'launch', subject: launch.template.name } as const;
  return refuseIn(tx, request, permission, { why, ask: [] });
}
