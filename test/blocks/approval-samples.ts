// Approvals with hostile text wherever it may stand.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { Approval } from '../../app/domain/approval/approval.ts';
import type { ApprovalRefusal } from '../../app/domain/approval/approval-refusal.ts';
import { usdOf } from '../../app/domain/cost/money.ts';
import type { Sample } from './problem-samples.ts';
const hour = 3_600_000;

/** An approval that is asked for, for every reason there is. */
export function approvalOf(foreign: string, askedAt: number): Approval {
  return {
    reasons: [
      { kind: 'always' },
      { kind: 'total', above: usdOf(200), atMost: usdOf(1_234.5) },
      { kind: 'per-hour', above: usdOf(30), hourly: usdOf(98.32) },
      { kind: 'price-unknown', why: foreign },
    ],
    specHash: 'a'.repeat(64),
    askedAt,
    expiresAt: askedAt + 24 * hour,
    called: {
      people: ['U0BO', 'U0CY', 'U0DI', 'U0EM', 'U0FAY', 'U0GUS'],
      groups: ['S0MLLEADS'],
      admins: true,
      members: false,
      grouped: ['U0CY'],
      outside: ['U0DI', 'U0EM'],
      adminsUnread: foreign,
    },
  };
}

/** Every answer about approvals. */
export function approvalAnswersOf(
  foreign: string,
  now: number,
): Sample<AnswerOf<'launch-waits' | 'voted' | 'decided-before'>> {
  const approval = approvalOf(foreign, now);
  const launch = { handle: 'a3f9', displayName: foreign };
  const denied = { verdict: 'denied', by: 'U0BO', at: now, reason: foreign } as const;
  return {
    'launch-waits': [
      { kind: 'launch-waits', ...launch, approval },
      { kind: 'launch-waits', ...launch, approval, elsewhere: 'C0JOBS', costUnheld: true },
      {
        kind: 'launch-waits',
        ...launch,
        approval: { ...approval, called: { people: [], groups: [], admins: true, members: false } },
      },
    ],
    voted: [
      { kind: 'voted', verdict: 'approve', ...launch },
      { kind: 'voted', verdict: 'deny', ...launch },
    ],
    'decided-before': [
      { kind: 'decided-before', handle: 'a3f9', decision: denied },
      {
        kind: 'decided-before',
        handle: 'a3f9',
        decision: { verdict: 'approved', by: 'U0BO', at: now },
      },
      { kind: 'decided-before', handle: 'a3f9', decision: { verdict: 'expired', at: now } },
      { kind: 'decided-before', handle: 'a3f9', decision: { ...denied, verdict: 'withdrawn' } },
    ],
  };
}

/** Every reason not to take an approval. */
export function approvalRefusalsOf(foreign: string): Sample<ApprovalRefusal> {
  return {
    'own-launch': [{ kind: 'own-launch' }],
    'own-template': [{ kind: 'own-template', template: foreign }],
    'spec-changed': [{ kind: 'spec-changed' }],
    'launcher-lost-right': [{ kind: 'launcher-lost-right', userId: 'U0ANA' }],
    'nobody-could-approve': [
      { kind: 'nobody-could-approve', roles: [] },
      { kind: 'nobody-could-approve', roles: ['lead', 'operator'] },
    ],
  };
}
