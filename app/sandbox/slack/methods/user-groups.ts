import { z } from 'zod';
import { SlackError } from '../state/errors.ts';
import { flag, method, type Method } from './method.ts';

export const userGroupMethods: Readonly<Record<string, Method>> = {
  'usergroups.users.list': method(
    { tier: 2, scopes: ['usergroups:read'] },
    // Without a group, Slack knows no such group:
    // https://github.com/seratch/jslack (Slack_usergroups_Test)
    z.object({ usergroup: z.string().default(''), include_disabled: flag.default(false) }),
    (state, { usergroup, include_disabled }) => {
      const group = state.userGroups.get(usergroup);
      if (group === undefined) throw new SlackError('no_such_subteam');
      if (group.disabled && !include_disabled) throw new SlackError('no_such_subteam');
      return { users: [...group.users] };
    },
  ),
};
