// The jobs that a `<job>` argument may mean.

import type { CardView } from '../../domain/launch/card.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Tx } from '../ports/store/store.ts';

/** More matches for a prefix are too many to ask about. */
export const mostNamed = 100;

/** The jobs it names exactly, whoever may see them; empty for a display name. */
export async function exactJobs(
  { cards, threads }: Tx,
  reference: JobReference,
  { userId: requester, channel }: Requester,
): Promise<readonly CardView[]> {
  const list = (card: CardView | undefined) => (card === undefined ? [] : [card]);
  switch (reference.kind) {
    case 'last':
      return (await cards.list({ channel, requesterId: requester, state: 'any', limit: 1 })).cards;
    case 'card': {
      const thread = await threads.byRoot(reference.channel, reference.ts);
      return thread?.launchId === undefined ? [] : list(await cards.byLaunch(thread.launchId));
    }
    case 'handle':
      return list(await cards.byHandle(reference.handle));
    case 'resource':
      return list(await cards.byResource(reference.project, reference.location, reference.id));
    case 'id':
      return cards.byJobId(reference.id);
    case 'name':
      return [];
  }
}

/** Whether the reference may be a display name. */
export function canBeName({ kind }: JobReference): boolean {
  return kind === 'handle' || kind === 'id' || kind === 'name';
}

/**
 * Jobs with this name, and jobs whose names begin with it, among those a person sees; an outline
 * has no name. Undefined if others may be hidden only because Slack hasn't answered: then none is
 * chosen.
 */
export async function namedJobs(
  { cards }: Tx,
  viewer: Viewer,
  typed: string,
): Promise<
  | {
      readonly whole: readonly CardView[];
      readonly begun: readonly CardView[];
      /** Whether there are so many that others may be meant, too. */
      readonly cut: boolean;
    }
  | undefined
> {
  const { cards: begun, cut } = await cards.byNamePrefix(typed, mostNamed, viewer);
  const all = viewer.sure ? begun : (await cards.byNamePrefix(typed, mostNamed)).cards;
  if (all.length > begun.length) return undefined;
  const name = typed.toLowerCase();
  return {
    whole: begun.filter(({ launch }) => launch.body.displayName.toLowerCase() === name),
    begun,
    cut,
  };
}
