// Asks the policy for every surface: at once if Slack described the person recently, else in the
// loop or after the ack, since a look-up must not delay the ack.

import type { Requester } from '../../domain/launch/launch.ts';
import type { Knowledge } from '../../domain/permission/knowledge.ts';
import {
  isOverOthers,
  type PolicyDecision,
  type Person,
  type Policy,
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

/** Looks a person up and asks the policy. If the look-up fails for good, refuses and says why. */
export async function decide(
  deps: DecideDeps,
  requester: Requester,
  wanted: Wanted,
  owner?: string,
  knowledge?: Knowledge,
): Promise<Decision> {
  const verb = verbOf(wanted, requester);
  const found = await deps.directory.person(requester.userId, olderThanNoMore(verb, knowledge));
  if (found.ok) return permit(deps, found.value, requester, verb, owner);
  const { kind, message } = found.failure;
  // A refused token is the bot's own problem and passes. Only an answer about the person is final.
  if (kind !== 'user') {
    const person = fallback(deps, requester, verb, knowledge);
    return person === undefined
      ? { later: true, why: message }
      : permit(deps, person, requester, verb, owner);
  }
  return {
    allowed: false,
    why: { kind: 'person-not-found', why: message },
    ask: [],
  };
}

/** Decides without a look-up; undefined if Slack hasn't described the person recently enough. */
export function decideNow(
  deps: DecideDeps,
  requester: Requester,
  wanted: Wanted,
  owner?: string,
  knowledge?: Knowledge,
): PolicyDecision | undefined {
  const verb = verbOf(wanted, requester);
  const person = deps.directory.known(requester.userId, olderThanNoMore(verb, knowledge));
  return person && permit(deps, person, requester, verb, owner);
}

function permit(
  { policy }: DecideDeps,
  person: Person,
  { channel }: Requester,
  verb: PolicyVerb,
  owner: string | undefined,
): PolicyDecision {
  return policy.permit({ person, verb, channel, owner });
}
