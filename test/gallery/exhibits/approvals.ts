// Answers and windows of approvals.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Approval } from '../../../app/domain/approval/approval.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';
import type { Window } from '../../../app/domain/answer/window.ts';
import type { Captioned } from '../exhibit.ts';
import { askedCard } from './approval-cards.ts';
import { ago, launchOf, now } from './samples.ts';

type Of<K extends Answer['kind']> = readonly Captioned<AnswerOf<K>>[];

const displayName = 'resnet gs://acme-data/imagenet lr=0.05';
const launch = { handle: 'a3f9', displayName, estimate: launchOf('a3f9').estimate };
const approval: Approval = {
  reasons: [{ kind: 'total', above: usdOf(200), atMost: usdOf(825.22) }],
  specHash: 'a'.repeat(64),
  askedAt: now,
  expiresAt: ago(-24 * 60),
  called: { people: ['U0BO', 'U0CY'], groups: [], admins: false, members: false },
};

export const waits: Of<'launch-waits'> = [
  ['A launch that waits for an approval', { kind: 'launch-waits', ...launch, approval }],
];

export const voted: Of<'voted'> = [
  ['An approval', { kind: 'voted', verdict: 'approve', handle: 'a3f9', displayName }],
  ['A denial', { kind: 'voted', verdict: 'deny', handle: 'a3f9', displayName }],
];

export const decidedBefore: Of<'decided-before'> = [
  [
    'A second approver',
    {
      kind: 'decided-before',
      handle: 'a3f9',
      decision: { verdict: 'approved', by: 'U0BO', at: ago(3) },
    },
  ],
];

export const denyForm: Window = {
  kind: 'deny-form',
  form: { channel: 'C0MLJOBS', handle: 'a3f9', displayName },
};

export const launchSpec: Window = { kind: 'launch-spec', card: askedCard };
