// Who may do what, asked again where it is done.

import type { Mutant, NamedTest } from '../mutant.ts';

const policy = (name: string): NamedTest => ({
  file: 'test/domain/permission/policy.test.ts',
  name,
});
const taken = (name: string): NamedTest => ({
  file: 'test/usecase/permission/role-taken.test.ts',
  name,
});

export const permission: readonly Mutant[] = [
  {
    name: 'members-only',
    why: 'guests, bots and people of other workspaces launch jobs',
    file: 'app/domain/permission/policy.ts',
    find: "if (person.kind !== 'member') {",
    replace: "if (person.kind === 'guest') {",
    test: policy('without a policy file > launch'),
  },
  {
    name: 'admins-only',
    why: 'anybody changes templates and cancels everybody’s jobs',
    file: 'app/domain/permission/policy.ts',
    find: "const memberVerbs: readonly PolicyVerb[] = ['view',",
    replace: "const memberVerbs: readonly PolicyVerb[] = ['template', 'view',",
    test: policy('without a policy file > template'),
  },
  {
    name: 'own-is-the-owner’s',
    why: 'somebody else’s job counts as one’s own',
    file: 'app/domain/permission/policy.ts',
    find: 'person.id === owner ?',
    replace: 'person.id === owner || owner === undefined ?',
    test: policy('one’s own job is one’s own'),
  },
  {
    name: 'watched-is-nobody’s',
    why: 'who watches a job of others may cancel it',
    file: 'app/domain/launch/launch.ts',
    find: 'return origin === undefined ? requester.userId : undefined;',
    replace: 'return requester.userId;',
    test: { file: 'test/usecase/watch/watched-job.test.ts', name: 'is nobody’s own' },
  },
  {
    name: 'asked-anew',
    why: 'a role that was taken away two minutes ago still acts',
    file: 'app/usecase/permission/decide.ts',
    find: 'const nowMs = 60_000;',
    replace: 'const nowMs = 300_000;',
    test: taken('a cancel of somebody else’s job > is refused two minutes after'),
  },
  {
    name: 'no-word-no-right',
    why: 'where Slack can’t say, what somebody may was guessed',
    file: 'app/usecase/permission/decide.ts',
    find: "if (verb === 'cancel-own') return Infinity;",
    replace: "if (verb !== 'view') return Infinity;",
    test: taken('a cancel of somebody else’s job > is refused where Slack can’t say'),
  },
  {
    name: 'over-others',
    why: 'a template is changed by who was an admin once',
    file: 'app/domain/permission/policy.ts',
    find: "  'template',\n  'launch-spec',\n  'approve',\n  'lock',\n];",
    replace: '];',
    test: taken('what is everybody’s > a template is not saved or deleted by a role that is taken'),
  },
  {
    name: 'shared-takes-now',
    why: 'a channel is quietened for all by an account that was closed',
    file: 'app/usecase/permission/permission-request.ts',
    find: "return 'knowledge' in entry ? entry.knowledge : undefined;",
    replace: 'return undefined;',
    test: taken('what is everybody’s > no channel is quietened'),
  },
  {
    name: 'template-access-as-it-is-now',
    why: 'whoever may not launch a template any more re-runs an earlier version of it',
    file: 'app/usecase/launch/launch-permission.ts',
    find: '[launched, current]',
    replace: '[launched]',
    test: {
      file: 'test/usecase/permission/template-access.test.ts',
      name: 'what is added to it counts for a re-run of an earlier version, too',
    },
  },
  {
    name: 'template-access-of-the-version',
    why: 'a version that was for few is for all once the template is',
    file: 'app/usecase/launch/launch-permission.ts',
    find: '[launched, current]',
    replace: '[current]',
    test: {
      file: 'test/usecase/permission/template-access.test.ts',
      name: 'the version to launch and the template as it is now are both asked',
    },
  },
  {
    name: 'launch-takes-now',
    why: 'an account that was closed buys machines',
    file: 'app/usecase/launch/may-launch.ts',
    find: "verb, subject, 'now-if-possible')",
    replace: 'verb, subject)',
    test: taken('a launch > of a deactivated account buys nothing'),
  },
  {
    name: 'cancel-decided-in-the-loop',
    why: 'a stored cancel of somebody not known yet stops anybody’s job',
    file: 'app/usecase/cancel/accept-cancel.ts',
    find: 'if (!decision.allowed) return refuse(deps, claimed, decision);',
    replace: '',
    test: taken('a cancel of somebody else’s job > is refused two minutes after'),
  },
  {
    name: 'launch-decided-in-the-loop',
    why: 'a stored launch of somebody not known yet buys machines',
    file: 'app/usecase/launch/accept-launch.ts',
    find: 'if (!decision.allowed) return decision;',
    replace: '',
    test: taken('a launch > of a deactivated account buys nothing'),
  },
  {
    name: 'refused-before-the-ack',
    why: 'who may not see it is answered with names of jobs and templates',
    file: 'app/usecase/permission/respond-if-allowed.ts',
    after: 'export async function respondIfAllowed(',
    find: 'if (decision?.allowed === false)',
    replace: 'if (decision?.allowed === null)',
    test: {
      file: 'test/usecase/permission/allowed.test.ts',
      name: 'a guest (known already: true)',
    },
  },
  {
    name: 'refused-after-the-ack',
    why: 'who is not known yet is answered whatever they may',
    file: 'app/usecase/permission/respond-if-allowed.ts',
    find: ': decision.allowed\n',
    replace: ': decision.allowed !== null\n',
    test: {
      file: 'test/usecase/permission/allowed.test.ts',
      name: 'a guest (known already: false)',
    },
  },
  {
    name: 'refusal-on-record',
    why: 'nobody can see later who was refused what',
    file: 'app/usecase/permission/refuse.ts',
    find: 'await tx.audit.begin(entry);',
    replace: '',
    test: {
      file: 'test/usecase/form/launch-form.test.ts',
      name: 'a refusal in the form is on record',
    },
  },
  {
    name: 'others-admin',
    why: 'an admin of another workspace acts as one of ours',
    file: 'app/slack/client/people/slack-user.ts',
    find: 'user.team_id === us.teamId ||',
    replace: 'user.team_id !== undefined ||',
    test: {
      file: 'test/slack/client/people/directory.test.ts',
      name: 'knows somebody else’s admin',
    },
  },
  {
    name: 'spec-repeat',
    why: 'anybody repeats a job that only those who write templates could launch',
    file: 'app/usecase/launch/spec-launch.ts',
    find: 'if (decision?.allowed === true) return undefined;',
    replace: 'if (decision !== undefined) return undefined;',
    test: {
      file: 'test/usecase/launch/request/rerun-external.test.ts',
      name: 'made again and never found, is not launched again by anybody else',
    },
  },
  {
    name: 'shells',
    why: 'anybody gets a shell in anybody’s job',
    file: 'app/usecase/job/show-status.ts',
    find: "if ('later' in decision || !decision.allowed) return undefined;",
    replace: '',
    test: {
      file: 'test/usecase/watch/watched-job.test.ts',
      name: 'shows its shells to those who may cancel it, not to who set the watch',
    },
  },
];
