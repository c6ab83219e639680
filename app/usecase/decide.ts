// Who may do what is asked here for every surface, in the loop: identity may need a look-up, which must not delay an ack.

import type { Asker } from '../domain/launch.ts';
import type { Decision, Person, Policy, PolicyVerb } from '../domain/policy.ts';
import type { Directory } from './slack-port.ts';

export type DecideDeps = {
  readonly directory: Directory;
  readonly policy: Policy;
};

/** `later`: the look-up failed for a passing reason. */
export type Ruling = Decision | { readonly later: true; readonly why: string };

/** Looks a person up and asks the policy. A look-up that fails for good refuses and says why; nothing is guessed. */
export async function decide(
  { directory, policy }: DecideDeps,
  asker: Asker,
  verb: PolicyVerb | ((person: Person) => PolicyVerb),
  owner?: string,
): Promise<Ruling> {
  const found = await directory.person(asker.userId);
  if (!found.ok) {
    if (found.failure.kind !== 'user' && found.failure.kind !== 'permanent') {
      return { later: true, why: found.failure.message };
    }
    return {
      allowed: false,
      sentence: `I could not look you up in Slack, so I can't tell what you may do: ${found.failure.message}`,
      ask: [],
    };
  }
  const person = found.value;
  return policy.permit({
    person,
    verb: typeof verb === 'function' ? verb(person) : verb,
    channel: asker.channel,
    owner,
  });
}
