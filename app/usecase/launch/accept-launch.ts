// Checks a stored launch: who asked for it, and whether the bot can post there. Both happen before
// money is spent and before anything is answered, so the requester is told what was decided.

import type { Launch } from '../../domain/launch/launch.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import { launchHash } from '../../domain/launch/launch-hash.ts';
import type { Sha256 } from '../../domain/launch/spec-hash.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import { newThread } from '../../domain/notification/thread.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { askedBy } from '../permission/on-record.ts';
import type { Refused } from '../permission/refuse.ts';
import { postponeIntent, refuseIntent, type Intent } from '../permission/settle-intent.ts';
import { giveUpUnknown } from './give-up-launch.ts';
import { admit, whyNot } from './admit.ts';
import { storedAnswer } from './stored-answer.ts';
import { mayLaunch } from './may-launch.ts';
import type { Approval } from '../../domain/approval/approval.ts';
import { remindAt } from '../../domain/approval/approval-step.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { outsideOf } from '../permission/outside.ts';
import { approvalFor, type AskedApproval } from '../permission/approval-for.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Claimed } from '../ports/store/lease.ts';

export type AcceptDeps = DecideDeps & {
  readonly templates: Pick<Templates, 'get'>;
  readonly store: Store;
  readonly answerer: Answerer;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly count: (outcome: string) => void;
};

const settledMeanwhile: Refused = {
  why: { kind: 'settled-meanwhile' },
  ask: [],
};
type Fine = { readonly because: Grounds; readonly asked?: AskedApproval };
type Check = Fine | Refused | { readonly later: string };
type Waiting = Launch & { readonly approval: Approval };

/**
 * Accepts or refuses a requested launch, and answers. The launch, its thread and its audit row are
 * committed together before the answer; after a kill in between, the card is the answer.
 */
export async function accept(deps: AcceptDeps, claimed: Claimed<Launch>): Promise<void> {
  const launch = claimed.value;
  const check = await checkLaunch(deps, launch);
  if ('later' in check) {
    const waits = await postponeIntent(deps, intentOf(deps, claimed));
    if (!waits) await refuse(deps, claimed, unanswered(check.later));
  } else if ('why' in check) {
    await refuse(deps, claimed, check);
  } else {
    const outcome = await deps.store.transaction((tx) =>
      commitAcceptance(tx, deps, claimed, check),
    );
    if (outcome === 'settled') await refuse(deps, claimed, settledMeanwhile);
    else if (outcome === 'not ours') return;
    else if ('why' in outcome) await refuse(deps, claimed, outcome);
    else await deps.answerer.answer(launch.requester, storedAnswer(deps, outcome));
  }
}

async function checkLaunch(deps: AcceptDeps, launch: Launch): Promise<Check> {
  const decision = await mayLaunch(deps, launch);
  if ('later' in decision) return { later: decision.why };
  if (!decision.allowed) return decision;
  const postable = await deps.directory.ensurePostable(launch.requester.channel);
  if (!postable.ok) return { later: postable.failure.message };
  if (postable.value.kind !== 'yes') return { why: postable.value.why, ask: [] };
  const approval = await approvalFor(deps, launch);
  const { because } = decision;
  if (approval === undefined) return { because };
  if (approval.kind === 'later') return { later: approval.why };
  if (approval.kind === 'nobody')
    return { why: { kind: 'nobody-could-approve', roles: approval.roles }, ask: [] };
  const { need, called } = approval.asked;
  // Asked only for what is called: Slack answers few such questions a minute.
  const outside = await outsideOf(deps.directory, launch.requester.channel, called.people);
  return { because, asked: { need, called: { ...called, outside: [...outside] } } };
}

/** A launch that waits for the approval that it takes. */
function waiting(
  launch: Launch,
  { need, called }: AskedApproval,
  sha256: Sha256,
  now: number,
): Waiting {
  const { reasons, expiresMs } = need;
  return {
    ...launch,
    state: 'waiting',
    attempts: 0,
    approval: {
      reasons: [...reasons],
      specHash: launchHash(launch, sha256),
      askedAt: now,
      expiresAt: now + expiresMs,
      called,
    },
  };
}

/**
 * `settled`: it repeats a launch that was settled otherwise meanwhile. `not ours`: another worker
 * has the row and answers.
 */
async function commitAcceptance(
  tx: Tx,
  deps: AcceptDeps,
  { value: launch, lease }: Claimed<Launch>,
  { because, asked }: Fine,
): Promise<Launch | 'settled' | 'not ours' | Refused> {
  const why = whyNot(await admit(tx, deps, launch), asked);
  // Cancelled during the check: nothing of it may appear.
  if ((await tx.launches.lock(launch.id))?.state !== 'requested') return 'not ours';
  if (why !== undefined) return { why, ask: [] };
  const { repeats } = launch;
  if (repeats !== undefined && (await tx.launches.lock(repeats))?.state !== 'unknown') {
    return 'settled';
  }
  const held = asked && waiting(launch, asked, deps.sha256, tx.now);
  const next: Launch = held ?? { ...launch, state: 'accepted', attempts: 0 };
  const dueAt = held === undefined ? tx.now : remindAt(held.approval);
  if (!(await tx.launches.release(next, dueAt, lease))) return 'not ours';
  // Only together with accepting this one: a lost lease must not lose both. One that waits may be
  // denied, and gives it up when it is approved.
  if (repeats !== undefined && held === undefined) {
    const request = { key: launch.requestKey, requester: launch.requester, because };
    await giveUpUnknown(tx, repeats, request, launch.handle);
  }
  const { channel, userId: requesterId } = launch.requester;
  await tx.threads.insert(
    newThread({ id: deps.newId(), channel, launchId: launch.id, requesterId }),
  );
  await tx.audit.begin({ ...auditEntry(launch, deps.sha256), ...allowedBy(because) });
  if (held !== undefined) {
    const { askedAt: at, expiresAt } = held.approval;
    await tellThreads(tx, launch.id, 'approval-asked', { kind: 'approval-asked', at, expiresAt });
  }
  return next;
}

function unanswered(why: string): Refused {
  return { why: { kind: 'unanswered', act: 'launch', why }, ask: [] };
}

async function refuse(deps: AcceptDeps, claimed: Claimed<Launch>, refused: Refused): Promise<void> {
  const answer = { kind: 'refused', act: 'launch', ...refused } as const;
  const { why: rule } = refused;
  await refuseIntent(deps, intentOf(deps, claimed), { answer, why: factsOf(rule), rule });
  deps.count('refused');
}

function intentOf({ sha256 }: AcceptDeps, { value: launch, lease }: Claimed<Launch>): Intent {
  return {
    requester: launch.requester,
    requestedAt: launch.requestedAt,
    audit: auditEntry(launch, sha256),
    postpone: (tx, dueAt) => tx.launches.release(launch, dueAt, lease),
    refuse: (tx) => tx.launches.release({ ...launch, state: 'refused' }, undefined, lease),
  };
}

function auditEntry(launch: Launch, sha256: Sha256): AuditEntry {
  const { template, target, parameters, rerunOf, requestKey: key, requester, handle } = launch;
  return {
    key,
    ...askedBy({ key, requester }),
    verb: 'launch',
    subject: handle,
    job: handle,
    template: template.name,
    specHash: launchHash(launch, sha256),
    detail: { template, target, parameters: Object.keys(parameters), rerunOf: rerunOf ?? null },
  };
}
