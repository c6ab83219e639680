import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../../app/domain/permission/read/parse-policy.ts';

const people = { people: ['U0ANA'] };

function problemsOf(tree: unknown): readonly string[] {
  const parsed = parsePolicy(tree);
  return parsed.ok ? [] : parsed.problems;
}

function rulesOf(tree: unknown) {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.rules;
}

describe('what it says', () => {
  test('a whole file', () => {
    const rules = rulesOf({
      roles: {
        lead: { people: ['U0ANA', 'W0BO'], groups: 'S0MLLEADS' },
        operator: { groups: ['S0MLOPS'], workspaceAdmins: true },
      },
      grants: { launch: 'members', 'cancel-any': ['operator', 'lead'] },
      channels: {
        C0PROD: { launch: ['operator'], templates: 'serve-*' },
        default: { launch: ['members'] },
      },
      templates: { 'llama-*': { launch: ['lead'] } },
      private: { see: 'operator' },
    });
    expect(rules).toEqual({
      roles: new Map([
        ['lead', { people: ['U0ANA', 'W0BO'], groups: ['S0MLLEADS'], workspaceAdmins: false }],
        ['operator', { people: [], groups: ['S0MLOPS'], workspaceAdmins: true }],
      ]),
      grants: { launch: ['members'], 'cancel-any': ['operator', 'lead'] },
      channels: new Map([['C0PROD', { grants: { launch: ['operator'] }, templates: ['serve-*'] }]]),
      otherChannels: { grants: { launch: ['members'] } },
      templates: [{ pattern: 'llama-*', launch: ['lead'] }],
      seePrivate: ['operator'],
    });
  });

  test('an empty mapping says nothing', () => {
    expect(parsePolicy({})).toMatchObject({ ok: true, warnings: [] });
    expect(rulesOf({})).toMatchObject({ grants: {}, templates: [], seePrivate: [] });
  });
});

describe('a problem is named with its path', () => {
  const mapping =
    'The policy must be a mapping with roles, grants, channels, templates, limits, runAs, private, externalJobs or guards.';
  const role = '`roles.lead`';
  const user = 'must be a Slack user id, such as U0123ABCD.';
  const named = 'must be named by small letters, digits and -, at most 40, a letter first.';
  const accountName =
    'must be the address of a service account, such as trainer@my-project.iam.gserviceaccount.com, with * only before the @, or default.';
  const channel = 'must be the id of a channel, such as C0123ABCD, or default.';

  test.for<[unknown, string]>([
    [null, mapping],
    [[], mapping],
    ['roles', mapping],
    [undefined, 'The policy must be text, a number, true, false, a list or a mapping.'],
    [{ role: {} }, '`role` is not a key of a policy. Did you mean `roles`?'],
    [{ anything: {} }, '`anything` is not a key of a policy.'],
    [{ roles: null }, '`roles` must be a mapping of names to who has the role.'],
    [{ roles: { Lead: people } }, `\`roles.Lead\` ${named}`],
    [{ roles: { '': people } }, `\`roles[""]\` ${named}`],
    [{ roles: { 'a`b': people } }, `\`roles["a’b"]\` ${named}`],
    [{ roles: { ['x'.repeat(41)]: people } }, `\`roles.${'x'.repeat(41)}\` ${named}`],
    [
      { roles: { members: people } },
      '`roles.members` is built in, as all full members of the workspace: name yours otherwise.',
    ],
    [
      { roles: { lead: null } },
      `${role} must be a mapping with people, groups or workspaceAdmins.`,
    ],
    [
      { roles: { lead: ['U0ANA'] } },
      `${role} must be a mapping with people, groups or workspaceAdmins.`,
    ],
    [
      { roles: { lead: { peeple: [] } } },
      '`roles.lead.peeple` is not a key of a role. Did you mean `people`?',
    ],
    [{ roles: { lead: { people: ['@ana'] } } }, `\`roles.lead.people[0]\` ${user}`],
    [{ roles: { lead: { people: 'ana' } } }, `\`roles.lead.people[0]\` ${user}`],
    [{ roles: { lead: { people: ['U0ANA', 'C0JOBS'] } } }, `\`roles.lead.people[1]\` ${user}`],
    [
      { roles: { lead: { people: null } } },
      '`roles.lead.people` must be a list of Slack user ids.',
    ],
    [{ roles: { lead: { people: [7] } } }, '`roles.lead.people[0]` must be text: quote it.'],
    [
      { roles: { lead: { groups: ['ml-leads'] } } },
      '`roles.lead.groups[0]` must be the id of a Slack user group, such as S0123ABCD.',
    ],
    [
      { roles: { lead: { workspaceAdmins: 'yes' } } },
      '`roles.lead.workspaceAdmins` must be true or false.',
    ],
    [{ grants: { lunch: [] } }, '`grants.lunch` is not a permission. Did you mean `launch`?'],
    [{ grants: { 'launch-spec': [] } }, '`grants.launch-spec` is not a permission.'],
    [{ grants: { launch: { lead: true } } }, '`grants.launch` must be a list of roles.'],
    [{ grants: { launch: [null] } }, '`grants.launch[0]` must be text: quote it.'],
    [{ channels: { prod: {} } }, `\`channels.prod\` ${channel}`],
    [{ channels: { '#prod': {} } }, `\`channels["#prod"]\` ${channel}`],
    [
      { channels: { C0PROD: { templats: [] } } },
      '`channels.C0PROD.templats` is not a permission, nor templates or runAs. Did you mean `template`?',
    ],
    [
      { channels: { C0PROD: null } },
      '`channels.C0PROD` must be a mapping of permissions to roles.',
    ],
    [
      { channels: { C0PROD: { templates: [''] } } },
      '`channels.C0PROD.templates[0]` must name a template.',
    ],
    [
      { channels: { default: { templates: ['*'.repeat(10)] } } },
      '`channels.default.templates[0]` must have at most nine *.',
    ],
    [
      { templates: { tune: { cancel: [] } } },
      '`templates.tune.cancel` is not known here: remove it.',
    ],
    [
      { templates: { tune: [] } },
      '`templates.tune` must be a mapping with launch, approve or runAs.',
    ],
    [
      { templates: { ['x'.repeat(201)]: {} } },
      `\`templates["${'x'.repeat(60)}…"]\` must be at most 200 characters long.`,
    ],
    [{ private: { sea: [] } }, '`private.sea` is not known here: remove it.'],
    [{ private: ['lead'] }, '`private` must be a mapping with see.'],
    [
      { roles: { lead: people }, grants: { launch: ['leed'] } },
      '`grants.launch[0]` names the role "leed", which there is not: did you mean `lead`?',
    ],
    [
      { grants: { view: ['members', 'everybody'] } },
      '`grants.view[1]` names the role "everybody", which there is not: add it to `roles`.',
    ],
    [
      { channels: { default: { view: ['lead'] } } },
      '`channels.default.view[0]` names the role "lead", which there is not: add it to `roles`.',
    ],
    [
      { templates: { 'a.b': { launch: ['lead'] } } },
      '`templates["a.b"].launch[0]` names the role "lead", which there is not: add it to `roles`.',
    ],
    [
      { private: { see: ['member'] } },
      '`private.see[0]` names the role "member", which there is not: did you mean `members`?',
    ],
    [{ grants: { launch: new Date(0) } }, '`grants.launch` is a date in YAML 1.1: quote it.'],
    [
      { roles: { lead: { people: [() => 1] } } },
      '`roles.lead.people[0]` must be text, a number, true, false, a list or a mapping.',
    ],
    [{ runAs: { trainer: true } }, '`runAs` must be a list of service accounts.'],
    ...['trainer', '*', 'trainer@*', '*@*.iam.gserviceaccount.com', 'a@b@c.com', 'Default'].map(
      (account): [unknown, string] => [{ runAs: [account] }, `\`runAs[0]\` ${accountName}`],
    ),
    [
      { channels: { C0PROD: { runAs: ['trainer'] } } },
      `\`channels.C0PROD.runAs[0]\` ${accountName}`,
    ],
    [{ templates: { tune: { runAs: 'x' } } }, `\`templates.tune.runAs[0]\` ${accountName}`],
    [{ runAs: Array(101).fill('default') }, '`runAs` must be at most 100 accounts.'],
  ])('%j', ([tree, problem]) => {
    expect(problemsOf(tree)).toEqual([problem]);
  });

  test.for<[unknown, string]>([[{ grants: { extend: ['members'] } }, 'grants.extend']])(
    'what comes later is refused by name: %j',
    ([tree, path]) => {
      expect(problemsOf(tree)).toEqual([`\`${path}\` is not enforced yet: remove it.`]);
    },
  );

  test.for<[unknown, string]>([
    [
      { limits: { maxDuration: 24 } },
      '`limits.maxDuration` must be a duration, such as 24h, 90m or 7d.',
    ],
    [
      { limits: { maxDuration: '1 day' } },
      '`limits.maxDuration` must be a duration, such as 24h, 90m or 7d.',
    ],
    [{ limits: { perHour: 0 } }, '`limits.perHour` must be more than 0.'],
    [
      { limits: { budgets: [{ of: 'persons', month: 5 }] } },
      '`limits.budgets[0].of` must be person, template, all, or a label, such as label.team.',
    ],
    [
      { limits: { budgets: [{ of: 'person', month: '5' }] } },
      '`limits.budgets[0].month` must be an amount in US dollars, such as 200.',
    ],
    [
      { limits: { budgets: [{ of: 'person', month: 5, warnAt: '180%' }] } },
      '`limits.budgets[0].warnAt` must be a share of the budget, such as 80%.',
    ],
    [{ limits: { unknown: 'ask' } }, '`limits.unknown` must be allow, approve or refuse.'],
    [
      { templates: { tune: { approve: { by: ['leed'] } } } },
      '`templates.tune.approve.by[0]` names the role "leed", which there is not: add it to `roles`.',
    ],
    [
      { templates: { tune: { approve: { above: {} } } } },
      '`templates.tune.approve.above` must have total or perHour.',
    ],
    [
      { templates: { tune: { approve: { expires: '5s' } } } },
      '`templates.tune.approve.expires` must be at least 1m.',
    ],
    [
      { externalJobs: { call: 'label.launched-by', people: {} } },
      '`externalJobs.call` is a label that the bot writes itself, and others may copy: name another one.',
    ],
    [
      { externalJobs: { call: 'owner', people: {} } },
      '`externalJobs.call` must be a label, such as label.owner.',
    ],
  ])('limits, approvals and watched jobs: %j', ([tree, problem]) => {
    expect(problemsOf(tree)).toEqual([problem]);
  });

  test('all of them at once', () => {
    const tree = { roles: { Lead: people, ops: { people: 'ana' } }, grants: { lunch: [] } };
    expect(problemsOf({ ...tree, guards: { dryRum: true } })).toHaveLength(4);
    const slips = { grants: { launch: ['ops', 5, 'osp'], view: 'lead' }, private: { see: 'sre' } };
    expect(problemsOf({ ...tree, ...slips })).toEqual([
      expect.stringContaining('roles.Lead'),
      expect.stringContaining('roles.ops.people[0]'),
      '`grants.launch[1]` must be text: quote it.',
      '`grants.launch[2]` names the role "osp", which there is not: did you mean `ops`?',
      '`grants.view[0]` names the role "lead", which there is not: did you mean `Lead`?',
      '`private.see[0]` names the role "sre", which there is not: add it to `roles`.',
    ]);
  });

  test('nothing of a deep or huge tree is read', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 30; i++) deep = { roles: deep };
    expect(problemsOf(deep)).toEqual([expect.stringMatching(/is nested too deep\.$/)]);
    const ring: Record<string, unknown> = {};
    ring['roles'] = ring;
    expect(problemsOf(ring)).toEqual([expect.stringMatching(/is nested too deep\.$/)]);
    expect(problemsOf({ roles: Array.from({ length: 100_001 }, () => 1) })).toEqual([
      'The policy is too large.',
    ]);
  });
});

describe('names that every object has', () => {
  const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  test.each(inherited)('a role %s is one only if there is one', (name) => {
    const remedy = 'which there is not: add it to `roles`.';
    for (const [tree, path] of [
      [{ grants: { launch: [name] } }, 'grants.launch[0]'],
      [{ channels: { C0PROD: { view: [name] } } }, 'channels.C0PROD.view[0]'],
      [{ templates: { tune: { launch: [name] } } }, 'templates.tune.launch[0]'],
      [{ private: { see: [name] } }, 'private.see[0]'],
    ] as const) {
      expect(problemsOf(tree)).toEqual([`\`${path}\` names the role "${name}", ${remedy}`]);
    }
  });

  test.each(inherited)('%s is no key, permission or channel', (name) => {
    for (const tree of [
      { [name]: {} },
      { grants: { [name]: ['members'] } },
      { channels: { C0PROD: { [name]: ['members'] } } },
      { channels: { [name]: {} } },
      { templates: { tune: { [name]: ['members'] } } },
      { roles: { lead: { [name]: ['U0ANA'] } } },
      { private: { [name]: ['members'] } },
    ]) {
      expect(problemsOf(tree)).toHaveLength(1);
    }
  });

  test('a role or a template may have such a name', () => {
    const tree = {
      roles: { constructor: people },
      grants: { launch: ['constructor'] },
      templates: { constructor: { launch: ['constructor'] }, toString: {} },
    };
    expect(rulesOf(tree)).toMatchObject({
      roles: new Map([['constructor', { people: ['U0ANA'], groups: [], workspaceAdmins: false }]]),
      templates: [
        { pattern: 'constructor', launch: ['constructor'] },
        { pattern: 'toString', launch: undefined },
      ],
    });
  });

  test('__proto__ is refused wherever it stands', () => {
    const evil: unknown = JSON.parse('{"__proto__": {"launch": ["members"]}}');
    for (const [tree, path] of [
      [evil, 'The policy'],
      [{ roles: evil }, '`roles`'],
      [{ grants: evil }, '`grants`'],
      [{ channels: evil }, '`channels`'],
      [{ channels: { C0PROD: evil } }, '`channels.C0PROD`'],
      [{ templates: evil }, '`templates`'],
    ] as const) {
      expect(problemsOf(tree)).toEqual([`${path} must not have a key \`__proto__\`.`]);
    }
    expect(problemsOf({ grants: { launch: ['__proto__'] } })).toHaveLength(1);
  });
});

describe('large files', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `role-${i}`);
  const roles = Object.fromEntries(names.map((name, i) => [name, { people: [`U0${i}`] }]));
  const others = (verb: string, value: readonly string[], count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`C0${i}`, { [verb]: value }]));

  test.for<[string, unknown, number]>([
    ['10,000 roles', { roles, grants: { launch: names } }, 0],
    ['10,000 wrong names', { roles, grants: { launch: names.map((one) => `${one}x`) } }, 10_000],
    [
      '10,000 channels under a long grant',
      { roles, grants: { launch: names }, channels: others('launch', ['role-7'], 10_000) },
      0,
    ],
    [
      '10,000 channels for a large role',
      {
        roles: {
          ...{ all: { people: names.map((_, i) => `U0${i}`) }, one: { people: ['U09999'] } },
        },
        grants: { launch: ['one'] },
        channels: others('launch', ['all'], 10_000),
      },
      0,
    ],
  ])('%s are read, and each problem is told', ([, tree, count]) => {
    expect(problemsOf(tree)).toHaveLength(count);
  });
});
