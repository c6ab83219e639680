// Asks the policy for every surface: at once if Slack described the person recently, else in the
// loop or after the ack, since a look-up must not delay the ack.

import type { Requester } from '../../domain/launch/launch.ts';
import type { Knowledge } from '../../domain/permission/knowledge.ts';
import type { GroupFacts, UnreadGroup } from '../../domain/permission/group-facts.ts';
import {
  isOverOthers,
  type Person,
  type Policy,
  type PolicyDecision,
  type PolicySubject,
} from '../../domain/permission/policy.ts';
import type { PolicyVerb } from '../../domain/permission/policy-verb.ts';
import type { Directory } from '../ports/directory.ts';

export type DecideDeps = {
  readonly directory: Directory;
  readonly policy: Policy;
};

/** `later`: the look-up failed for a temporary reason. */
export type Decision = PolicyDecision | { readonly later: true; readonly why: string };

/** What is wanted: a permission, or one that depends on the person. */
type Wanted = PolicyVerb | ((person: Pick<Person, 'id'>) => PolicyVerb);

const nowMs = 60_000;
const latelyMs = 5 * 60_000;

function verbOf(wanted: Wanted, { userId: id }: Requester): PolicyVerb {
  return typeof wanted === 'function' ? wanted({ id }) : wanted;
}

function olderThanNoMore(verb: PolicyVerb, knowledge: Knowledge | undefined): number | undefined {
  const needed = knowledge ?? (isOverOthers(verb) ? 'now' : 'lately');
  return needed === 'lately' ? undefined : nowMs;
}

/**
 * How old facts may be that count without an answer from Slack (ms); undefined: none do. To stop
 * one's own job, any age is enough.
 */
function fallbackAge(verb: PolicyVerb, knowledge: Knowledge | undefined): number | undefined {
  if (verb === 'cancel-own') return Infinity;
  return knowledge === 'now-if-possible' ? latelyMs : undefined;
}

/**
 * Looks a person up and asks the policy. If the look-up fails for good, refuses and says why. What
 * it is about (`subject`) must be all that is known of it: a rule about a template or a channel
 * counts only then.
 */
export async function decide(
  deps: DecideDeps,
  requester: Requester,
  wanted: Wanted,
  subject: PolicySubject = {},
  knowledge?: Knowledge,
): Promise<Decision> {
  const verb = verbOf(wanted, requester);
  const age = olderThanNoMore(verb, knowledge);
  const without = fallbackAge(verb, knowledge);
  const question = { requester, verb, subject, age, without };
  const found = await deps.directory.person(requester.userId, age);
  if (found.ok) return permitLater(deps, { ...question, person: found.value });
  const { kind, message } = found.failure;
  // A refused token is the bot's own problem and passes. Only an answer about the person is final.
  if (kind !== 'user') {
    const person =
      without === undefined ? undefined : deps.directory.known(requester.userId, without);
    return person === undefined
      ? { later: true, why: message }
      : permitLater(deps, { ...question, person });
  }
  return {
    allowed: false,
    why: { kind: 'person-not-found', why: message },
    ask: [],
  };
}

/**
 * Decides without a look-up; undefined if Slack hasn't described the person recently enough, or
 * hasn't told of a user group that might lift the refusal.
 */
export function decideNow(
  deps: DecideDeps,
  requester: Requester,
  wanted: Wanted,
  subject: PolicySubject = {},
  knowledge?: Knowledge,
): PolicyDecision | undefined {
  const { directory, policy } = deps;
  const verb = verbOf(wanted, requester);
  const age = olderThanNoMore(verb, knowledge);
  const person = directory.known(requester.userId, age);
  if (person === undefined) return undefined;
  const question = { person, requester, verb, subject, age };
  const sure = withoutGroups(deps, question);
  if (sure !== undefined) return sure;
  const groups = directory.knownGroupsOf(person.id, policy.groups, age);
  const decision = groups && permit(deps, question, groups);
  return decision && whatMightPass(decision) === undefined ? decision : undefined;
}

/**
 * Who asks for what, and how old facts about them may be (ms; undefined: five minutes). `without`:
 * if Slack doesn't answer; undefined: then nothing is decided.
 */
type Question = {
  readonly person: Person;
  readonly requester: Requester;
  readonly verb: PolicyVerb;
  readonly subject: PolicySubject;
  readonly age: number | undefined;
  readonly without?: number | undefined;
};

/** A refusal that a user group might lift waits while the group can't be read. */
async function permitLater(deps: DecideDeps, question: Question): Promise<Decision> {
  const sure = withoutGroups(deps, question);
  if (sure !== undefined) return sure;
  const { person, age, without } = question;
  const { groups: asked } = deps.policy;
  const groups = await deps.directory.groupsOf(person.id, asked, age);
  // Another file came into force meanwhile, which may name others.
  if (deps.policy.groups !== asked) return permitLater(deps, question);
  const decision = permit(deps, question, groups);
  const passing = whatMightPass(decision);
  if (passing === undefined) return decision;
  const before =
    without === undefined ? undefined : deps.directory.knownGroupsOf(person.id, asked, without);
  const earlier = before && permit(deps, question, before);
  return earlier !== undefined && whatMightPass(earlier) === undefined
    ? earlier
    : { later: true, why: passing.why };
}

/**
 * The decision that holds whatever user groups the person is in: those only ever add roles.
 * Undefined if one might lift the refusal. So a Slack that doesn't tell of groups holds up nobody
 * who doesn't need one.
 */
function withoutGroups(deps: DecideDeps, question: Question): PolicyDecision | undefined {
  const decision = permit(deps, question, { in: [], unread: [] });
  if (decision.allowed || decision.why.kind !== 'not-granted') return decision;
  // What refuses somebody in all of them refuses everybody else like them.
  const atBest = permit(deps, question, { in: deps.policy.groups, unread: [] });
  return atBest.allowed ? undefined : atBest;
}

/** A user group that can't be read just now, without which the person is refused. */
function whatMightPass(decision: PolicyDecision): UnreadGroup | undefined {
  return decision.allowed || decision.why.kind !== 'not-granted'
    ? undefined
    : decision.why.unread.find((one) => one.passing);
}

function permit(
  { policy }: DecideDeps,
  { person, requester: { channel }, verb, subject }: Question,
  groups: GroupFacts,
): PolicyDecision {
  return policy.permit({ ...subject, person, groups, verb, channel });
}
