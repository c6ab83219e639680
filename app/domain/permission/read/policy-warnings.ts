// What in a policy file can't be meant: a rule that never lets anybody through, or more than Slack
// can tell.

import { accountWarnings } from './account-warnings.ts';
import { limitWarnings } from './limit-warnings.ts';
import { formatPath, nameAll } from '../../text/problem.ts';
import { approvalWarnings } from './approval-warnings.ts';
import { groupsOf, type Grants, type PolicyRules, type Roles } from '../policy-rules.ts';
import { grantedVerbs, type GrantedVerb } from '../policy-verb.ts';
import { areApart, createWhoOf, type WhoOf } from './role-people.ts';

type Rule = { readonly path: string; readonly verb: GrantedVerb; readonly roles: Roles };

/** Warnings about a policy, as whole sentences with paths. */
export function warningsOf(rules: PolicyRules): readonly string[] {
  const { roles, grants, channels, otherChannels, templates } = rules;
  const whoOf = createWhoOf(roles);
  const places = [
    ...channels,
    ...(otherChannels === undefined ? [] : [['default', otherChannels] as const]),
  ];
  const own = rulesIn(['grants'], grants);
  const narrower = [
    ...places.flatMap(([id, one]) => rulesIn(['channels', id], one.grants)),
    ...templates.flatMap(({ pattern, launch }) => rulesIn(['templates', pattern], { launch })),
  ];
  return [
    ...tooManyGroups(rules),
    ...[...roles.keys()].filter((name) => whoOf([name]) === 'nobody').map(sayEmpty),
    ...[...own, ...narrower].filter((rule) => whoOf(rule.roles) === 'nobody').map(sayNobody),
    ...places.filter(([, one]) => one.templates?.length === 0).map(([id]) => sayNoTemplate(id)),
    ...narrower.flatMap((rule) => sayApart(whoOf, own, rule)),
    ...approvalWarnings(rules, whoOf),
    ...limitWarnings(rules.limits),
    ...accountWarnings(rules),
  ];
}

/**
 * Slack answers some 20 questions a minute of this kind (tier 2), one for each group, and before
 * some acts its answer may be a minute old at most.
 */
const mostGroups = 20;

function tooManyGroups(rules: PolicyRules): readonly string[] {
  const { length } = groupsOf(rules);
  if (length <= mostGroups) return [];
  return [
    `\`roles\` name ${length} user groups, and Slack tells of about ${mostGroups} a minute, so people who need one may wait: name fewer.`,
  ];
}

function rulesIn(path: readonly string[], grants: Grants): readonly Rule[] {
  return grantedVerbs.flatMap((verb) => {
    const roles = grants[verb];
    return roles === undefined ? [] : [{ path: formatPath([...path, verb]), verb, roles }];
  });
}

function sayEmpty(name: string): string {
  return `\`${formatPath(['roles', name])}\` has nobody in it.`;
}

function sayNoTemplate(channel: string): string {
  const path = formatPath(['channels', channel, 'templates']);
  return `\`${path}\` names no template, so \`launch\` is for nobody there.`;
}

function sayNobody({ path, verb }: Rule): string {
  return `\`${path}\` lets nobody through, so \`${verb}\` is for nobody there.`;
}

/** Two lists of people who must be in both, and nobody is. */
function sayApart(whoOf: WhoOf, own: readonly Rule[], rule: Rule): readonly string[] {
  const general = own.find(({ verb }) => verb === rule.verb);
  if (general === undefined) return [];
  if (!areApart(whoOf(general.roles), whoOf(rule.roles))) return [];
  return [
    `Nobody is in a role of both \`${general.path}\` (${nameAll(general.roles)}) and \`${rule.path}\` (${nameAll(rule.roles)}), so \`${rule.verb}\` is for nobody there.`,
  ];
}
