// Who may do what is asked here for every surface: at once when Slack has lately said who somebody is, else in the loop or after the
// ack, since a look-up must not delay one.

import type { Asker } from '../domain/launch.ts';
import type { Decision, Person, Policy, PolicyVerb } from '../domain/policy.ts';
import type { Directory } from './slack-port.ts';

export type DecideDeps = {
  readonly directory: Directory;
  readonly policy: Policy;
};

/** `later`: the look-up failed for a passing reason. */
export type Ruling = Decision | { readonly later: true; readonly why: string };

/** What is wanted: a verb, or one that depends on who asks. */
type Wanted = PolicyVerb | ((person: Person) => PolicyVerb);

/** Looks a person up and asks the policy. A look-up that fails for good refuses and says why; nothing is guessed. */
export async function decide(
  { directory, policy }: DecideDeps,
  asker: Asker,
  verb: Wanted,
  owner?: string,
): Promise<Ruling> {
  const found = await directory.person(asker.userId);
  if (found.ok) return permit(policy, found.value, asker, verb, owner);
  if (found.failure.kind !== 'user' && found.failure.kind !== 'permanent') {
    return { later: true, why: found.failure.message };
  }
  return {
    allowed: false,
    sentence: `I could not look you up in Slack, so I can’t tell what you may do: ${found.failure.message}`,
    ask: [],
  };
}

/** The same without a look-up; undefined when Slack has not lately said who this is. */
export function decideNow(
  { directory, policy }: DecideDeps,
  asker: Asker,
  verb: Wanted,
  owner?: string,
): Decision | undefined {
  const person = directory.known(asker.userId);
  return person && permit(policy, person, asker, verb, owner);
}

function permit(
  policy: Policy,
  person: Person,
  { channel }: Asker,
  verb: Wanted,
  owner: string | undefined,
): Decision {
  return policy.permit({
    person,
    verb: typeof verb === 'function' ? verb(person) : verb,
    channel,
    owner,
  });
}
