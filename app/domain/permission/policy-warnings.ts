// What in a policy file can't be meant: a rule that never lets anybody through, or more than Slack
// can tell.

import { limitWarnings } from './limit-warnings.ts';
import { formatPath, nameAll } from '../text/problem.ts';
import {
  groupsOf,
  membersRole,
  type Grants,
  type PolicyRules,
  type Role,
  type Roles,
} from './policy-rules.ts';
import { grantedVerbs, type GrantedVerb } from './policy-verb.ts';

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
    ...limitWarnings(rules.limits),
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

/** The people who can have a role, if nobody else can. */
type Who = 'nobody' | 'many' | ReadonlySet<string>;

type WhoOf = (roles: Roles) => Who;

/** Each role and list is looked at once: a file may name a large role in thousands of channels. */
function createWhoOf(all: PolicyRules['roles']): WhoOf {
  const inRoles = new Map([...all].map(([name, role]) => [name, peopleIn(role)]));
  const inLists = new Map<Roles, Who>();
  const find = (roles: Roles): Who => {
    if (roles.includes(membersRole)) return 'many';
    const named = roles.flatMap((name) => inRoles.get(name) ?? []);
    const [only] = named;
    return only !== undefined && named.length === 1 ? only : together(named);
  };
  return (roles) => {
    const who = inLists.get(roles) ?? find(roles);
    inLists.set(roles, who);
    return who;
  };
}

function peopleIn({ people, groups, workspaceAdmins }: Role): Who {
  if (groups.length > 0 || workspaceAdmins) return 'many';
  return people.length === 0 ? 'nobody' : new Set(people);
}

function together(all: readonly Who[]): Who {
  if (all.includes('many')) return 'many';
  const people = new Set(all.flatMap((one) => (typeof one === 'string' ? [] : [...one])));
  return people.size === 0 ? 'nobody' : people;
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

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  for (const id of fewer) if (more.has(id)) return true;
  return false;
}

/** Two lists of people who must be in both, and nobody is. */
function sayApart(whoOf: WhoOf, own: readonly Rule[], rule: Rule): readonly string[] {
  const general = own.find(({ verb }) => verb === rule.verb);
  if (general === undefined) return [];
  const [all, some] = [whoOf(general.roles), whoOf(rule.roles)];
  if (typeof all === 'string' || typeof some === 'string') return [];
  if (share(all, some)) return [];
  return [
    `Nobody is in a role of both \`${general.path}\` (${nameAll(general.roles)}) and \`${rule.path}\` (${nameAll(rule.roles)}), so \`${rule.verb}\` is for nobody there.`,
  ];
}
