// Decides who may do what; every surface asks here. Without a policy file, full members may view,
// launch and cancel their own jobs, and workspace admins may do everything. Guests, bots and people
// from other workspaces may do nothing.

/** Permissions, from least to most. */
export const policyVerbs = [
  'view',
  'launch',
  'cancel-own',
  'cancel-any',
  'template',
  'launch-spec',
  'approve',
  'admin',
] as const;
export type PolicyVerb = (typeof policyVerbs)[number];

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
      /** What is refused, and why. */
      readonly sentence: string;
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
        decisions[0] ?? { allowed: false, sentence: 'Nobody is allowed anything here.', ask: [] }
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

const whoseRefusal = {
  guest: 'Guests of this workspace can’t use me: ask a full member.',
  bot: 'Bots can’t use me: a person has to ask.',
  outsider: 'People of other workspaces can’t use me: ask a member of this one.',
} as const;

const verbRefusal: Readonly<Record<PolicyVerb, string>> = {
  view: 'You may not see this.',
  launch: 'You may not launch jobs.',
  'cancel-own': 'You may not cancel jobs.',
  'cancel-any': 'Only the person who launched this job, or a workspace admin, can cancel it.',
  template: 'Only a workspace admin can change templates.',
  'launch-spec':
    'A job that was launched elsewhere is launched again from its spec: only those who may change templates (workspace admins) can do that.',
  approve: 'Only a workspace admin can approve launches.',
  admin: 'Only a workspace admin can do this.',
};

/** For a job that the bot didn't launch. */
const externalRefusal =
  'This job was not launched through me, so nobody here owns it: only a workspace admin can cancel it.';

/** The rule without a policy file. */
export function defaultRule({ person, verb, owner }: PolicyQuestion): PolicyDecision {
  if (person.deactivated) {
    return { allowed: false, sentence: 'Your account is deactivated.', ask: [] };
  }
  if (person.kind !== 'member') {
    return { allowed: false, sentence: whoseRefusal[person.kind], ask: [] };
  }
  if (person.isAdmin) return { allowed: true, because: 'workspace admin' };
  if (memberVerbs.includes(verb)) return { allowed: true, because: 'full member' };
  const ask = verb === 'cancel-any' && owner !== undefined ? [owner] : [];
  const sentence =
    verb === 'cancel-any' && owner === undefined ? externalRefusal : verbRefusal[verb];
  return { allowed: false, sentence, ask };
}
