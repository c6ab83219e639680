// Who is in a user group of Slack, as old as a caller accepts, and what is decided while Slack doesn't say.

import type { Mutant, NamedTest } from '../mutant.ts';

const inSlack = (name: string): NamedTest => ({
  file: 'test/slack/client/people/user-groups.test.ts',
  name,
});
const file = 'app/slack/client/people/user-groups.ts';

export const userGroups: readonly Mutant[] = [
  {
    name: 'user-group-age',
    why: 'who was removed from a user group keeps its roles for ever',
    file,
    find: 'monotonic() - members.askedAtMs < noOlderThanMs',
    replace: 'noOlderThanMs > 0',
    test: inSlack('is remembered for five minutes, and no longer'),
  },
  {
    name: 'user-group-taken-back',
    why: 'a user group that is gone still gives roles',
    file,
    find: 'if (!failing.passing) answers.delete(group);',
    replace: '',
    test: inSlack('for a lasting reason takes back what was known'),
  },
  {
    name: 'user-group-lasting',
    why: 'without the optional scope, requests wait for what does not come',
    file,
    find: 'if (code !== undefined && lasting.has(code)) {',
    replace: 'if (code === undefined) {',
    test: inSlack('for want of the scope grants nothing'),
  },
  {
    name: 'user-group-one-request',
    why: 'everybody who waits asks Slack, until it answers nobody',
    file,
    find: ' ?? asking.get(group)',
    replace: '',
    test: inSlack('make one request for a group'),
  },
  {
    name: 'user-group-refused-too-soon',
    why: 'while Slack can’t be reached for a moment, who may do something is refused',
    file: 'app/usecase/permission/decide.ts',
    find: 'return decision && whatMightPass(decision) === undefined ? decision : undefined;',
    replace: 'return decision;',
    test: {
      file: 'test/usecase/permission/unread-group.test.ts',
      name: 'for a passing reason, nothing is refused yet',
    },
  },
];
