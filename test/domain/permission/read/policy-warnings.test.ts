import { expect, test } from 'vitest';
import { parsePolicy } from '../../../../app/domain/permission/read/parse-policy.ts';

const ana = { people: ['U0ANA'] };
const bo = { people: ['U0BO'] };
const group = { groups: ['S0ML'] };
const admins = { workspaceAdmins: true };

function warningsOf(tree: unknown): readonly string[] {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.warnings;
}

const groups = (count: number) => Array.from({ length: count }, (_, at) => `S0${10 + at}`);

test.for<[unknown, readonly string[]]>([
  [{ roles: { lead: {} } }, ['`roles.lead` has nobody in it.']],
  [
    {
      runAs: [],
      channels: { C0PROD: { runAs: [] }, default: { runAs: ['default'] } },
      templates: { tune: { runAs: [] } },
    },
    [
      '`runAs` lists no account, so nothing is launched there.',
      '`channels.C0PROD.runAs` lists no account, so nothing is launched there.',
      '`templates.tune.runAs` lists no account, so nothing is launched there.',
    ],
  ],
  [{ roles: { lead: { groups: groups(20) } } }, []],
  [
    { roles: { lead: { groups: groups(15) }, all: { groups: groups(21) } } },
    [
      '`roles` name 21 user groups, and Slack tells of about 20 a minute, so people who need one may wait: name fewer.',
    ],
  ],
  [
    { roles: { lead: { people: [], groups: [], workspaceAdmins: false } } },
    ['`roles.lead` has nobody in it.'],
  ],
  [
    { grants: { launch: [] } },
    ['`grants.launch` lets nobody through, so `launch` is for nobody there.'],
  ],
  [
    { roles: { lead: {} }, grants: { template: ['lead'] } },
    [
      '`roles.lead` has nobody in it.',
      '`grants.template` lets nobody through, so `template` is for nobody there.',
    ],
  ],
  [
    { channels: { default: { 'cancel-any': [] } } },
    ['`channels.default.cancel-any` lets nobody through, so `cancel-any` is for nobody there.'],
  ],
  [
    { templates: { 'llama-*': { launch: [] } } },
    ['`templates["llama-*"].launch` lets nobody through, so `launch` is for nobody there.'],
  ],
  [
    { channels: { C0PROD: { templates: [] } } },
    ['`channels.C0PROD.templates` names no template, so `launch` is for nobody there.'],
  ],
  [
    {
      roles: { lead: ana, ops: bo },
      grants: { launch: ['lead'], view: ['ops'] },
      channels: { C0PROD: { launch: ['ops'], view: ['ops'] } },
    },
    [
      'Nobody is in a role of both `grants.launch` (`lead`) and `channels.C0PROD.launch` (`ops`), so `launch` is for nobody there.',
    ],
  ],
  [
    {
      roles: { lead: ana, ops: bo },
      grants: { launch: ['lead'] },
      templates: { tune: { launch: ['ops'] } },
    },
    [
      'Nobody is in a role of both `grants.launch` (`lead`) and `templates.tune.launch` (`ops`), so `launch` is for nobody there.',
    ],
  ],
  [
    { roles: { lead: ana }, templates: { tune: { approve: { by: ['lead'] } } } },
    [
      '`grants.approve` is missing, so only workspace admins may approve, and `templates.tune.approve.by` (`lead`) asks for others: grant `approve` to them, too.',
    ],
  ],
  [
    { grants: { approve: ['members'] }, templates: { 'tune-*': { approve: { by: [] } } } },
    ['`templates["tune-*"].approve.by` lets nobody through, so such a launch is refused.'],
  ],
  [
    {
      roles: { lead: ana, ops: bo },
      grants: { approve: ['lead'] },
      templates: { tune: { approve: { by: ['ops'] } } },
    },
    [
      'Nobody is in a role of both `grants.approve` (`lead`) and `templates.tune.approve.by` (`ops`), so nobody could approve such a launch, and it is refused.',
    ],
  ],
  [
    {
      roles: { lead: ana, ops: bo },
      grants: { approve: ['lead', 'ops'] },
      channels: { C0PROD: { approve: ['lead'] }, default: { approve: ['ops'] } },
      templates: { tune: { approve: { by: ['ops'] } } },
    },
    [
      'Nobody is in a role of both `channels.C0PROD.approve` (`lead`) and `templates.tune.approve.by` (`ops`), so nobody could approve such a launch there, and it is refused.',
    ],
  ],
  [
    {
      roles: { lead: ana, boss: ana },
      grants: { launch: ['lead'], approve: ['boss'] },
      templates: { tune: { approve: {} } },
    },
    [
      '`templates.tune.approve`: only U0ANA may launch and approve there, and nobody approves their own, so such a launch is refused: let somebody else approve, too.',
    ],
  ],
])('%j can’t be meant', ([tree, warnings]) => {
  expect(warningsOf(tree)).toEqual(warnings);
});

test.for<unknown>([
  {},
  { grants: { launch: ['members'] }, channels: { default: { launch: ['members'] } } },
  // Who is in a group or an administrator isn't known here.
  ...[group, admins].map((other) => ({
    roles: { lead: ana, other },
    grants: { launch: ['lead'] },
    channels: { C0PROD: { launch: ['other'] } },
    templates: { tune: { launch: ['members'] } },
  })),
  {
    roles: { lead: ana, ops: bo, both: { people: ['U0BO', 'U0ANA'] } },
    grants: { launch: ['lead', 'ops'] },
    channels: { C0PROD: { launch: ['ops'], templates: ['*'] }, default: { launch: ['both'] } },
    private: { see: [] },
  },
  // Somebody else launches, or approves.
  ...[{ launch: ['lead', 'ops'] }, { approve: ['lead', 'ops'] }].map((more) => ({
    roles: { lead: ana, ops: bo },
    grants: { launch: ['lead'], approve: ['lead'], ...more },
    templates: { tune: { approve: {} } },
  })),
  // Without a grant, workspace admins approve: all of them, or those in a role.
  { templates: { tune: { approve: {} } } },
  ...[['members'], ['lead', 'ops']].map((by) => ({
    roles: { lead: ana, ops: admins },
    templates: { tune: { approve: { by } } },
  })),
  {
    roles: { lead: ana, ops: bo, ml: group },
    grants: { approve: ['lead', 'ops'] },
    channels: { C0PROD: { approve: ['ml'] }, default: { approve: ['lead'] } },
    templates: { tune: { approve: { by: ['lead'] } }, 'l-*': { approve: { by: ['ml'] } } },
  },
])('%j may be meant', (tree) => {
  expect(warningsOf(tree)).toEqual([]);
});
