// What would become of a launch that somebody only looks at, as things stand: the same verdicts as
// those of the launch itself, which decides again.

import type { Answer, Foreseen } from '../../domain/answer/answer.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { approvalFor } from '../permission/approval-for.ts';
import { needOf } from '../permission/approval-need-of.ts';
import { notSeenNow } from '../permission/see.ts';
import { foresee, whyNot, type Candidate } from './admit.ts';

/**
 * What stands in its way, or which approval it would wait for; undefined: nothing. Slack has to be
 * asked who could approve it: `isAcked` says that there is time for that, else the answer is
 * `later`. Not to be called in a transaction.
 */
export async function foreseeLaunch(
  deps: ApprovalDeps,
  launch: Candidate,
  isAcked: boolean,
): Promise<Foreseen | 'later' | undefined> {
  const admission = await deps.store.transaction((tx) => foresee(tx, deps, launch));
  if (admission.kind === 'refused') return { kind: 'refused', why: admission.why };
  if (!isAcked && (await needOf(deps, launch)) !== undefined) return 'later';
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
      const { reasons, expiresMs } = approval.need;
      return { kind: 'needs-approval', reasons, expiresMs, unsure: approval.why };
    }
    case 'asked': {
      const { called, need } = approval.asked;
      return { kind: 'needs-approval', reasons: need.reasons, expiresMs: need.expiresMs, called };
    }
  }
}

/** Adds to the question before a re-run what would become of it. `isAcked` as above. */
export async function withForeseen(
  deps: ApprovalDeps,
  answer: Answer | undefined,
  isAcked: boolean,
): Promise<Answer | undefined> {
  if (answer?.kind !== 'rerun-asks') return answer;
  const { handle } = answer;
  const held = await deps.store.transaction((tx) => tx.launches.byHandle(handle));
  const foreseen = held && (await foreseeLaunch(deps, held, isAcked));
  return foreseen === 'later' ? notSeenNow : { ...answer, foreseen };
}
