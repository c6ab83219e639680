// What somebody may do here, a line each, and by which policy. Short lines, for phones.

import type { PolicyView, ShownPolicy, Verdict } from '../../app/domain/answer/policy-view.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { ShownApproval } from '../../app/domain/permission/approvals-here.ts';
import type { PolicyVerb } from '../../app/domain/permission/policy-verb.ts';
import { sentence } from '../../app/domain/text/sentence.ts';
import type { RenderContext } from '../kit/context.ts';
import {
  bold,
  quote,
  quoteCode,
  say,
  sentenceLine,
  time,
  user,
  type Line,
  type Part,
} from '../kit/rich.ts';
import { sayAccounts } from '../policy/limit-refusal.ts';
import { limitLines } from '../policy/limits.ts';
import { sayGrounds, sayUnread, takenHere, whoHas } from '../policy/rule-words.ts';
import { whoInstead } from '../policy/who-instead.ts';
import { sayProblem } from './problem/problem.ts';

const ownActs: Readonly<Record<PolicyVerb, string>> = {
  view: 'see jobs and templates',
  launch: 'launch jobs',
  'cancel-own': 'cancel your own jobs',
  'cancel-any': 'cancel other people’s jobs',
  template: 'change templates',
  'launch-spec': 'launch from a job’s spec',
  approve: 'approve launches',
  lock: 'lock launches',
  admin: 'see every job in outline',
  'see-private': 'see jobs of private channels you aren’t in',
};

/** More of a kind would push the rest off a phone's screen. */
const most = 8;

/** The policy and one person's permissions in a channel. */
export function policyLines(view: PolicyView, context: RenderContext): readonly Line[] {
  const { policy, permissions, roles, unread, limits } = view;
  return [
    ...headLines(policy, context),
    [bold('You, in this channel')],
    ...permissions.map(({ verb, verdict }) =>
      verdictLine([say(ownActs[verb])], verdict, reasonFor(verb, verdict)),
    ),
    ...templateLines(view),
    ...approvalLines(view),
    ...accountLines(view),
    ...(roles.length === 0 ? [] : [[bold('Who has these roles')], ...atMost(roles, roleLine)]),
    ...(limits === undefined ? [] : limitLines(limits)),
    ...atMost(unread, (one) => [say('⚠️ '), ...sentenceLine(sayUnread(one))]),
  ];
}

function headLines(policy: ShownPolicy, { now, command }: RenderContext): readonly Line[] {
  if (policy.kind === 'default') {
    return [[bold('Policy'), say(' · the default one: no policy file is set')]];
  }
  const { name, hash, since, isBroken } = policy;
  const head: Line = [
    ...[bold('Policy'), say(' · '), quoteCode(name), say(' '), quoteCode(hash)],
    ...[say(' · in force since '), time(since, now)],
  ];
  if (!isBroken) return [head];
  const changed = 'The file as it is now can’t be used, so this one stays in force: ';
  return [
    head,
    [
      ...[bold('⚠️ Warning'), say(` · ${changed}`)],
      ...[quoteCode(`${command} doctor`), say(' says why.')],
    ],
  ];
}

function verdictLine(what: readonly Part[], verdict: Verdict, reason: Line): Line {
  return [bold(gradeOf(verdict)), say(' · '), ...what, say(' · '), ...reason];
}

function gradeOf(verdict: Verdict): string {
  if ('later' in verdict) return '❓ Not known';
  return verdict.allowed ? '✅ Yes' : '🚫 No';
}

function reasonFor(verb: PolicyVerb, verdict: Verdict): Line {
  if ('later' in verdict) return [say('Slack doesn’t tell me now: '), quote(verdict.why)];
  if (verdict.allowed) return [say('as '), ...sentenceLine(sayGrounds(verdict.because))];
  return sentenceLine(whoInstead(verb, verdict.why) ?? sayProblem(verdict.why));
}

function templateLines({ templatesHere, limited, moreLimited }: PolicyView): readonly Line[] {
  if (templatesHere === undefined && limited.length === 0) return [];
  const here = templatesHere && sentence` · this channel takes ${takenHere(templatesHere)}`;
  return [
    [bold('Templates'), ...(here === undefined ? [] : sentenceLine(here))],
    ...limited.map((one) => verdictLine([quoteCode(one.pattern)], one.verdict, limitReason(one))),
    ...(moreLimited > 0 ? [moreLine(moreLimited)] : []),
  ];
}

/** Whom a template is for, unless something else decides. */
function limitReason({ roles, verdict }: PolicyView['limited'][number]): Line {
  const isRefused = 'allowed' in verdict && !verdict.allowed;
  if (isRefused && verdict.why.kind === 'template-not-here') return [say('not in this channel')];
  const isByRoles =
    isRefused && verdict.why.kind === 'not-granted' && verdict.why.factor.kind === 'template';
  if ('later' in verdict || (isRefused && !isByRoles)) return reasonFor('launch', verdict);
  if (roles.length === 0) return [say('for nobody')];
  const unknown = isByRoles ? verdict.why.unknown : undefined;
  return sentenceLine(
    unknown?.length === roles.length
      ? sentence`only for ${whoHas(roles)}, which the policy doesn’t name: nobody has it`
      : sentence`only for ${whoHas(roles)}`,
  );
}

function accountLines({ runAs = [] }: PolicyView): readonly Line[] {
  if (runAs.length === 0) return [];
  return [
    [bold('Service accounts')],
    ...runAs.map((accounts): Line => {
      return sentenceLine(sentence`Here, ${sayAccounts(accounts)}`);
    }),
  ];
}

function approvalLines({ approvals = [], moreApprovals = 0 }: PolicyView): readonly Line[] {
  if (approvals.length === 0) return [];
  return [
    [bold('Approvals'), say(' · these launches wait until somebody else approves them')],
    ...approvals.map(approvalLine),
    ...(moreApprovals > 0 ? [moreLine(moreApprovals)] : []),
  ];
}

function approvalLine({ pattern, by, above }: ShownApproval): Line {
  const { total, perHour } = above ?? {};
  const bounds = [
    ...(total === undefined ? [] : [`${formatUsd(total)} in all`]),
    ...(perHour === undefined ? [] : [`${formatUsd(perHour)} an hour`]),
  ];
  const which = above === undefined ? 'each launch' : `above ${bounds.join(' or ')}`;
  const whose = by && (by.length === 0 ? sentence` · by nobody` : sentence` · by ${whoHas(by)}`);
  return [quoteCode(pattern), say(` · ${which}`), ...(whose ? sentenceLine(whose) : [])];
}

function roleLine({ name, people, groups, workspaceAdmins }: PolicyView['roles'][number]): Line {
  const shown = [
    ...people.map((id): Line => [user(id)]),
    ...groups.map((id): Line => [say('user group '), quoteCode(id)]),
    ...(workspaceAdmins ? [[say('workspace admins')]] : []),
  ];
  const named = atMost(shown, (one) => one);
  const who = named.flatMap((one, index) => (index === 0 ? one : [say(', '), ...one]));
  return [quoteCode(name), say(' · '), ...(who.length === 0 ? [say('nobody')] : who)];
}

/** The first few as lines, with a count of the others. */
function atMost<T>(all: readonly T[], lineOf: (one: T) => Line): readonly Line[] {
  const more = all.length - most;
  const lines = all.slice(0, most).map(lineOf);
  return more > 0 ? [...lines, moreLine(more)] : lines;
}

const moreLine = (more: number): Line => [say(`… and ${more} more`)];
