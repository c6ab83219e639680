// Who may do what is asked here for every surface: at once when Slack has lately said who somebody is, else in the loop or after the
// ack, since a look-up must not delay one.

import type { Requester } from '../../domain/launch/launch.ts';
import {
  isOverOthers,
  type PolicyDecision,
  type Person,
  type Policy,
  type PolicyVerb,
} from '../../domain/permission/policy.ts';
import type { Directory } from '../ports/slack.ts';

export type DecideDeps = {
  readonly directory: Directory;
  readonly policy: Policy;
};

/** `later`: the look-up failed for a passing reason. */
export type Decision = PolicyDecision | { readonly later: true; readonly why: string };

/** What is wanted: a verb, or one that depends on who asks. */
type Wanted = PolicyVerb | ((person: Pick<Person, 'id'>) => PolicyVerb);

/**
 * How well one has to know who asks. `lately`: Slack said so within five minutes. `now`: within a minute, else it is asked anew, and
 * where it can't say the answer is no. `now-if-possible`: the same, but where it can't say, what it said lately counts. Undefined: what
 * the verb takes.
 */
export type Knowledge = 'lately' | 'now' | 'now-if-possible';

const nowMs = 60_000;

function verbOf(wanted: Wanted, { userId: id }: Requester): PolicyVerb {
  return typeof wanted === 'function' ? wanted({ id }) : wanted;
}

function olderThanNoMore(verb: PolicyVerb, knowledge: Knowledge | undefined): number | undefined {
  const needed = knowledge ?? (isOverOthers(verb) ? 'now' : 'lately');
  return needed === 'lately' ? undefined : nowMs;
}

/** What counts where Slack can't say; to stop what is one's own, whatever it ever said is enough. */
function fallback(
  { directory }: DecideDeps,
  { userId }: Requester,
  verb: PolicyVerb,
  knowledge: Knowledge | undefined,
): Person | undefined {
  if (verb === 'cancel-own') return directory.known(userId, Infinity);
  return knowledge === 'now-if-possible' ? directory.known(userId) : undefined;
}

/** Looks a person up and asks the policy. A look-up that fails for good refuses and says why; nothing is guessed. */
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
  // A refused token is the bot's trouble and passes: only Slack's word about the person is final.
  if (kind !== 'user') {
    const person = fallback(deps, requester, verb, knowledge);
    return person === undefined
      ? { later: true, why: message }
      : permit(deps, person, requester, verb, owner);
  }
  return {
    allowed: false,
    sentence: `I could not look you up in Slack, so I can’t tell what you may do: ${message}`,
    ask: [],
  };
}

/** The same without a look-up; undefined when Slack has not said lately enough who this is. */
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
