// What `doctor` says of the policy: which is in force, and what in its file can't be meant.

import { quoteReason } from '../kit/reason.ts';
import type { PolicyFinding } from '../../app/domain/doctor/policy-check.ts';
import type { Some } from '../../app/domain/doctor/some.ts';
import { channel, moment, quote, quoteCode, say, shortSentence, type Line } from '../kit/rich.ts';

type Of<About extends PolicyFinding['about']> = Extract<PolicyFinding, { about: About }>;

/** More are only counted. */
const most = 3;

/** The text of a finding about the policy, without its grade. */
export function policyParts(finding: PolicyFinding): Line {
  switch (finding.about) {
    case 'policy':
      return inForceParts(finding);
    case 'policy-refused':
      return [
        say('Policy: '),
        quote(finding.name),
        say(' can’t be used as it is now, so its last good text ('),
        quoteCode(finding.hash),
        say(') decides.'),
        ...sentences(finding.problems),
        say(' Once the file is mended it counts by itself.'),
      ];
    case 'policy-warnings':
      return [say('Policy:'), ...sentences(finding.warnings), say(' Mend the policy file.')];
    case 'policy-templates':
      return missingParts(finding.missing);
    case 'policy-replicas':
      return replicaParts(finding);
    case 'policy-access':
      return accessParts(finding);
    case 'policy-groups':
      return groupParts(finding);
  }
}

function inForceParts({ file }: Of<'policy'>): Line {
  if (file === undefined) return [say('Policy: the default one, since POLICY_FILE is not set.')];
  return [
    say('Policy: '),
    quote(file.name),
    say(' ('),
    quoteCode(file.hash),
    say(') decides, since '),
    moment(file.since),
    say('.'),
  ];
}

/** The first of them, and how many more there are. */
function sentences({ items, unseen }: Some<string>): Line {
  return [
    ...items.slice(0, most).flatMap((one): Line => [say(' '), ...shortSentence(one, 300)]),
    ...more(Math.max(0, items.length - most), unseen),
  ];
}

function more(hidden: number, unseen: number): Line {
  const count = [
    hidden === 0 ? '' : `${hidden} more`,
    unseen === 0 ? '' : `${unseen} about channels that you are not in`,
  ].filter((part) => part !== '');
  return count.length === 0 ? [] : [say(` Not named here: ${count.join(', ')}; the log has them.`)];
}

function missingParts({
  items,
  unseen,
}: Some<Of<'policy-templates'>['missing']['items'][number]>): Line {
  const shown = items
    .slice(0, most)
    .flatMap(({ pattern, channel: id, near }, nth): Line => [
      say(nth === 0 ? ' ' : ', '),
      quoteCode(pattern),
      ...(id === undefined ? [] : [say(' for '), channel(id)]),
      ...(near === undefined ? [] : [say(' (did you mean '), quoteCode(near), say('?)')]),
    ]);
  return [
    say('Policy: it names templates that there are not'),
    say(items.length === 0 ? '.' : ':'),
    ...shown,
    ...(items.length === 0 ? [] : [say('.')]),
    ...more(Math.max(0, items.length - most), unseen),
    say(' Correct the names in its file, or add the templates.'),
  ];
}

function replicaParts({ others }: Of<'policy-replicas'>): Line {
  const hidden = others.length - most;
  return [
    say('Policy: not all replicas go by the same one. '),
    ...others
      .slice(0, most)
      .flatMap(({ id, policy }, nth): Line => [
        say(nth === 0 ? '' : ', '),
        quoteCode(id),
        ...(policy === undefined
          ? [say(' goes by no file')]
          : [say(' goes by '), quoteCode(policy)]),
      ]),
    say(hidden > 0 ? ` and ${hidden} more go by another` : ''),
    say('. Give all of them the same file.'),
  ];
}

function accessParts({ access }: Of<'policy-access'>): Line {
  const hidden = access.length - most;
  return [
    say('Templates: '),
    ...access
      .slice(0, most)
      .flatMap(({ template, verb, roles }, nth): Line => [
        say(nth === 0 ? '' : ', '),
        quoteCode(template),
        say(verb === 'approve' ? ' takes an approval by ' : ' is for '),
        ...roles
          .slice(0, most)
          .flatMap((role, at): Line => [say(at === 0 ? '' : ', '), quoteCode(role)]),
      ]),
    say(hidden > 0 ? ` and ${hidden} more` : ''),
    say('. The policy has no such role, so nobody has it: add it to the policy file, or correct '),
    quoteCode('access'),
    say(' in the template.'),
  ];
}

function groupParts({ groups, why, passing }: Of<'policy-groups'>): Line {
  const named = groups.slice(0, most);
  const left = groups.length - named.length;
  return [
    say(`Policy: the user group${groups.length === 1 ? '' : 's'}`),
    ...named.flatMap((id, nth): Line => [say(nth === 0 ? ' ' : ', '), quoteCode(id)]),
    say(`${left === 0 ? '' : ` and ${left} more`} can’t be read, so `),
    say(groups.length === 1 ? 'it grants nothing: ' : 'they grant nothing: '),
    quoteReason(why, 200),
    say(`. ${passing ? 'Ask again in a minute.' : groupRemedy(why)}`),
  ];
}

/** By Slack’s error code. */
function groupRemedy(why: string): string {
  switch (why) {
    case 'missing_scope':
      return 'My token lacks the scope usergroups:read: paste the current manifest.yml at api.slack.com/apps and reinstall the app.';
    case 'plan_upgrade_required':
      return 'Slack has user groups on paid plans only: name people by id in the policy file.';
    case 'no_such_subteam':
      return 'There is no such group: correct its id in the policy file.';
    default:
      return 'Name people by id in the policy file until Slack shows the group.';
  }
}
