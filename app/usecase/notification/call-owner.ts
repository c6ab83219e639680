// Whom the policy file calls for watched jobs, by a label. They are named only where they can see
// the job: a name in a channel that they aren't in calls nobody. Else who set the watch is called.

import type { CardView } from '../../domain/launch/card.ts';
import type { ChannelRoot, Root } from '../../domain/notification/root.ts';
import { calledByLabel } from '../../domain/permission/called-by-label.ts';
import type { DecideDeps } from '../permission/decide.ts';

type CallDeps = DecideDeps & {
  /** Waits (ms); rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
};

/** A message waits for Slack's word on them no longer than this. */
const patienceMs = 3_000;
/** Each message about a job asks for the same person. */
const freshMs = 5 * 60_000;

/** A root, with whom the policy in force calls for its watched jobs. Never rejects. */
export async function callOwners(deps: CallDeps, channel: string, root: Root): Promise<Root> {
  const owners = [...new Set(cardsOf(root).flatMap((card) => ownerOf(deps, card) ?? []))];
  if (owners.length === 0 || root.kind === 'notice') return root;
  const late = () => undefined;
  const asked = Promise.all(
    owners.map(async (id) => ((await isThere(deps, channel, id)) ? [id] : [])),
  );
  const there = await Promise.race([asked.catch(late), deps.pause(patienceMs).then(late, late)]);
  const named = new Set(there?.flat());
  return named.size === 0 ? root : withOwners(deps, root, named);
}

function cardsOf(root: Root): readonly CardView[] {
  switch (root.kind) {
    case 'card':
      return [root.card];
    case 'digest':
      return [...root.digest.launches.values()].map(({ card }) => card);
    // A launcher is told directly; a watched job has none.
    case 'notice':
      return [];
  }
}

function ownerOf({ policy }: CallDeps, { launch, watched }: CardView): string | undefined {
  return watched && calledByLabel(policy.rules, launch);
}

/** Whether an account is open, a person's, and in the channel. What isn't known doesn't count. */
async function isThere({ directory }: CallDeps, channel: string, id: string): Promise<boolean> {
  const person = await directory.person(id);
  if (!person.ok || person.value.deactivated || person.value.kind === 'bot') return false;
  const member = await directory.isMember(channel, id, freshMs);
  return member.ok && member.value;
}

function withOwners(deps: CallDeps, root: ChannelRoot, named: ReadonlySet<string>): ChannelRoot {
  const withOwner = (card: CardView): CardView => {
    const called = ownerOf(deps, card);
    if (called === undefined || card.watched === undefined || !named.has(called)) return card;
    return { ...card, watched: { ...card.watched, called } };
  };
  if (root.kind === 'card') return { kind: 'card', card: withOwner(root.card) };
  const launches = new Map(
    [...root.digest.launches].map(([id, one]) => [id, { ...one, card: withOwner(one.card) }]),
  );
  return { kind: 'digest', digest: { ...root.digest, launches } };
}
