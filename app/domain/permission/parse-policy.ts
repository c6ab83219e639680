// Reads a policy file's tree and reports every problem with its path. Nothing in it is ignored: a
// rule that isn't enforced would be worse than none.

import { z } from 'zod';
import { treeProblem } from '../spec/tree.ts';
import { didYouMean, nearest } from '../text/nearest.ts';
import { formatPath, quote, sayProblem, toProblems, type Problem } from '../text/problem.ts';
import { membersRole, type ChannelRules, type PolicyRules } from './policy-rules.ts';
import { warningsOf } from './policy-warnings.ts';
import { grantedVerbs, type GrantedVerb } from './policy-verb.ts';

export type ParsedPolicy =
  | {
      readonly ok: true;
      readonly rules: PolicyRules;
      /** Rules that let nobody through; whole sentences. */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** Whole sentences. */
      readonly problems: readonly string[];
    };

/** Keys that come with later versions. */
const notEnforced: readonly string[] = [
  'limits',
  'externalJobs',
  'guards',
  'approve',
  'extend',
  'lock',
];

const text = z.string('must be text: quote it');

/** A list, of which one item may stand alone. */
const list = <T extends z.ZodType>(item: T, what: string) =>
  z.preprocess(
    (one) => (typeof one === 'string' ? [one] : one),
    z.array(item, `must be a list of ${what}`),
  );

const userId = text.regex(/^[UW][A-Z0-9]{2,30}$/, 'must be a Slack user id, such as U0123ABCD');
const groupId = text.regex(
  /^S[A-Z0-9]{2,30}$/,
  'must be the id of a Slack user group, such as S0123ABCD',
);
const roleName = text
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'must be named by small letters, digits and -, at most 40, a letter first',
  )
  .refine(
    (name) => name !== membersRole,
    'is built in, as all full members of the workspace: name yours otherwise',
  );
const pattern = text
  .min(1, 'must name a template')
  .max(200, 'must be at most 200 characters long')
  .refine((one) => one.split('*').length <= 10, 'must have at most nine *');
const others = 'default';
const channelId = text.regex(
  /^(?:[CDG][A-Z0-9]{2,30}|default)$/,
  `must be the id of a channel, such as C0123ABCD, or ${others}`,
);

const role = z.strictObject(
  {
    people: list(userId, 'Slack user ids').optional(),
    groups: list(groupId, 'ids of Slack user groups').optional(),
    workspaceAdmins: z.boolean('must be true or false').optional(),
  },
  'must be a mapping with people, groups or workspaceAdmins',
);
const roles = list(text, 'roles').optional();
const granted = {
  view: roles,
  launch: roles,
  'cancel-own': roles,
  'cancel-any': roles,
  template: roles,
  admin: roles,
} satisfies Readonly<Record<GrantedVerb, z.ZodType>>;
const toRoles = 'must be a mapping of permissions to roles';

const file = z.strictObject(
  {
    roles: z.record(roleName, role, 'must be a mapping of names to who has the role').default({}),
    grants: z.strictObject(granted, toRoles).default({}),
    channels: z
      .record(
        channelId,
        z.strictObject(
          { ...granted, templates: list(pattern, 'names of templates').optional() },
          toRoles,
        ),
        'must be a mapping of channel ids to rules',
      )
      .default({}),
    templates: z
      .record(
        pattern,
        z.strictObject({ launch: roles }, 'must be a mapping with launch'),
        'must be a mapping of names of templates to rules',
      )
      .default({}),
    private: z.strictObject({ see: roles }, 'must be a mapping with see').default({}),
  },
  'must be a mapping with roles, grants, channels, templates or private',
);
type File = z.output<typeof file>;

/** Parses a policy file's tree. Never throws, whatever the tree. */
export function parsePolicy(tree: unknown): ParsedPolicy {
  const unsafe = treeProblem(tree);
  if (unsafe !== undefined) return refuse([unsafe]);
  const parsed = file.safeParse(tree);
  if (!parsed.success) return refuse(toProblems(parsed.error, sayUnknown));
  const problems = unknownRoles(parsed.data);
  if (problems.length > 0) return refuse(problems);
  const rules = toRules(parsed.data);
  return { ok: true, rules, warnings: warningsOf(rules) };
}

function refuse(problems: readonly Problem[]): ParsedPolicy {
  return { ok: false, problems: problems.map((problem) => sayProblem(problem, 'The policy')) };
}

function sayUnknown([first, ...rest]: readonly PropertyKey[], key: string): string {
  if (notEnforced.includes(key)) return 'is not enforced yet: remove it';
  if (first === undefined) {
    return `is not a key of a policy.${didYouMean(key, Object.keys(file.shape))}`;
  }
  if (first === 'grants') return `is not a permission.${didYouMean(key, grantedVerbs)}`;
  if (first === 'channels' && rest.length > 0) {
    return `is not a permission, nor templates.${didYouMean(key, [...grantedVerbs, 'templates'])}`;
  }
  return 'is not known here: remove it';
}

type RoleList = { readonly path: readonly string[]; readonly names: readonly string[] };

/** Each list of roles with its path. */
function listsOfRoles(policy: File): readonly RoleList[] {
  const inside = (path: readonly string[], lists: Readonly<Record<string, string[] | undefined>>) =>
    Object.entries(lists).flatMap(([key, value]) =>
      // A channel's patterns stand beside its permissions.
      value === undefined || key === 'templates' ? [] : [{ path: [...path, key], names: value }],
    );
  return [
    ...inside(['grants'], policy.grants),
    ...Object.entries(policy.channels).flatMap(([id, one]) => inside(['channels', id], one)),
    ...Object.entries(policy.templates).flatMap(([name, { launch }]) =>
      inside(['templates', name], { launch }),
    ),
    ...inside(['private'], policy.private),
  ];
}

function unknownRoles(policy: File): readonly Problem[] {
  const known = [membersRole, ...Object.keys(policy.roles)];
  return listsOfRoles(policy).flatMap(({ path, names }) =>
    names.flatMap((name, at): Problem[] => {
      if (known.includes(name)) return [];
      const near = nearest(name, known);
      const remedy = near === undefined ? 'add it to `roles`' : `did you mean \`${near}\`?`;
      const message = `names the role ${quote(name)}, which there is not: ${remedy}`;
      return [{ path: formatPath([...path, at]), message }];
    }),
  );
}

function toRules({ roles: named, grants, channels, templates, private: seen }: File): PolicyRules {
  const rules = new Map(
    Object.entries(channels).map(([id, { templates: patterns, ...own }]) => [
      id,
      { grants: own, templates: patterns } satisfies ChannelRules,
    ]),
  );
  const otherChannels = rules.get(others);
  rules.delete(others);
  return {
    roles: new Map(
      Object.entries(named).map(([name, { people = [], groups = [], workspaceAdmins = false }]) => [
        name,
        { people, groups, workspaceAdmins },
      ]),
    ),
    grants,
    channels: rules,
    otherChannels,
    templates: Object.entries(templates).map(([name, { launch }]) => ({ pattern: name, launch })),
    seePrivate: seen.see ?? [],
  };
}
