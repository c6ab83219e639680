// What people are told of who may do what.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { PolicyView } from '../../../app/domain/answer/policy-view.ts';
import { approvalsHere } from '../../../app/domain/permission/approvals-here.ts';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import {
  defaultRule,
  type Person,
  type PolicyDecision,
} from '../../../app/domain/permission/policy.ts';
import type { PolicyRules } from '../../../app/domain/permission/policy-rules.ts';
import type { Captioned } from '../exhibit.ts';
import { limits } from './limits.ts';
import { now } from './samples.ts';

type Of<K extends Answer['kind']> = readonly Captioned<AnswerOf<K>>[];

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
  grants: { 'cancel-any': ['operator', 'lead'], template: 'lead', approve: 'operator' },
  channels: { C0PROD: { launch: ['members'], templates: ['serve-*', 'resnet-train'] } },
  templates: {
    'llama-tune': { launch: 'lead' },
    'llama-*': { approve: { by: 'operator', above: { total: 200, perHour: 30 } } },
    'serve-prod': { approve: {} },
  },
  private: { see: 'operator' },
});

function rulesOf(tree: unknown): PolicyRules {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.rules;
}

const lead: Person = { ...member, id: 'U0ANA' };

/** What the use case answers, from the policy that decides. */
function viewFor(
  person: Person,
  channel: string,
  more: Partial<PolicyView> = {},
): AnswerOf<'policy'> {
  const policy = createFilePolicy(rules);
  const verbs = [
    'view',
    'launch',
    'cancel-own',
    'cancel-any',
    'template',
    'approve',
    'admin',
  ] as const;
  const template = 'llama-tune';
  return {
    kind: 'policy',
    view: {
      policy: {
        kind: 'file',
        name: 'policy.yaml',
        hash: '3f2a91c04b7d',
        since: now - 7_200_000,
        isBroken: false,
      },
      permissions: [...verbs, 'see-private' as const].map((verb) => ({
        verb,
        verdict: policy.permit({ person, verb, channel }),
      })),
      limited: [
        {
          pattern: template,
          roles: ['lead'],
          verdict: policy.permit({ person, verb: 'launch', channel, template }),
        },
      ],
      moreLimited: 0,
      approvals: approvalsHere(rules, [], channel),
      roles: [...rules.roles].map(([name, role]) => ({ name, ...role })),
      unread: [],
      ...more,
    },
  };
}

/** What may be done here. */
export const views: Of<'policy'> = [
  ['By a file, to a member', viewFor(member, 'C0MLJOBS')],
  [
    'By a file that is broken now, in a channel with rules, to a lead',
    viewFor(lead, 'C0PROD', {
      policy: {
        kind: 'file',
        name: 'policy.yaml',
        hash: '3f2a91c04b7d',
        since: now - 86_400_000,
        isBroken: true,
      },
      templatesHere: ['serve-*', 'resnet-train'],
      runAs: [
        ['trainer@ml-prod.iam.gserviceaccount.com', 'serve-*@ml-prod.iam.gserviceaccount.com'],
      ],
      unread: [{ group: 'S0MLOPS', why: 'missing_scope', passing: false }],
    }),
  ],
  ['With limits and budgets', viewFor(member, 'C0MLJOBS', { limits, roles: [] })],
  ['Without a file', withoutFile()],
];

function withoutFile(): AnswerOf<'policy'> {
  const verbs = ['view', 'launch', 'cancel-own', 'cancel-any', 'template', 'admin'] as const;
  return {
    kind: 'policy',
    view: {
      policy: { kind: 'default' },
      permissions: [...verbs, 'see-private' as const].map((verb) => ({
        verb,
        verdict: defaultRule({ person: member, verb, channel: 'C0MLJOBS' }),
      })),
      limited: [],
      moreLimited: 0,
      roles: [],
      unread: [],
    },
  };
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
