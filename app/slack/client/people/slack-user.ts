// A person as Slack describes them.

import { z } from 'zod';
import type { Person } from '../../../domain/permission/policy.ts';
import type { SlackIdentity } from '../web.ts';

/** What users.info and users.list say of somebody. */
export const slackUser = z.looseObject({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  tz: z.string().nullish(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z.looseObject({ teams: z.array(z.string()).optional() }).optional(),
});

/** Slackbot has this id and doesn't say that it is a bot. */
const slackbot = 'USLACKBOT';

/**
 * On Enterprise Grid, a person belongs to the team if this workspace is among theirs. Colleagues
 * from other workspaces count as outsiders, and another workspace's admin is no admin here.
 */
export function toPerson(user: z.infer<typeof slackUser>, us: SlackIdentity): Person {
  const belongs =
    user.team_id === us.teamId || (user.enterprise_user?.teams?.includes(us.teamId) ?? false);
  const isAdmin =
    user.is_admin === true || user.is_owner === true || user.is_primary_owner === true;
  return {
    id: user.id,
    teamId: user.team_id ?? '',
    kind: kindOf(user, belongs),
    isAdmin: belongs && isAdmin,
    deactivated: user.deleted === true,
    timeZone: user.tz ?? undefined,
  };
}

function kindOf(user: z.infer<typeof slackUser>, belongs: boolean): Person['kind'] {
  if (user.is_bot === true || user.id === slackbot) return 'bot';
  if (user.is_stranger === true || !belongs) return 'outsider';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  return 'member';
}
