// What a policy file may say, and how. Nothing in it is ignored: a rule that isn't enforced would be
// worse than none.

import { z } from 'zod';
import { approvalRule } from '../../approval/approval-rule.ts';
import { list, text } from '../../text/written.ts';
import { guards } from '../../guard/policy-guards.ts';
import { externalJobs, limits } from './policy-limits.ts';
import { accounts, userId } from './policy-parts.ts';
import { membersRole } from '../policy-rules.ts';
import type { GrantedVerb } from '../policy-verb.ts';

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
/** In place of a channel’s id: the channels without rules of their own. */
export const otherChannels = 'default';
const channelId = text.regex(
  /^(?:[CDG][A-Z0-9]{2,30}|default)$/,
  `must be the id of a channel, such as C0123ABCD, or ${otherChannels}`,
);

/** Who has a role. */
export const role = z.strictObject(
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
  approve: roles,
  lock: roles,
  admin: roles,
} satisfies Readonly<Record<GrantedVerb, z.ZodType>>;
const toRoles = 'must be a mapping of permissions to roles';

/** A whole policy file. */
export const policyFile = z.strictObject(
  {
    roles: z.record(roleName, role, 'must be a mapping of names to who has the role').default({}),
    grants: z.strictObject(granted, toRoles).default({}),
    channels: z
      .record(
        channelId,
        z.strictObject(
          {
            ...granted,
            templates: list(pattern, 'names of templates').optional(),
            runAs: accounts.optional(),
          },
          toRoles,
        ),
        'must be a mapping of channel ids to rules',
      )
      .default({}),
    templates: z
      .record(
        pattern,
        z.strictObject(
          { launch: roles, approve: approvalRule.optional(), runAs: accounts.optional() },
          'must be a mapping with launch, approve or runAs',
        ),
        'must be a mapping of names of templates to rules',
      )
      .default({}),
    limits: limits.optional(),
    runAs: accounts.optional(),
    private: z.strictObject({ see: roles }, 'must be a mapping with see').default({}),
    externalJobs: externalJobs.optional(),
    guards: guards.optional(),
  },
  'must be a mapping with roles, grants, channels, templates, limits, runAs, private, externalJobs or guards',
);
export type PolicyFile = z.output<typeof policyFile>;
