// What a person may see of jobs, for every surface. Nothing that names a job is read for a person
// except through here.

import type { CardView } from '../../domain/launch/card.ts';
import { cardFor, maySee, outlineOf, type Viewer } from '../../domain/permission/viewer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { decide, decideNow, type DecideDeps, type Decision } from './decide.ts';
import type { OpenChannels } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store.ts';
import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';

export type SeeDeps = DecideDeps & { readonly store: Store };

/** The requester with what they may see. Asks Slack, so it must not run before an ack. */
export async function viewerOf(deps: SeeDeps, requester: Requester): Promise<Viewer> {
  const { store, directory } = deps;
  const decision = await decide(deps, requester, 'admin');
  const channels = await store.transaction((tx) => elsewhere(tx, requester));
  const outlines = 'allowed' in decision ? decision.allowed : undefined;
  const granted = outlines === undefined ? noneYet : await grantedOf(deps, requester, channels);
  if (seesAll(deps, requester)) return toViewer(requester, granted, outlines);
  const found = await directory.channelsOpenTo(requester.userId, granted.open);
  return toViewer(requester, both(granted, found), outlines);
}

/** The same from what is cached; what isn't known isn't seen. */
export async function viewerIn(tx: Tx, deps: DecideDeps, requester: Requester): Promise<Viewer> {
  const channels = await elsewhere(tx, requester);
  const outlines = decideNow(deps, requester, 'admin')?.allowed;
  const granted = toGranted(
    channels.map((channel) => [channel, decideNow(deps, { ...requester, channel }, 'view')]),
  );
  if (seesAll(deps, requester)) return toViewer(requester, granted, outlines);
  const found = deps.directory.knownOpenTo(requester.userId, granted.open);
  return toViewer(requester, both(granted, found), outlines);
}

/** Whoever types or presses something in a channel is in it. */
async function elsewhere({ cards }: Tx, { channel }: Requester): Promise<readonly string[]> {
  return (await cards.channels()).filter((one) => one !== channel);
}

/** Slack doesn't say who they are: it isn't asked once for each channel. */
const noneYet: OpenChannels = { open: [], sure: false };

/** The channels of which the policy lets them view the jobs, wherever they ask. */
async function grantedOf(
  deps: DecideDeps,
  requester: Requester,
  channels: readonly string[],
): Promise<OpenChannels> {
  const decided: [string, Decision][] = [];
  for (const channel of channels) {
    decided.push([channel, await decide(deps, { ...requester, channel }, 'view')]);
  }
  return toGranted(decided);
}

function toGranted(
  decided: readonly (readonly [channel: string, Decision | undefined])[],
): OpenChannels {
  const verdicts = decided.map(([channel, decision]) => ({
    channel,
    allowed: decision !== undefined && 'allowed' in decision ? decision.allowed : undefined,
  }));
  return {
    open: verdicts.filter(({ allowed }) => allowed === true).map(({ channel }) => channel),
    sure: verdicts.every(({ allowed }) => allowed !== undefined),
  };
}

/** `found` were looked for among those that are `granted`. */
function both(granted: OpenChannels, found: OpenChannels): OpenChannels {
  return { open: found.open, sure: granted.sure && found.sure };
}

function toViewer(
  { userId, channel }: Requester,
  { open, sure }: OpenChannels,
  seesOutlines: boolean | undefined,
): Viewer {
  return { userId, channels: [...open, channel], seesOutlines, sure };
}

/** Whether a policy file shows them the jobs of every channel. What isn't known yet is no. */
function seesAll(deps: DecideDeps, requester: Requester): boolean {
  return decideNow(deps, requester, 'see-private')?.allowed === true;
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

/** The answer if Slack hasn't said enough about the person; repeated once it has. */
export const notSeenNow: Answer = problemAnswer({ kind: 'channels-not-known-yet' });
