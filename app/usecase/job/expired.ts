// What is said of a job that has expired, to whoever could see it.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Expired } from '../../domain/retention/retention.ts';
import { notSeenNow } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

/** The answer about an expired launch. */
export function expiredAnswer({ handle, expiredAt, auditUntil }: Expired, now: number): Answer {
  const audited = auditUntil === undefined ? 'for-ever' : auditUntil > now ? auditUntil : undefined;
  return problemAnswer({ kind: 'job-expired', handle, expiredAt, audited });
}

/**
 * The answer if the reference names an expired job that the person could see. Undefined otherwise:
 * then it is answered as if there had never been one.
 */
export async function expiredNamed(
  tx: Tx,
  reference: JobReference,
  viewer: Viewer,
): Promise<Answer | undefined> {
  const expired =
    reference.kind === 'handle'
      ? await tx.expiry.byHandle(reference.handle)
      : reference.kind === 'id' || reference.kind === 'resource'
        ? await tx.expiry.byJobId(reference.id)
        : undefined;
  if (expired === undefined || !couldSee(viewer, expired)) return undefined;
  return expiredAnswer(expired, tx.now);
}

/**
 * The answer to a button of a launch that there is not, or not any more; `notSeenNow` if it takes
 * Slack to say whether this person could see it.
 */
export async function goneAnswer(tx: Tx, handle: string, viewer: Viewer): Promise<Answer> {
  const expired = await expiredNamed(tx, { kind: 'handle', handle, typed: handle }, viewer);
  if (expired !== undefined) return expired;
  return viewer.sure ? problemAnswer({ kind: 'job-forgotten', handle }) : notSeenNow;
}

function couldSee({ userId, channels }: Viewer, { owner, channels: were }: Expired): boolean {
  return owner === userId || were.some((channel) => channels.includes(channel));
}
