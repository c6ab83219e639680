// What people are told of who may do what.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/parse-policy.ts';
import {
  defaultRule,
  type Person,
  type PolicyDecision,
} from '../../../app/domain/permission/policy.ts';
import type { PolicyRules } from '../../../app/domain/permission/policy-rules.ts';
import type { Captioned } from '../exhibit.ts';

type Of<K extends Answer['kind']> = readonly Captioned<Extract<Answer, { kind: K }>>[];

const member: Person = {
  id: 'U0BO',
  teamId: 'T0ACME',
  kind: 'member',
  isAdmin: false,
  deactivated: false,
};

/** The rules of a file that has some of everything. */
const rules = rulesOf({
  roles: {
    lead: { people: ['U0ANA'], groups: ['S0MLLEADS'] },
    operator: { groups: ['S0MLOPS'], workspaceAdmins: true },
  },
  grants: { 'cancel-any': ['operator', 'lead'], template: 'lead' },
  channels: { C0PROD: { launch: ['members'], templates: ['serve-*', 'resnet-train'] } },
  templates: { 'llama-tune': { launch: 'lead' } },
  private: { see: 'operator' },
});

function rulesOf(tree: unknown): PolicyRules {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.rules;
}

export function refusals(): Of<'refused'> {
  const asks = [
    ['Not yours to cancel', 'cancel', member, 'cancel-any', 'U0ANA'],
    ['Nobody’s to cancel', 'cancel', member, 'cancel-any'],
    ['Not yours to change', 'template', member, 'template'],
    ['A guest', 'view', { ...member, kind: 'guest' }, 'view'],
  ] as const;
  const byFile = [
    ['A role’s to cancel', 'cancel', { verb: 'cancel-any', owner: 'U0CY' }],
    ['A role’s to launch', 'launch', { verb: 'launch', template: 'llama-tune' }],
    ['Not in this channel', 'launch', { verb: 'launch', template: 'eval', channel: 'C0PROD' }],
  ] as const;
  const policy = createFilePolicy(rules);
  return [
    ...asks.flatMap(([caption, act, person, verb, owner]) =>
      refusal(caption, act, defaultRule({ person, verb, channel: 'C0MLJOBS', owner })),
    ),
    ...byFile.flatMap(([caption, act, asked]) =>
      refusal(caption, act, policy.permit({ channel: 'C0MLJOBS', person: member, ...asked })),
    ),
  ];
}

function refusal(
  caption: string,
  act: 'cancel' | 'launch' | 'template' | 'view',
  decision: PolicyDecision,
): Of<'refused'> {
  if (decision.allowed) return [];
  const { why, ask } = decision;
  return [[caption, { kind: 'refused', act, why, ask }]];
}
