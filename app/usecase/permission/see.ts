// What a person may see of jobs, for every surface. Nothing that names a job is read for a person
// except through here.

import type { CardView } from '../../domain/launch/card.ts';
import { cardFor, maySee, outlineOf, type Viewer } from '../../domain/permission/viewer.ts';
import type { Person } from '../../domain/permission/policy.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { decide, decideNow, type DecideDeps, type Decision } from './decide.ts';
import type { OpenChannels } from '../ports/directory.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { problemAnswer, type Problems } from '../../domain/answer/answer.ts';

export type SeeDeps = DecideDeps & { readonly store: Store };

/** The requester with what they may see. Asks Slack, so it must not run before an ack. */
export async function viewerOf(deps: SeeDeps, requester: Requester): Promise<Viewer> {
  const { store, directory } = deps;
  const { userId, channel: here } = requester;
  const outlines = allowedBy(await decide(deps, requester, 'admin'));
  const others = await store.transaction((tx) => elsewhere(tx, requester));
  // If Slack doesn't say who they are, it isn't asked once for each channel.
  if (outlines === undefined && directory.known(userId) === undefined) {
    return toViewer(requester, isForMembers(deps, requester), noneYet, outlines);
  }
  const granted = new Map<string, boolean | undefined>();
  for (const channel of [here, ...others]) {
    granted.set(channel, allowedBy(await decide(deps, { ...requester, channel }, 'view')));
  }
  const all = allowedBy(await decide(deps, requester, 'see-private'));
  const { isHere, open } = opened(deps, requester, granted);
  const found = all === true ? open : await inSlack(deps, userId, open);
  return toViewer(requester, isHere, all === undefined ? unsure(found) : found, outlines);
}

/** The same from what is cached; what isn't known isn't seen. */
export async function viewerIn(tx: Tx, deps: DecideDeps, requester: Requester): Promise<Viewer> {
  const { userId, channel: here } = requester;
  const outlines = allowedBy(decideNow(deps, requester, 'admin'));
  const granted = new Map(
    [here, ...(await elsewhere(tx, requester))].map((channel) => [
      channel,
      allowedBy(decideNow(deps, { ...requester, channel }, 'view')),
    ]),
  );
  const all = allowedBy(decideNow(deps, requester, 'see-private'));
  const { isHere, open } = opened(deps, requester, granted);
  const found = all === true ? open : knownInSlack(deps, userId, open);
  return toViewer(requester, isHere, all === undefined ? unsure(found) : found, outlines);
}

async function elsewhere({ cards }: Tx, { channel }: Requester): Promise<readonly string[]> {
  return (await cards.channels()).filter((one) => one !== channel);
}

/** Undefined: not known yet. */
function allowedBy(decision: Decision | undefined): boolean | undefined {
  return decision !== undefined && 'allowed' in decision ? decision.allowed : undefined;
}

const noneYet: OpenChannels = { open: [], sure: false };

/**
 * Where the policy lets them view the jobs, wherever they ask: here, and in which other channels.
 * Whoever types or presses something in a channel is in it.
 */
function opened(
  deps: DecideDeps,
  requester: Requester,
  granted: ReadonlyMap<string, boolean | undefined>,
): { readonly isHere: boolean | undefined; readonly open: OpenChannels } {
  const { channel: here } = requester;
  const others = [...granted].filter(([channel]) => channel !== here);
  return {
    isHere: granted.get(here) ?? isForMembers(deps, requester),
    open: {
      open: others.filter(([, allowed]) => allowed === true).map(([channel]) => channel),
      sure: others.every(([, allowed]) => allowed !== undefined),
    },
  };
}

/**
 * Whether all full members may view the jobs where somebody asks; undefined if it depends. So what
 * is asked for in a channel is found there before Slack has said who asks.
 */
function isForMembers({ policy }: DecideDeps, { userId, channel }: Requester): true | undefined {
  const person = { id: userId, teamId: '', isAdmin: false, deactivated: false } as const;
  const asMember = { ...person, kind: 'member' } as const;
  return policy.permit({ person: asMember, verb: 'view', channel }).allowed || undefined;
}

/** Of the channels that are `granted`, those that Slack shows to a person, too. */
async function inSlack(
  { directory }: DecideDeps,
  userId: string,
  granted: OpenChannels,
): Promise<OpenChannels> {
  const person = await directory.person(userId);
  if (!person.ok) return noneYet;
  if (isConfined(person.value)) return { ...granted, open: [] };
  return both(granted, await directory.channelsOpenTo(userId, granted.open));
}

/** The same from what is cached. */
function knownInSlack(
  { directory }: DecideDeps,
  userId: string,
  granted: OpenChannels,
): OpenChannels {
  const person = directory.known(userId);
  if (person !== undefined && isConfined(person)) return { ...granted, open: [] };
  return both(granted, directory.knownOpenTo(userId, granted.open));
}

/**
 * Slack shows guests and people of other workspaces only the channels that they are in, also of
 * public ones. That they are in it is known only of the channel where they ask.
 */
function isConfined({ kind }: Person): boolean {
  return kind !== 'member';
}

/** `found` were looked for among those that are `granted`. */
function both(granted: OpenChannels, found: OpenChannels): OpenChannels {
  return { open: found.open, sure: granted.sure && found.sure };
}

function unsure({ open }: OpenChannels): OpenChannels {
  return { open, sure: false };
}

function toViewer(
  { userId, channel }: Requester,
  isHere: boolean | undefined,
  { open, sure }: OpenChannels,
  seesOutlines: boolean | undefined,
): Viewer {
  const channels = isHere === true ? [...open, channel] : open;
  return { userId, channels, seesOutlines, sure: sure && isHere !== undefined };
}

/** The jobs that a person sees, in order, each whole or as an outline. */
export async function seenOf(
  tx: Tx,
  viewer: Viewer,
  cards: readonly CardView[],
): Promise<readonly CardView[]> {
  const threads = await tx.threads.ofLaunches(cards.map(({ launch }) => launch.id));
  const byLaunch = Map.groupBy(threads, ({ launchId }) => launchId);
  return cards.flatMap((card) => {
    const channels = (byLaunch.get(card.launch.id) ?? []).map(({ channel }) => channel);
    const seen = maySee(viewer, card.launch, channels);
    if (seen === 'all') return [cardFor(viewer, card)];
    return seen === 'outline' ? [outlineOf(card)] : [];
  });
}

/** The answer if it takes more than Slack has said; the request is repeated once that is known. */
export const notSeenNow: Problems = problemAnswer({ kind: 'channels-not-known-yet' });
