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
import type { Directory } from '../ports/slack.ts';

export type DecideDeps = {
  readonly directory: Directory;
  readonly policy: Policy;
};

/** `later`: the look-up failed for a temporary reason. */
export type Decision = PolicyDecision | { readonly later: true; readonly why: string };

/** What is wanted: a permission, or one that depends on the person. */
type Wanted = PolicyVerb | ((person: Pick<Person, 'id'>) => PolicyVerb);

const nowMs = 60_000;

function verbOf(wanted: Wanted, { userId: id }: Requester): PolicyVerb {
  return typeof wanted === 'function' ? wanted({ id }) : wanted;
}

function olderThanNoMore(verb: PolicyVerb, knowledge: Knowledge | undefined): number | undefined {
  const needed = knowledge ?? (isOverOthers(verb) ? 'now' : 'lately');
  return needed === 'lately' ? undefined : nowMs;
}

/** The facts that count without an answer from Slack. To stop one's own job, any age is enough. */
function fallback(
  { directory }: DecideDeps,
  { userId }: Requester,
  verb: PolicyVerb,
  knowledge: Knowledge | undefined,
): Person | undefined {
  if (verb === 'cancel-own') return directory.known(userId, Infinity);
  return knowledge === 'now-if-possible' ? directory.known(userId) : undefined;
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
  const found = await deps.directory.person(requester.userId, age);
  if (found.ok) return permitLater(deps, found.value, requester, verb, subject, age);
  const { kind, message } = found.failure;
  // A refused token is the bot's own problem and passes. Only an answer about the person is final.
  if (kind !== 'user') {
    const person = fallback(deps, requester, verb, knowledge);
    return person === undefined
      ? { later: true, why: message }
      : permitLater(deps, person, requester, verb, subject, age);
  }
  return {
    allowed: false,
    why: { kind: 'person-not-found', why: message },
    ask: [],
  };
}

/**
 * Decides without a look-up; undefined if Slack hasn't described the person recently enough, or a
 * user group that it doesn't show just now might lift the refusal.
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
  const groups = directory.knownGroupsOf(requester.userId, policy.groups, age);
  if (person === undefined || groups === undefined) return undefined;
  const decision = permit(deps, person, groups, requester, verb, subject);
  return whatMightPass(decision) === undefined ? decision : undefined;
}

/** With the person's user groups. A refusal that a group might lift waits while it can't be read. */
async function permitLater(
  deps: DecideDeps,
  person: Person,
  requester: Requester,
  verb: PolicyVerb,
  subject: PolicySubject,
  age: number | undefined,
): Promise<Decision> {
  const groups = await deps.directory.groupsOf(person.id, deps.policy.groups, age);
  const decision = permit(deps, person, groups, requester, verb, subject);
  const passing = whatMightPass(decision);
  return passing === undefined ? decision : { later: true, why: passing.why };
}

/** A user group that can't be read just now, without which the person is refused. */
function whatMightPass(decision: PolicyDecision): UnreadGroup | undefined {
  return decision.allowed || decision.why.kind !== 'not-granted'
    ? undefined
    : decision.why.unread.find((one) => one.passing);
}

function permit(
  { policy }: DecideDeps,
  person: Person,
  groups: GroupFacts,
  { channel }: Requester,
  verb: PolicyVerb,
  subject: PolicySubject,
): PolicyDecision {
  return policy.permit({ ...subject, person, groups, verb, channel });
}
