// Who sees which job: its owner, and who is where a card of it is. What is not known is not shown.

import type { Mutant, NamedTest } from '../mutant.ts';

const viewing = (name: string): NamedTest => ({
  file: 'test/domain/permission/viewer.test.ts',
  name,
});
const whoSees = (name: string): NamedTest => ({
  file: 'test/usecase/permission/who-sees.test.ts',
  name,
});
const belonging = (name: string): NamedTest => ({
  file: 'test/slack/client/membership.test.ts',
  name,
});

export const visibleJobs: readonly Mutant[] = [
  {
    name: 'visible-not-known',
    why: 'a channel of which Slack has said nothing yet is open to everybody',
    file: 'app/domain/permission/viewer.ts',
    after: 'case undefined:',
    find: 'return false;',
    replace: 'return true;',
    test: viewing('a channel > that is not known'),
  },
  {
    name: 'visible-private',
    why: 'everybody looks into private channels',
    file: 'app/domain/permission/viewer.ts',
    find: 'return shared.has(channel);',
    replace: 'return true;',
    test: viewing('a channel > that is private, without them'),
  },
  {
    name: 'visible-direct',
    why: 'everybody reads what somebody asks the bot in their direct messages',
    file: 'app/domain/permission/viewer.ts',
    find: 'return conversation.userId === userId;',
    replace: 'return true;',
    test: viewing('a channel > that is somebody else’s'),
  },
  {
    name: 'visible-job',
    why: 'the names, parameters and logs of a private channel’s jobs are everybody’s',
    file: 'app/domain/permission/viewer.ts',
    find: "if (isOpen || isAsked || ownerOf(launch) === viewer.userId) return 'all';",
    replace: "if (viewer.userId !== '') return 'all';",
    test: whoSees('a job in a private channel > status'),
  },
  {
    name: 'visible-outline-for-admins',
    why: 'who may be an admin, which nobody has said yet, sees that there is a secret job',
    file: 'app/domain/permission/viewer.ts',
    find: 'viewer.seesOutlines === true',
    replace: 'viewer.seesOutlines === false',
    test: viewing('a job > is seen by who is elsewhere'),
  },
  {
    name: 'visible-outline',
    why: 'an admin who is not in a private channel reads its job’s parameters',
    file: 'app/domain/permission/viewer.ts',
    find: 'body: { displayName: privateName, jobSpec: {} },',
    replace: '',
    test: viewing('a job > has an outline that tells whose it is'),
  },
  {
    name: 'visible-outline-reason',
    why: 'an admin who is not in a private channel reads why somebody cancelled there',
    file: 'app/domain/permission/viewer.ts',
    find: 'reason: undefined,',
    replace: '',
    test: viewing('a job > has an outline that tells whose it is'),
  },
  {
    name: 'visible-origin',
    why: 'a re-run names the private job that it was made from',
    file: 'app/domain/permission/viewer.ts',
    find: 'if (rerunOf === undefined || viewer.channels.includes(rerunOf.channel)) return card;',
    replace: "if (viewer.userId !== '') return card;",
    test: whoSees('a job in a private channel > is not named where it is not'),
  },
  {
    name: 'visible-thread',
    why: 'somebody who sees a job in the open is told of its card in a private channel, with a link to it',
    file: 'app/usecase/job/card-in.ts',
    find: '(one) => viewer.channels.includes(one.channel) || one.requesterId === viewer.userId,',
    replace: '() => true,',
    test: whoSees('a job in a private channel > that has a card in the open as well'),
  },
  {
    name: 'visible-lists',
    why: 'a list shows the jobs of private channels to everybody',
    file: 'app/store/queries/card-list.ts',
    find: 'return seenBy === undefined ? all :',
    replace: 'return seenBy !== null ? all :',
    test: whoSees('a job in a private channel > is counted in lists, and shown to who is there'),
  },
  {
    name: 'visible-group',
    why: 'a conversation of several counts as a public channel',
    file: 'app/slack/client/conversations.ts',
    find: 'if (is_private === false && is_mpim !== true)',
    replace: 'if (is_private === false)',
    test: belonging('a channel of which it says a conversation of several is not public'),
  },
  {
    name: 'visible-half-a-list',
    why: 'where Slack can’t say who is where, it counts as said that nobody is',
    file: 'app/slack/client/membership.ts',
    find: 'if (found !== undefined) shared.set(userId, found);',
    replace: 'shared.set(userId, found ?? new Set());',
    test: belonging('who shares a channel: is hidden'),
  },
  {
    name: 'visible-left',
    why: 'who was taken out of a private channel looks into it for another minute',
    file: 'app/slack/client/membership.ts',
    find: 'shared.forget(userId);',
    replace: '',
    test: belonging('is asked anew at once when somebody came or left'),
  },
  {
    name: 'visible-left-meanwhile',
    why: 'who leaves while Slack is asked looks into the channel for another minute',
    file: 'app/slack/client/membership.ts',
    find: 'if (asking.get(userId) !== asked) return;',
    replace: '',
    test: belonging('who leaves while Slack is asked is not remembered as being there'),
  },
  {
    name: 'visible-for-a-minute',
    why: 'where the event of it got lost, who left a private channel looks into it for ever',
    file: 'app/slack/client/membership.ts',
    find: 'const sharedForMs = 60_000;',
    replace: 'const sharedForMs = 600_000;',
    test: belonging('is known without a question for a minute'),
  },
  {
    name: 'visible-made-private',
    why: 'a channel that was made private stays open to everybody',
    file: 'app/slack/client/membership.ts',
    find: 'const publicForMs = 60_000;',
    replace: 'const publicForMs = 60_000_000;',
    test: belonging('a channel made private is not public for long'),
  },
  {
    name: 'visible-sums',
    why: 'the sum of what burns tells of jobs that somebody does not see',
    file: 'app/usecase/job/show-top.ts',
    find: 'seenBy: viewer.seesOutlines === true ? undefined : viewer,',
    replace: 'seenBy: undefined,',
    test: {
      file: 'test/usecase/job/show-top.test.ts',
      name: 'what is not theirs to see is in no sum and only counted; admins see its outline',
    },
  },
];
