// Decides by a policy file: an act is allowed if the person, the channel and the template each
// allow it. What the file doesn't mention is as without a file.

import { fitsWildcard } from '../text/wildcard.ts';
import {
  defaultRule,
  memberVerbs,
  type Policy,
  type PolicyDecision,
  type PolicyQuestion,
} from './policy.ts';
import type { GrantedVerb, PolicyVerb } from './policy-verb.ts';
import {
  approvalRulesOf,
  groupsOf,
  membersRole,
  rulesOfChannel,
  type ChannelRules,
  type Grants,
  type PolicyRules,
  type Roles,
} from './policy-rules.ts';
import type { PolicyFactor } from './refusal.ts';
import { byRoles, isNamed, refused } from './by-roles.ts';

const noRules: PolicyRules = {
  roles: new Map(),
  grants: {},
  channels: new Map(),
  templates: [],
  seePrivate: [],
};

/** The policy without a file, in which the only role is that of full members. */
export const createDefaultPolicy = (): Policy => createFilePolicy(noRules);

/** The policy of a file. */
export function createFilePolicy(rules: PolicyRules): Policy {
  const factors = [
    standingRule,
    // The narrower first: it says best who can.
    approversRule(rules),
    personRule(rules),
    channelRule(rules),
    templateRule(rules),
    accessRule(rules),
  ];
  return {
    rules,
    groups: groupsOf(rules),
    permit: (question) => weakest(factors.flatMap((factor) => factor(question))),
  };
}

/** The decisions of one factor; none if it says nothing about the question. */
type Factor = (question: PolicyQuestion) => readonly PolicyDecision[];

/** The first refusal, else what the person's own role gave. */
function weakest(decisions: readonly PolicyDecision[]): PolicyDecision {
  return (
    decisions.find(({ allowed }) => !allowed) ??
    decisions[0] ?? { allowed: false, why: { kind: 'nobody-may' }, ask: [] }
  );
}

/** No file lets in an account that is closed, or a program. */
const standingRule: Factor = ({ person }) => {
  if (person.deactivated) return [refused({ kind: 'account-deactivated' })];
  return person.kind === 'bot' ? [refused({ kind: 'no-member', who: 'bot' })] : [];
};

/** The grants that a permission takes. A raw spec is launched by who may write templates. */
function grantsFor(verb: PolicyVerb): readonly GrantedVerb[] {
  switch (verb) {
    case 'launch-spec':
      return ['template', 'launch'];
    case 'see-private':
      return [];
    case 'view':
    case 'launch':
    case 'cancel-own':
    case 'cancel-any':
    case 'template':
    case 'approve':
    case 'lock':
    case 'admin':
      return [verb];
  }
}

function personRule(rules: PolicyRules): Factor {
  return (question) => {
    const { verb } = question;
    if (verb === 'see-private') {
      return [byRoles(rules, question, rules.seePrivate, verb, { kind: 'private' })];
    }
    const needed = grantsFor(verb);
    if (needed.length === 0) return [defaultRule(question)];
    return needed.map((one) => {
      const roles = rules.grants[one];
      return roles === undefined
        ? withoutGrant(rules, question, one)
        : byRoles(rules, question, roles, one, { kind: 'grants' });
    });
  };
}

/** What `grants` don't mention is as without a file, in words that are true of whoever a role names. */
function withoutGrant(
  { roles }: PolicyRules,
  question: PolicyQuestion,
  granted: GrantedVerb,
): PolicyDecision {
  // Without a file, a spec is launched by whom it says so itself.
  const verb = granted === 'template' ? question.verb : granted;
  const decision = defaultRule({ ...question, verb });
  if (decision.allowed || decision.why.kind !== 'no-member') return decision;
  if (!isNamed(roles, question.person.id)) return decision;
  const forMembers = memberVerbs.includes(granted);
  const factor = { kind: 'grants' } as const;
  return refused(
    forMembers
      ? { kind: 'not-granted', verb: granted, factor, roles: [membersRole], unread: [] }
      : { kind: 'no-permission', verb },
  );
}

function channelRule(rules: PolicyRules): Factor {
  return (question) => {
    const { channel, jobChannel, anywhere = false } = question;
    if (anywhere) return [];
    const places = [...new Set([channel, jobChannel ?? channel])];
    return places.flatMap((place) => {
      const own = rulesOfChannel(rules, place);
      return own === undefined ? [] : inChannel(rules, question, own, place);
    });
  };
}

function inChannel(
  rules: PolicyRules,
  question: PolicyQuestion,
  { grants, templates }: ChannelRules,
  place: string,
): readonly PolicyDecision[] {
  const { verb, template, channel } = question;
  const factor = { kind: 'channel', here: place === channel } as const;
  const decisions = byGrants(rules, question, grants, factor);
  if (templates === undefined || !isLaunch(verb)) return decisions;
  // Before a template is chosen, nothing is launched yet. A spec that is from none is of none.
  const isListed =
    template === undefined
      ? verb === 'launch'
      : templates.some((one) => fitsWildcard(one, template));
  return isListed
    ? decisions
    : [...decisions, refused({ kind: 'template-not-here', template, templates })];
}

function templateRule(rules: PolicyRules): Factor {
  return (question) => {
    const { verb, template } = question;
    if (!isLaunch(verb) || template === undefined) return [];
    return rules.templates.flatMap(({ pattern, launch }) =>
      launch === undefined || !fitsWildcard(pattern, template)
        ? []
        : [byRoles(rules, question, launch, 'launch', { kind: 'template', template })],
    );
  };
}

/** What a template says itself: nobody who may launch it under the file's rules gains by it. */
function accessRule(rules: PolicyRules): Factor {
  return (question) => {
    const { verb, template = '', access = [] } = question;
    if (!isLaunch(verb)) return [];
    return access.map((roles) =>
      byRoles(rules, question, roles, 'launch', { kind: 'template', template }),
    );
  };
}

/** Whom the rules of a template name for its approvals: `approve` alone is not enough. */
function approversRule(rules: PolicyRules): Factor {
  return (question) => {
    const { verb, template = '', approvers = namedApprovers(rules, question) } = question;
    if (verb !== 'approve') return [];
    return approvers.map((roles) =>
      byRoles(rules, question, roles, 'approve', { kind: 'template', template }),
    );
  };
}

function namedApprovers(rules: PolicyRules, { template }: PolicyQuestion): readonly Roles[] {
  if (template === undefined) return [];
  return approvalRulesOf(rules, template).flatMap(({ by }) => (by === undefined ? [] : [by]));
}

function isLaunch(verb: PolicyVerb): boolean {
  return verb === 'launch' || verb === 'launch-spec';
}

function byGrants(
  rules: PolicyRules,
  question: PolicyQuestion,
  grants: Grants,
  factor: PolicyFactor,
): readonly PolicyDecision[] {
  return grantsFor(question.verb).flatMap((verb) => {
    const roles = grants[verb];
    return roles === undefined ? [] : [byRoles(rules, question, roles, verb, factor)];
  });
}
