// What stands between a launch and its create, besides who asks: locks, then limits. Asked when it is
// stored, when it is accepted or approved, and in the transaction that commits that its create is
// about to be sent. A launch whose create may have been sent is never touched.

import type { Answer } from '../../domain/answer/answer.ts';
import { overLimits, withoutPrice, type PriceUnknown } from '../../domain/budget/check-limits.ts';
import type { LimitRefusal } from '../../domain/budget/limit-refusal.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { lockOn, type Lock } from '../../domain/lock/lock.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';

export type AdmitDeps = { readonly policy: Pick<Policy, 'rules'> };

/** What of a launch counts. */
export type Candidate = Pick<Launch, 'template' | 'target' | 'body' | 'estimate'>;

/** A lock or a limit. */
export type Obstacle = LimitRefusal | { readonly kind: 'locked'; readonly lock: Lock };

/** `needs-approval`: nothing else stands in its way. */
export type Admission =
  | { readonly kind: 'free' }
  | { readonly kind: 'refused'; readonly why: Obstacle }
  | { readonly kind: 'needs-approval'; readonly why: PriceUnknown };

/**
 * The same as `admit`, for an early answer: what is being committed just now may be missed. Nothing
 * is held.
 */
export async function foresee(tx: Tx, deps: AdmitDeps, launch: Candidate): Promise<Admission> {
  return judge(deps, launch, lockOn(await tx.locks.inForce(), launch, tx.now));
}

/**
 * Whether a launch may go on. Until the transaction ends, nobody sets a lock. To be asked before any
 * row is written or locked.
 */
export async function admit(tx: Tx, deps: AdmitDeps, launch: Candidate): Promise<Admission> {
  return judge(deps, launch, lockOn(await tx.locks.hold(), launch, tx.now));
}

function judge({ policy }: AdmitDeps, launch: Candidate, lock: Lock | undefined): Admission {
  if (lock !== undefined) return { kind: 'refused', why: { kind: 'locked', lock } };
  const { limits } = policy.rules;
  if (limits === undefined) return { kind: 'free' };
  const over = overLimits(limits, launch);
  if (over !== undefined) return { kind: 'refused', why: over };
  const unknown = withoutPrice(limits, launch, limits.budgets.length > 0);
  if (unknown === undefined) return { kind: 'free' };
  return unknown.rule === 'approve'
    ? { kind: 'needs-approval', why: unknown }
    : { kind: 'refused', why: unknown };
}

/** Why a launch can’t go on; undefined: it can. Nobody can approve one yet. */
export function whyNot(admission: Admission): Obstacle | undefined {
  return admission.kind === 'free' ? undefined : admission.why;
}

/** The early refusal of a launch, with an audit row; undefined: it goes on. */
export async function refuseEarly(
  tx: Tx,
  deps: AdmitDeps,
  request: Request,
  launch: Candidate,
): Promise<Answer | undefined> {
  const why = whyNot(await foresee(tx, deps, launch));
  if (why === undefined) return undefined;
  const permission = { verb: 'launch', subject: launch.template.name } as const;
  return refuseIn(tx, request, permission, { why, ask: [] });
}
