// What time does to an approval that nobody has decided.

import type { Approval } from './approval.ts';

/** Times are Unix ms. */
type ApprovalStep =
  | { readonly do: 'expire' }
  | { readonly do: 'remind'; readonly nextAt: number }
  | { readonly do: 'wait'; readonly nextAt: number };

/** When the approvers are reminded: at half time. */
export function remindAt({ askedAt, expiresAt }: Pick<Approval, 'askedAt' | 'expiresAt'>): number {
  return askedAt + (expiresAt - askedAt) / 2;
}

/** The next step of an approval that waits. */
export function nextApprovalStep(approval: Approval, now: number): ApprovalStep {
  const { expiresAt, remindedAt } = approval;
  if (isExpired(approval, now)) return { do: 'expire' };
  if (remindedAt !== undefined) return { do: 'wait', nextAt: expiresAt };
  const at = remindAt(approval);
  return now >= at ? { do: 'remind', nextAt: expiresAt } : { do: 'wait', nextAt: at };
}

/** From its last moment on, nobody can approve it. */
export function isExpired({ expiresAt }: Pick<Approval, 'expiresAt'>, now: number): boolean {
  return now >= expiresAt;
}
