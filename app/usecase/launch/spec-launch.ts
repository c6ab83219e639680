// A launch made from a job's spec may contain what only people who may write templates may see and
// repeat.

import type { Answer } from '../../domain/answer/answer.ts';
import { isOfJob } from '../../domain/template/fill/job-template.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { PolicySubject } from '../../domain/permission/policy.ts';
import { notKnownNow } from '../permission/respond-if-allowed.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Tx } from '../ports/store/store.ts';

/** Whether a launch was made from a job's spec. */
export function isFromSpec({ template }: Launch): boolean {
  return isOfJob(template);
}

/** The permission that a launch takes, and what it is about. */
export function permissionFor(template: Launch['template']): {
  readonly verb: 'launch' | 'launch-spec';
  readonly subject: PolicySubject;
} {
  return isOfJob(template)
    ? { verb: 'launch-spec', subject: {} }
    : { verb: 'launch', subject: { template: template.name } };
}

/**
 * Why this person may not launch it here, with an audit row; undefined if they may, or if that
 * takes an answer from Slack: then it is decided when the launch is accepted.
 */
export async function mayNotLaunch(
  tx: Tx,
  deps: DecideDeps,
  request: Request,
  template: Launch['template'],
  more: Pick<PolicySubject, 'anywhere' | 'access'>,
): Promise<Answer | undefined> {
  const { verb, subject } = permissionFor(template);
  const decision = decideNow(deps, request.requester, verb, { ...subject, ...more });
  if (decision === undefined || decision.allowed) return undefined;
  return refuseIn(tx, request, { verb: 'launch', subject: template.name }, decision);
}

/**
 * Why this person may not repeat such a launch, with an audit row; undefined if they may. Used
 * where nobody can wait for Slack: for somebody not known well enough, the answer is `notKnownNow`.
 */
export async function mayNotRepeat(
  tx: Tx,
  deps: DecideDeps,
  request: Request,
  launch: Launch,
): Promise<Answer | undefined> {
  if (!isFromSpec(launch)) return undefined;
  const decision = decideNow(deps, request.requester, 'launch-spec');
  if (decision?.allowed === true) return undefined;
  if (decision !== undefined) {
    return refuseIn(tx, request, { verb: 'rerun-spec', subject: launch.handle }, decision);
  }
  return notKnownNow;
}

/**
 * Why this person may not give up a lost launch, with an audit row; undefined if they may. The
 * rules of its channel count wherever it is asked. Asked once Slack has described them.
 */
export async function mayNotGiveUp(
  tx: Tx,
  deps: DecideDeps,
  request: Request,
  { handle, requester: { channel: jobChannel } }: Launch,
): Promise<Answer | undefined> {
  const decision = decideNow(deps, request.requester, 'launch', { jobChannel });
  if (decision === undefined) return notKnownNow;
  if (decision.allowed) return undefined;
  return refuseIn(tx, request, { verb: 'drop', subject: handle }, decision);
}
