import { expect, test } from 'vitest';
import type { Approval } from '../../../app/domain/approval/approval.ts';
import {
  isExpired,
  nextApprovalStep,
  remindAt,
} from '../../../app/domain/approval/approval-step.ts';

const approval: Approval = {
  reasons: [{ kind: 'always' }],
  specHash: 'c0ffee',
  askedAt: 1_000,
  expiresAt: 9_000,
  called: { people: ['U0ANA'], groups: [], admins: false, members: false },
};
const reminded = { ...approval, remindedAt: 5_200 };

test('the reminder is at half time', () => {
  expect(remindAt(approval)).toBe(5_000);
});

test.for([
  [1_000, { do: 'wait', nextAt: 5_000 }],
  [4_999, { do: 'wait', nextAt: 5_000 }],
  [5_000, { do: 'remind', nextAt: 9_000 }],
  // A bot that was away reminds late, and once its time is over not any more.
  [8_999, { do: 'remind', nextAt: 9_000 }],
  [9_000, { do: 'expire' }],
  [99_000, { do: 'expire' }],
] as const)('at %i, not reminded yet', ([now, step]) => {
  expect(nextApprovalStep(approval, now)).toEqual(step);
});

test.for([
  [5_200, { do: 'wait', nextAt: 9_000 }],
  [8_999, { do: 'wait', nextAt: 9_000 }],
  [9_000, { do: 'expire' }],
] as const)('at %i, reminded already: not again', ([now, step]) => {
  expect(nextApprovalStep(reminded, now)).toEqual(step);
});

test('from its last moment on it is over', () => {
  expect([8_999, 9_000, 9_001].map((now) => isExpired(approval, now))).toEqual([false, true, true]);
});
