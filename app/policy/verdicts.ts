// What a policy file gives one person, in the words that people get in Slack.

import { createFilePolicy } from '../domain/permission/file-policy.ts';
import type { PolicyDecision } from '../domain/permission/policy.ts';
import {
  approvalRulesOf,
  groupsOf,
  type PolicyRules,
  type Roles,
} from '../domain/permission/policy-rules.ts';
import { policyVerbs, type PolicyVerb } from '../domain/permission/policy-verb.ts';
import type { Template } from '../domain/template/template.ts';
import { nameAll } from '../domain/text/problem.ts';
import { plainSentence } from '../domain/text/sentence.ts';
import { plainProblem } from '../../blocks/answer/problem/problem.ts';
import { sayGrounds } from '../../blocks/policy/rule-words.ts';
import type { CheckedPerson } from './check-options.ts';

/** What a template says of its people. */
type CheckedTemplate = Pick<Template, 'name' | 'launchRoles' | 'approval'>;

type Verdicts = {
  /** Every verb that was asked for is allowed. */
  readonly isAllowed: boolean;
  readonly lines: readonly string[];
};

/**
 * The verdicts for a person, a line each, and what was assumed. `templates`: those that there are;
 * undefined if not known.
 */
export function verdictsOf(
  rules: PolicyRules,
  as: CheckedPerson,
  templates?: readonly CheckedTemplate[],
): Verdicts {
  const policy = createFilePolicy(rules);
  const { person, groups, verb: asked, template, channel, owner } = as;
  const verbs = asked === undefined ? verbsFor(as) : [asked];
  const own = templates?.find(({ name }) => name === template);
  const decided = verbs.map((verb) => ({
    verb,
    decision: policy.permit({
      person,
      groups: { in: groups, unread: [] },
      verb,
      template: verb === 'launch' || verb === 'approve' ? template : undefined,
      access: verb === 'launch' && own?.launchRoles !== undefined ? [own.launchRoles] : [],
      approvers: approversOf(rules, template, own),
      channel: channel ?? '',
      anywhere: channel === undefined,
      owner,
    }),
  }));
  return {
    isAllowed: decided.every(({ decision }) => decision.allowed),
    lines: [
      ...decided.map(({ verb, decision }) => lineOf(verb, decision)),
      '',
      ...assumptionsOf(rules, as, verbs),
      ...templateAssumption(template, templates),
    ],
  };
}

/** Whom the file and the template itself name for its approvals, whatever a launch costs. */
function approversOf(
  rules: PolicyRules,
  name: string | undefined,
  own: CheckedTemplate | undefined,
): readonly Roles[] {
  const ofFile = name === undefined ? [] : approvalRulesOf(rules, name);
  return [...ofFile, own?.approval].flatMap((rule) => (rule?.by === undefined ? [] : [rule.by]));
}

/** A job is one's own or somebody else's, if its owner is known. */
function verbsFor({ person, owner }: CheckedPerson): readonly PolicyVerb[] {
  if (owner === undefined) return policyVerbs;
  const other: PolicyVerb = owner === person.id ? 'cancel-any' : 'cancel-own';
  return policyVerbs.filter((verb) => verb !== other);
}

/** A role may have thousands of people. */
const mostAsked = 10;
const width = Math.max(...policyVerbs.map(({ length }) => length));

function lineOf(verb: PolicyVerb, decision: PolicyDecision): string {
  const name = verb.padEnd(width);
  if (decision.allowed) return `${name}  yes  as ${plainSentence(sayGrounds(decision.because))}`;
  const { why, ask } = decision;
  const more = ask.length - mostAsked;
  const named = more > 0 ? [...ask.slice(0, mostAsked), `${more} more`] : ask;
  const whom = ask.length === 0 ? '' : ` Ask ${listed(named, 'or')}.`;
  return `${name}  no   ${plainProblem(why)}${whom}`;
}

const listed = (ids: readonly string[], last?: 'or'): string =>
  nameAll(ids, last).replaceAll('`', '');

const kinds = {
  member: 'a full member and no workspace admin',
  guest: 'a guest',
  outsider: 'from another workspace',
  bot: 'a bot',
} as const;

function assumptionsOf(
  rules: PolicyRules,
  { person, groups, template, channel, owner }: CheckedPerson,
  verbs: readonly PolicyVerb[],
): readonly string[] {
  const kind = person.isAdmin ? 'a full member and a workspace admin' : kinds[person.kind];
  const within =
    groups.length === 0 ? 'in no user group' : `in ${listed(groups)} and in no other user group`;
  const known = groupsOf(rules);
  const unknown = groups.filter((group) => !known.includes(group));
  return [
    `Assumed: ${person.id} is ${kind}, ${within}.`,
    ...unknown.map((group) => `No role has the user group ${group}.`),
    ...(channel === undefined ? ['Without --channel, rules of channels don’t count.'] : []),
    ...(template === undefined && (verbs.includes('launch') || verbs.includes('approve'))
      ? ['Without --template, rules of templates don’t count.']
      : []),
    ...(owner === undefined && verbs.includes('cancel-any')
      ? ['Without --owner, the job to cancel has no owner.']
      : []),
    ...(verbs.includes('approve')
      ? ['To approve: not a launch of their own, and not of a template that they saved in Slack.']
      : []),
  ];
}

/** What of a template’s own `access` isn’t known. */
function templateAssumption(
  template: string | undefined,
  templates: readonly CheckedTemplate[] | undefined,
): readonly string[] {
  if (template === undefined) return [];
  if (templates === undefined)
    return ['Without --templates, the template’s own access doesn’t count.'];
  return templates.some(({ name }) => name === template)
    ? []
    : [`No template is called ${template}, so only the file’s rules count.`];
}
