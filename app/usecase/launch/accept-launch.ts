// Checks a stored launch: who asked for it, and whether the bot can post there. Both happen before
// money is spent and before anything is answered, so the requester is told what was decided.

import type { Launch } from '../../domain/launch/launch.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import { specHash, type Sha256 } from '../../domain/launch/spec-hash.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import { newThread } from '../../domain/notification/thread.ts';
import { decide, type DecideDeps } from '../permission/decide.ts';
import { askedBy } from '../permission/on-record.ts';
import type { Refused } from '../permission/refuse.ts';
import { postponeIntent, refuseIntent, type Intent } from '../permission/settle-intent.ts';
import { giveUpUnknown } from './give-up-launch.ts';
import { admit, whyNot } from './admit.ts';
import { becauseGone, permissionNow } from './launch-permission.ts';
import { launchStored } from './store-launch.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Claimed } from '../ports/store/lease.ts';

export type AcceptDeps = DecideDeps & {
  readonly templates: Pick<Templates, 'get'>;
  readonly store: Store;
  readonly answerer: Answerer;
  readonly newId: () => string;
  readonly sha256: Sha256;
  readonly count: (outcome: string) => void;
};

const settledMeanwhile: Refused = {
  why: { kind: 'settled-meanwhile' },
  ask: [],
};
type Check = { readonly because: Grounds } | Refused | { readonly later: string };

/**
 * Accepts or refuses a requested launch, and answers. The launch, its thread and its audit row are
 * committed together before the answer; after a kill in between, the card is the answer.
 */
export async function accept(deps: AcceptDeps, claimed: Claimed<Launch>): Promise<void> {
  const launch = claimed.value;
  const check = await checkLaunch(deps, launch);
  if ('because' in check) {
    const outcome = await deps.store.transaction((tx) =>
      commitAcceptance(tx, deps, claimed, check.because),
    );
    if (outcome === 'accepted') await deps.answerer.answer(launch.requester, launchStored(launch));
    if (outcome === 'settled') await refuse(deps, claimed, settledMeanwhile);
    if (typeof outcome === 'object') await refuse(deps, claimed, outcome);
  } else if ('later' in check) {
    const waits = await postponeIntent(deps, intentOf(deps, claimed));
    if (!waits) await refuse(deps, claimed, unanswered(check.later));
  } else {
    await refuse(deps, claimed, check);
  }
}

async function checkLaunch(deps: AcceptDeps, launch: Launch): Promise<Check> {
  // A launch costs money, so it uses fresh facts if Slack answers: somebody who lost their role
  // launches nothing more.
  const { verb, subject, gone } = await permissionNow(deps, launch);
  const decision = await decide(deps, launch.requester, verb, subject, 'now-if-possible');
  if ('later' in decision) return { later: decision.why };
  if (!decision.allowed) return becauseGone(decision, gone);
  const postable = await deps.directory.ensurePostable(launch.requester.channel);
  if (!postable.ok) return { later: postable.failure.message };
  return postable.value.kind === 'yes'
    ? { because: decision.because }
    : { why: postable.value.why, ask: [] };
}

/**
 * `settled`: it repeats a launch that was settled otherwise meanwhile. `not ours`: another worker
 * has the row and answers.
 */
async function commitAcceptance(
  tx: Tx,
  deps: AcceptDeps,
  { value: launch, lease }: Claimed<Launch>,
  because: Grounds,
): Promise<'accepted' | 'settled' | 'not ours' | Refused> {
  const why = whyNot(await admit(tx, deps, launch));
  // Cancelled during the check: nothing of it may appear.
  if ((await tx.launches.lock(launch.id))?.state !== 'requested') return 'not ours';
  if (why !== undefined) return { why, ask: [] };
  const { repeats } = launch;
  if (repeats !== undefined && (await tx.launches.lock(repeats))?.state !== 'unknown') {
    return 'settled';
  }
  const accepted: Launch = { ...launch, state: 'accepted', attempts: 0 };
  if (!(await tx.launches.release(accepted, tx.now, lease))) return 'not ours';
  // Only together with accepting this one: a lost lease must not lose both.
  if (repeats !== undefined) {
    const request = { key: launch.requestKey, requester: launch.requester, because };
    await giveUpUnknown(tx, repeats, request, launch.handle);
  }
  const { channel, userId: requesterId } = launch.requester;
  await tx.threads.insert(
    newThread({ id: deps.newId(), channel, launchId: launch.id, requesterId }),
  );
  await tx.audit.begin({ ...auditEntry(launch, deps.sha256), ...allowedBy(because) });
  return 'accepted';
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
    specHash: specHash(launch.body, sha256),
    detail: { template, target, parameters: Object.keys(parameters), rerunOf: rerunOf ?? null },
  };
}
