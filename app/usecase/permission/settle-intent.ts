// A stored request of a person that a loop decides on: a launch, a cancel or a watch. While Slack can't
// say who asks and where, it waits; if it isn't allowed, its requester is told and the refusal audited.

import type { Answer } from '../../domain/answer/answer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Refusal } from '../../domain/permission/refusal.ts';
import { refusedBy } from '../../domain/permission/rule.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store/store.ts';

export type Intent = {
  readonly requester: Requester;
  /** Unix ms. */
  readonly requestedAt: number;
  readonly audit: AuditEntry;
  /** Returns the lease and leaves it for later; due at `dueAt` (Unix ms). */
  readonly postpone: (tx: Tx, dueAt: number) => Promise<unknown>;
  /** Ends it as refused. False: the lease is lost, and somebody else has it. */
  readonly refuse: (tx: Tx) => Promise<boolean>;
};

type IntentDeps = { readonly store: Store; readonly answerer: Answerer };

/**
 * How long to wait for Slack's answers. After this, the requester has moved on and the intent is
 * refused.
 */
const patienceMs = 60_000;
const retryMs = 2_000;

/** Leaves an intent for later. False: it has waited long enough. */
export function postponeIntent({ store }: IntentDeps, intent: Intent): Promise<boolean> {
  return store.transaction(async (tx) => {
    if (tx.now - intent.requestedAt > patienceMs) return false;
    await intent.postpone(tx, tx.now + retryMs);
    return true;
  });
}

/**
 * Answers a refusal and records it. Answers first: a kill in between repeats an ephemeral answer,
 * while the other order would lose it.
 */
export async function refuseIntent(
  { store, answerer }: IntentDeps,
  intent: Intent,
  { answer, why, rule }: { readonly answer: Answer; readonly why: string; readonly rule?: Refusal },
): Promise<void> {
  await answerer.answer(intent.requester, answer);
  await store.transaction((tx) => recordRefusal(tx, intent, why, rule));
}

/** Ends an intent as refused, with its audit row; `rule` is what refused it, if that was a rule. */
export async function recordRefusal(
  tx: Tx,
  intent: Intent,
  why: string,
  rule?: Refusal,
): Promise<void> {
  if (!(await intent.refuse(tx))) return;
  await tx.audit.begin({ ...intent.audit, ...refusedBy(rule) });
  await tx.audit.complete(intent.audit.key, `refused: ${why}`);
}
