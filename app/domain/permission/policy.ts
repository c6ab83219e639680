// Decides who may do what; every surface asks here. Without a policy file, full members may view,
// launch and cancel their own jobs, and workspace admins may do everything. Guests, bots and people
// from other workspaces may do nothing.

import type { PolicyVerb } from './policy-verb.ts';
import type { Refusal } from './refusal.ts';

/** What Slack says about a person. `outsider`: from another workspace (Slack Connect). */
export type Person = {
  readonly id: string;
  readonly teamId: string;
  readonly kind: 'member' | 'guest' | 'bot' | 'outsider';
  readonly isAdmin: boolean;
  readonly deactivated: boolean;
  /** Time zone, as Slack's IANA name. */
  readonly timeZone?: string | undefined;
};

type PolicyQuestion = {
  readonly person: Person;
  readonly verb: PolicyVerb;
  readonly channel: string;
  /** The owner of the job in question, if there is one. */
  readonly owner?: string | undefined;
};

export type PolicyDecision =
  | { readonly allowed: true; readonly because: string }
  | {
      readonly allowed: false;
      readonly why: Refusal;
      /** User ids of people who may do it. */
      readonly ask: readonly string[];
    };

/** One rule. An act is allowed if every rule allows it. */
export type Rule = (question: PolicyQuestion) => PolicyDecision;

export interface Policy {
  permit(question: PolicyQuestion): PolicyDecision;
}

/** A policy that requires all rules to allow. */
export function createPolicy(rules: readonly Rule[] = [defaultRule]): Policy {
  return {
    permit(question) {
      const decisions = rules.map((rule) => rule(question));
      return (
        decisions.find((decision) => !decision.allowed) ??
        decisions[0] ?? { allowed: false, why: { kind: 'nobody-may' }, ask: [] }
      );
    },
  };
}

/** The permission a cancel needs. A job without an owner is nobody's own. */
export function verbForCancel(person: Pick<Person, 'id'>, owner: string | undefined): PolicyVerb {
  return person.id === owner ? 'cancel-own' : 'cancel-any';
}

/**
 * Permissions over other people's things, or from a role that few have. (`admin` only widens what
 * can be seen.)
 */
const verbsOverOthers: readonly PolicyVerb[] = ['cancel-any', 'template', 'launch-spec', 'approve'];

/**
 * Whether it depends on a role that may have been revoked, so that cached facts about the person
 * aren't enough.
 */
export function isOverOthers(verb: PolicyVerb): boolean {
  return verbsOverOthers.includes(verb);
}

const memberVerbs: readonly PolicyVerb[] = ['view', 'launch', 'cancel-own'];

/** The rule without a policy file. */
export function defaultRule({ person, verb, owner }: PolicyQuestion): PolicyDecision {
  if (person.deactivated) return { allowed: false, why: { kind: 'account-deactivated' }, ask: [] };
  if (person.kind !== 'member') {
    return { allowed: false, why: { kind: 'no-member', who: person.kind }, ask: [] };
  }
  if (person.isAdmin) return { allowed: true, because: 'workspace admin' };
  if (memberVerbs.includes(verb)) return { allowed: true, because: 'full member' };
  if (verb !== 'cancel-any')
    return { allowed: false, why: { kind: 'no-permission', verb }, ask: [] };
  return owner === undefined
    ? { allowed: false, why: { kind: 'nobodys-job' }, ask: [] }
    : { allowed: false, why: { kind: 'no-permission', verb }, ask: [owner] };
}
