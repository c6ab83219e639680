// Who may do what by a policy file: the person, the channel and the template each have to allow it.

import type { Mutant, NamedTest } from '../mutant.ts';

const decider = 'app/domain/permission/file-policy.ts';
const deciding = (name: string): NamedTest => ({
  file: 'test/domain/permission/file-policy.test.ts',
  name,
});
const launching = (name: string): NamedTest => ({
  file: 'test/usecase/permission/policy-surfaces.test.ts',
  name,
});
const acting = (name: string): NamedTest => ({
  file: 'test/usecase/permission/policy-acts.test.ts',
  name,
});

export const policyFile: readonly Mutant[] = [
  {
    name: 'file-guests-in-groups',
    why: 'a guest, or an admin of another workspace, has the role of a user group',
    file: decider,
    find: 'if (!isMember) return false;',
    replace: '',
    test: deciding('who has a role > members of a user group, unless they are guests'),
  },
  {
    name: 'file-groups-not-known',
    why: 'a user group of which nothing is known lets everybody in',
    file: decider,
    find: 'groups?.in.includes(group) === true',
    replace: 'groups?.in.includes(group) !== false',
    test: deciding('who has a role > members of a user group, unless they are guests'),
  },
  {
    name: 'file-deactivated',
    why: 'an account that was closed still acts, as its id is in the file',
    file: decider,
    find: 'if (person.deactivated) return',
    replace: 'if (person.deactivated && !person.isAdmin) return',
    test: deciding('who has a role > nobody whose account is deactivated'),
  },
  {
    name: 'file-bots',
    why: 'a bot acts, as its id is in the file',
    file: decider,
    find: "person.kind === 'bot' ?",
    replace: "person.kind === 'bot' && !person.isAdmin ?",
    test: deciding('who has a role > nobody whose account is deactivated'),
  },
  {
    name: 'file-intersection',
    why: 'what somebody’s role gives them outvotes the channel and the template',
    file: decider,
    find: 'decisions.find(({ allowed }) => !allowed) ??',
    replace: '',
    test: deciding('templates > are limited by every pattern that fits'),
  },
  {
    name: 'file-own-entry',
    why: 'a channel with rules of its own goes by those of all others',
    file: 'app/domain/permission/policy-rules.ts',
    find: 'channels.get(channel) ?? otherChannels',
    replace: 'otherChannels ?? channels.get(channel)',
    test: deciding('the rules of channels > an entry takes the place of'),
  },
  {
    name: 'file-channel-of-the-job',
    why: 'a job of a guarded channel is cancelled from any other',
    file: decider,
    find: '[...new Set([channel, jobChannel ?? channel])]',
    replace: '[channel]',
    test: deciding('the rules of channels > count for the job’s channel'),
  },
  {
    name: 'cancel-names-the-channel',
    why: 'a job of a guarded channel is cancelled from any other',
    file: 'app/domain/permission/policy.ts',
    find: 'jobChannel: launch.requester.channel',
    replace: 'jobChannel: undefined',
    test: acting('a cancel > (button in another channel)'),
  },
  {
    name: 'file-raw-spec',
    why: 'a raw spec is launched by somebody who may write templates, but not launch',
    file: decider,
    find: "return ['template', 'launch'];",
    replace: "return ['template'];",
    test: deciding('templates > a raw spec is of none of them'),
  },
  {
    name: 'file-raw-spec-in-channel',
    why: 'a raw spec is launched where only some templates may be',
    file: decider,
    find: "verb === 'launch' &&",
    replace: '',
    test: deciding('templates > a raw spec is of none of them'),
  },
  {
    name: 'file-private-not-for-admins',
    why: 'every admin reads the jobs of private channels',
    file: decider,
    find: "byRoles(rules, question, rules.seePrivate, verb, { kind: 'private' })",
    replace: "defaultRule({ ...question, verb: 'admin' })",
    test: deciding('jobs of channels they are not in'),
  },
  {
    name: 'file-inherited-role',
    why: 'a role that there is not is taken for one, as every object has its name',
    file: 'app/domain/permission/parse-policy.ts',
    find: 'if (known.has(name)) return [];',
    replace: 'if (known.has(name) || name in policy.roles) return [];',
    test: {
      file: 'test/domain/permission/parse-policy.test.ts',
      name: 'names that every object has > a role constructor',
    },
  },
  {
    name: 'launch-names-the-template',
    why: 'anybody launches a template that the file keeps for some',
    file: 'app/usecase/launch/spec-launch.ts',
    find: 'subject: { template: template.name }',
    replace: 'subject: {}',
    test: launching('refused by template > slash'),
  },
  {
    name: 'template-asked-at-acceptance',
    why: 'a launch that is stored is sent, though its template is for others by now',
    file: 'app/usecase/launch/accept-launch.ts',
    find: 'const { verb, subject } = permissionFor(launch.template);',
    replace: 'const [{ verb }, subject] = [permissionFor(launch.template), {}];',
    test: launching('asked again at the act > a stored launch is refused'),
  },
  {
    name: 'rerun-form-names-the-template',
    why: 'the form of a re-run opens for somebody who may not launch its template',
    file: 'app/usecase/launch/rerun-form.ts',
    find: '(await noFormFor(deps, request, first.template))',
    replace: 'undefined',
    test: launching('a form > of a re-run is not opened'),
  },
  {
    name: 'anywhere-only-launches',
    why: 'at Home, templates are written against the rules of channels',
    file: 'app/usecase/permission/permission-request.ts',
    find: " && takes === 'launch'",
    replace: '',
    test: acting('templates > have a channel’s rules at Home'),
  },
  {
    name: 'anywhere-only-in-windows',
    why: 'at Home, what is done at once goes by no channel’s rules',
    file: 'app/usecase/permission/permission-request.ts',
    find: "answers === 'in-window' && ",
    replace: '',
    test: acting('what belongs to a channel > a lost launch is not given up at Home'),
  },
];
