// What in a policy file can't be meant: a rule that never lets anybody through.

import { formatPath, nameAll } from '../text/problem.ts';
import { membersRole, type Grants, type PolicyRules, type Roles } from './policy-rules.ts';
import { grantedVerbs, type GrantedVerb } from './policy-verb.ts';

type Rule = { readonly path: string; readonly verb: GrantedVerb; readonly roles: Roles };

/** Warnings about a policy, as whole sentences with paths. */
export function warningsOf(rules: PolicyRules): readonly string[] {
  const { grants, channels, otherChannels, templates } = rules;
  const own = rulesIn(['grants'], grants);
  const narrower = [
    ...[...channels].flatMap(([id, one]) => rulesIn(['channels', id], one.grants)),
    ...rulesIn(['channels', 'default'], otherChannels?.grants ?? {}),
    ...templates.flatMap(({ pattern, launch }) => rulesIn(['templates', pattern], { launch })),
  ];
  return [
    ...emptyRoles(rules),
    ...[...own, ...narrower].flatMap((rule) =>
      whoOf(rules, rule.roles) === 'nobody' ? [sayNobody(rule)] : [],
    ),
    ...narrower.flatMap((rule) => sayApart(rules, own, rule)),
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

function whoOf({ roles: all }: PolicyRules, roles: Roles): Who {
  if (roles.includes(membersRole)) return 'many';
  const named = roles.flatMap((name) => all.get(name) ?? []);
  if (named.some(({ groups, workspaceAdmins }) => groups.length > 0 || workspaceAdmins)) {
    return 'many';
  }
  const people = new Set(named.flatMap(({ people: ids }) => ids));
  return people.size === 0 ? 'nobody' : people;
}

function emptyRoles(rules: PolicyRules): readonly string[] {
  return [...rules.roles.keys()]
    .filter((name) => whoOf(rules, [name]) === 'nobody')
    .map((name) => `\`${formatPath(['roles', name])}\` has nobody in it.`);
}

function sayNobody({ path, verb }: Rule): string {
  return `\`${path}\` lets nobody through, so \`${verb}\` is for nobody there.`;
}

/** Two lists of people who must be in both, and nobody is. */
function sayApart(rules: PolicyRules, own: readonly Rule[], rule: Rule): readonly string[] {
  const general = own.find(({ verb }) => verb === rule.verb);
  if (general === undefined) return [];
  const [all, some] = [whoOf(rules, general.roles), whoOf(rules, rule.roles)];
  if (typeof all === 'string' || typeof some === 'string') return [];
  if ([...some].some((id) => all.has(id))) return [];
  return [
    `Nobody is in a role of both \`${general.path}\` (${nameAll(general.roles)}) and \`${rule.path}\` (${nameAll(rule.roles)}), so \`${rule.verb}\` is for nobody there.`,
  ];
}
