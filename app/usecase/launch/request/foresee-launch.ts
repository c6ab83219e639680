// What would become of a launch that somebody only looks at, as things stand: the same verdicts as
// those of the launch itself, which decides again.

import type { Answer } from '../../../domain/answer/answer.ts';
import type { FallbackStop, Foreseen } from '../../../domain/answer/launch-answer.ts';
import type { ApprovalNeed } from '../../../domain/approval/approval-need.ts';
import { leftOf } from '../../../domain/launch/ladder.ts';
import type { ApprovalDeps } from '../../permission/approval-deps.ts';
import { approvalFor } from '../../permission/approval-for.ts';
import { needOf } from '../../permission/approval-need-of.ts';
import { notSeenNow } from '../../permission/see.ts';
import { foresee, whyNot, type Candidate } from '../admit.ts';
import { stopOf, type PassOnDeps } from '../pass-on.ts';

/** Slack has to be asked who could approve it. `foreseen` is what is known without that. */
type Later = { readonly kind: 'later'; readonly foreseen: Foreseen };

/**
 * What stands in its way, or which approval it would wait for; undefined: nothing. Not `isAcked`:
 * there is no time to ask Slack. Not to be called in a transaction.
 */
export async function foreseeLaunch(
  deps: ApprovalDeps,
  launch: Candidate,
  isAcked: boolean,
): Promise<Foreseen | Later | undefined> {
  const admission = await deps.store.transaction((tx) => foresee(tx, deps, launch));
  if (admission.kind === 'refused') return { kind: 'refused', why: admission.why };
  const need = isAcked ? undefined : await needOf(deps, launch);
  if (need !== undefined) return { kind: 'later', foreseen: waitsFor(need) };
  const approval = await approvalFor(deps, launch);
  if (approval === undefined) {
    // The policy has changed between the two.
    const why = whyNot(admission, undefined);
    return why && { kind: 'refused', why };
  }
  switch (approval.kind) {
    case 'nobody':
      return { kind: 'refused', why: { kind: 'nobody-could-approve', roles: approval.roles } };
    case 'later': {
      return { ...waitsFor(approval.need), unsure: approval.why };
    }
    case 'asked': {
      const { called, need } = approval.asked;
      return { ...waitsFor(need), called };
    }
  }
}

/**
 * What would stop each fallback of a launch, in order, if its turn came now; undefined: nothing.
 * None is sent by that: it is asked again then. Of a launch that would be refused none has a turn.
 */
export async function foreseeFallbacks(
  deps: ApprovalDeps & PassOnDeps,
  launch: Candidate,
  foreseen: Foreseen | undefined,
): Promise<readonly (FallbackStop | undefined)[] | undefined> {
  const rungs = leftOf(launch.ladder);
  const approval = foreseen?.kind === 'needs-approval' ? foreseen : undefined;
  return rungs === undefined || foreseen?.kind === 'refused'
    ? undefined
    : deps.store.transaction(async (tx) => {
        const stops: (FallbackStop | undefined)[] = [];
        for (const rung of rungs) stops.push(await stopOf(tx, deps, { ...launch, approval }, rung));
        return stops;
      });
}

function waitsFor({
  reasons,
  expiresMs,
}: ApprovalNeed): Extract<Foreseen, { readonly kind: 'needs-approval' }> {
  return { kind: 'needs-approval', reasons, expiresMs };
}

/**
 * Adds to the question before a second same launch, or before a re-run, what would become of it.
 * `before-ack`: there is no time to ask Slack, and the request is repeated (`notSeenNow`) if that
 * takes it; `at-once`: nor is it repeated, so what is known is said.
 */
export async function withForeseen(
  deps: ApprovalDeps,
  answer: Answer | undefined,
  when: 'before-ack' | 'after-ack' | 'at-once',
): Promise<Answer | undefined> {
  if (answer?.kind !== 'rerun-asks' && answer?.kind !== 'launch-needs-confirmation') return answer;
  const { handle } = answer;
  const held = await deps.store.transaction((tx) => tx.launches.byHandle(handle));
  const foreseen = held && (await foreseeLaunch(deps, held, when === 'after-ack'));
  if (foreseen?.kind !== 'later') return { ...answer, foreseen };
  return when === 'before-ack' ? notSeenNow : { ...answer, foreseen: foreseen.foreseen };
}
