// The one place that decides who may do what, the same for every surface. Without a policy file: full members view, launch and
// cancel their own; workspace admins the rest; guests, bots and people of other workspaces nothing.

/** What there is to be allowed, from least to most. */
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

/** What Slack says of somebody. `outsider`: of another workspace (Slack Connect). */
export type Person = {
  readonly id: string;
  readonly teamId: string;
  readonly kind: 'member' | 'guest' | 'bot' | 'outsider';
  readonly isAdmin: boolean;
  readonly deactivated: boolean;
  /** Where their clocks are: an IANA name, as Slack gives it. */
  readonly timeZone?: string | undefined;
};

export type PolicyQuestion = {
  readonly person: Person;
  readonly verb: PolicyVerb;
  readonly channel: string;
  /** Whose job it is about, where it is about one. */
  readonly owner?: string | undefined;
};

export type PolicyDecision =
  | { readonly allowed: true; readonly because: string }
  | {
      readonly allowed: false;
      /** Says what is refused and why. */
      readonly sentence: string;
      /** User ids of those who can do it. */
      readonly ask: readonly string[];
    };

/** One rule: refuses, or lets pass. What is allowed is what all rules let pass. */
export type Rule = (question: PolicyQuestion) => PolicyDecision;

export interface Policy {
  permit(question: PolicyQuestion): PolicyDecision;
}

/** A policy of rules, all of which must agree. */
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

/** The verb a cancel needs: of one's own job, or of anybody's. A job without an owner is nobody's own. */
export function verbForCancel(person: Pick<Person, 'id'>, owner: string | undefined): PolicyVerb {
  return person.id === owner ? 'cancel-own' : 'cancel-any';
}

/** What changes things that are not one's own, or takes a role that few have. (`admin` only lets see more, so far.) */
const verbsOverOthers: readonly PolicyVerb[] = ['cancel-any', 'template', 'launch-spec', 'approve'];

/** Whether it takes a role that may have been taken away, so that what was known of somebody a while ago is not enough. */
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

/** Of a job that nobody launched through the bot. */
const externalRefusal =
  'This job was not launched through me, so nobody here owns it: only a workspace admin can cancel it.';

/** The rule while there is no policy file. */
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
