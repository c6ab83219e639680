// Decides who may do what; every surface asks here. Without a policy file, full members may view,
// launch and cancel their own jobs, and workspace admins may do everything. Guests, bots and people
// from other workspaces may do nothing.

import { ownerOf, type Launch } from '../launch/launch.ts';
import type { GroupFacts } from './group-facts.ts';
import type { PolicyRules, Roles } from './policy-rules.ts';
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

/** What an act is about, as far as it is known. */
export type PolicySubject = {
  /** The owner of the job in question, if there is one. */
  readonly owner?: string | undefined;
  /** The template to launch; undefined while it isn't chosen. */
  readonly template?: string | undefined;
  /**
   * The roles that the template asks for itself, each list of which has to let a person through: of
   * the version to launch and of the current one.
   */
  readonly access?: readonly Roles[] | undefined;
  /**
   * The roles that an approval takes besides `approve`: an approver is in one of each list.
   * Undefined: those that the policy names for the template, whatever a launch costs.
   */
  readonly approvers?: readonly Roles[] | undefined;
  /** The channel in which the job in question was launched. */
  readonly jobChannel?: string | undefined;
  /** The channel isn't chosen yet, so no channel's rules count. */
  readonly anywhere?: boolean | undefined;
};

export type PolicyQuestion = PolicySubject & {
  readonly person: Person;
  readonly groups?: GroupFacts | undefined;
  readonly verb: PolicyVerb;
  /** Where it is asked, and where a launch posts. */
  readonly channel: string;
};

/** Why somebody may do something. */
export type Grounds =
  | { readonly kind: 'workspace-admin' }
  | { readonly kind: 'full-member' }
  | { readonly kind: 'role'; readonly role: string };

export type PolicyDecision =
  | { readonly allowed: true; readonly because: Grounds }
  | {
      readonly allowed: false;
      readonly why: Refusal;
      /** User ids of people who may do it. */
      readonly ask: readonly string[];
    };

export interface Policy {
  permit(question: PolicyQuestion): PolicyDecision;
  /** What it decides by. */
  readonly rules: PolicyRules;
  /** Ids of the user groups that it has to know about. */
  readonly groups: readonly string[];
}

/** What a cancel of a launch's job is about. The rules of its channel count wherever it is asked. */
export function toCancel(launch: Launch): PolicySubject {
  return { owner: ownerOf(launch), jobChannel: launch.requester.channel };
}

/** The permission a cancel needs. A job without an owner is nobody's own. */
export function verbForCancel(person: Pick<Person, 'id'>, owner: string | undefined): PolicyVerb {
  return person.id === owner ? 'cancel-own' : 'cancel-any';
}

/**
 * Permissions over other people's things, or from a role that few have. (`admin` only widens what
 * can be seen.)
 */
const verbsOverOthers: readonly PolicyVerb[] = [
  'cancel-any',
  'template',
  'launch-spec',
  'approve',
  'lock',
];

/**
 * Whether it depends on a role that may have been revoked, so that cached facts about the person
 * aren't enough.
 */
export function isOverOthers(verb: PolicyVerb): boolean {
  return verbsOverOthers.includes(verb);
}

/** The permissions of full members without a policy file. */
export const memberVerbs: readonly PolicyVerb[] = ['view', 'launch', 'cancel-own'];

/** The rule without a policy file, for an account that is open. */
export function defaultRule({ person, verb, owner }: PolicyQuestion): PolicyDecision {
  if (person.kind !== 'member') {
    return { allowed: false, why: { kind: 'no-member', who: person.kind }, ask: [] };
  }
  // Whose job it is stays between its people unless a policy file says otherwise.
  if (person.isAdmin && verb !== 'see-private') {
    return { allowed: true, because: { kind: 'workspace-admin' } };
  }
  if (memberVerbs.includes(verb)) return { allowed: true, because: { kind: 'full-member' } };
  if (verb !== 'cancel-any')
    return { allowed: false, why: { kind: 'no-permission', verb }, ask: [] };
  return owner === undefined
    ? { allowed: false, why: { kind: 'nobodys-job' }, ask: [] }
    : { allowed: false, why: { kind: 'no-permission', verb }, ask: [owner] };
}
