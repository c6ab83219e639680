// Who sees which job: its owner, and everybody who can see a channel with a card of it. Workspace
// admins see an outline of all others, so that whatever costs money can be stopped. What isn't
// known isn't shown.

import type { CardView } from '../launch/card.ts';
import { ownerOf, type Requester, type Launch } from '../launch/launch.ts';

/** The kind of a Slack channel. `direct`: one person's direct messages with the bot. */
export type Conversation =
  | { readonly kind: 'public' }
  | { readonly kind: 'private' }
  | { readonly kind: 'direct'; readonly userId: string };

/** What one person may see, as far as Slack has told. */
export type Viewer = {
  readonly userId: string;
  /**
   * The channels whose jobs they see: public ones, private ones they are in, their direct messages
   * with the bot.
   */
  readonly channels: readonly string[];
  /** Whether they see an outline of every other job; undefined: not known yet. */
  readonly seesOutlines: boolean | undefined;
  /** Handle of a launch that they may decide on: while it waits, they see it. */
  readonly asked?: string | undefined;
  /** False if Slack hasn't confirmed all channels: a hidden job might be theirs to see. */
  readonly sure: boolean;
};

/**
 * How much of a job somebody sees. `outline`: handle, owner, state and cost, and that it can be
 * cancelled.
 */
type Seen = 'all' | 'outline' | 'hidden';

/**
 * Whether somebody may see a channel. `shared` are the private channels they and the bot are in.
 */
export function opensTo(
  userId: string,
  channel: string,
  conversation: Conversation | undefined,
  shared: ReadonlySet<string>,
): boolean {
  switch (conversation?.kind) {
    case undefined:
      return false;
    case 'public':
      return true;
    case 'private':
      return shared.has(channel);
    case 'direct':
      return conversation.userId === userId;
  }
}

/** How much somebody sees of a job whose cards are in these channels and the launch's own. */
export function maySee(viewer: Viewer, launch: Launch, channels: readonly string[]): Seen {
  const isOpen = [launch.requester.channel, ...channels].some((one) =>
    viewer.channels.includes(one),
  );
  const isAsked = launch.state === 'waiting' && launch.handle === viewer.asked;
  if (isOpen || isAsked || ownerOf(launch) === viewer.userId) return 'all';
  return viewer.seesOutlines === true ? 'outline' : 'hidden';
}

/** Replaces the name of a job that isn't shown. */
const privateName = '(private)';

/** A job's outline: nothing its people wrote, and nothing that identifies them except the owner. */
export function outlineOf({ launch, job, cancel }: CardView): CardView {
  return {
    outlined: true,
    launch: {
      ...launch,
      requester: nowhere(launch.requester),
      template: { name: privateName, version: '' },
      parameters: {},
      body: { displayName: privateName, jobSpec: {} },
      failure: undefined,
      approval: undefined,
      guard: undefined,
      ladder: undefined,
      rerunOf: undefined,
      repeats: undefined,
    },
    job: job && {
      ...job,
      name: '',
      displayName: privateName,
      error: undefined,
      unreadable: undefined,
    },
    cancel: cancel && {
      ...cancel,
      requester: nowhere(cancel.requester),
      reason: undefined,
      failure: undefined,
    },
  };
}

/** The requester without channel or way to answer. */
function nowhere({ userId, teamId }: Requester): Requester {
  return { userId, teamId, channel: '' };
}

/**
 * A card for somebody who may know all of the launch itself. Of other launches, the original of a
 * re-run and the last run before it, it says something only if they may see those, too.
 */
export function cardFor(viewer: Viewer, card: CardView): CardView {
  const { launch } = card;
  const shown = withOriginal(viewer, card);
  const isOutside = !viewer.channels.includes(launch.requester.channel);
  return launch.state === 'waiting' && isOutside ? { ...shown, ...uncompared } : shown;
}

function withOriginal(viewer: Viewer, card: CardView): CardView {
  const { rerunOf } = card;
  if (rerunOf === undefined || viewer.channels.includes(rerunOf.channel)) return card;
  return { ...card, rerunOf: undefined };
}

const uncompared = { lastRun: undefined, uncompared: true } as const;

/** The card for an approver who isn't in the launch's channel: no other launch shows in it. */
export function fromOutside(card: CardView): CardView {
  return { ...card, rerunOf: undefined, ...uncompared };
}
