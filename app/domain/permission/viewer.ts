// Who sees which job: its owner; whoever is where any card of it is; and of all that are left workspace admins an outline, so that what
// costs money can always be stopped. What is not known is not shown.

import type { CardView } from '../notification/card.ts';
import { ownerOf, type Requester, type Launch } from '../launch/launch.ts';

/** What a Slack channel is. `direct`: the bot's direct messages with one person. */
export type Conversation =
  | { readonly kind: 'public' }
  | { readonly kind: 'private' }
  | { readonly kind: 'direct'; readonly userId: string };

/** One person's eyes, as far as Slack has told. */
export type Viewer = {
  readonly userId: string;
  /** Whose jobs they see: public channels, private ones they are in, their own direct messages with the bot. */
  readonly channels: readonly string[];
  /** Whether they see of every other job an outline; undefined: not known yet. */
  readonly seesOutlines: boolean | undefined;
  /** False: Slack has not said all of the channels, so that what is hidden may not have to be. */
  readonly sure: boolean;
};

/** What somebody sees of a job. `outline`: handle, owner, state and cost, and that it can be cancelled. */
export type Seen = 'all' | 'outline' | 'hidden';

/** Whether somebody may look into a channel; `shared`: the private ones they are in together with the bot. */
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

/** What somebody sees of a job that has, or is to have, a card in these channels besides that of its launch. */
export function maySee(viewer: Viewer, launch: Launch, channels: readonly string[]): Seen {
  const isOpen = [launch.requester.channel, ...channels].some((one) =>
    viewer.channels.includes(one),
  );
  if (isOpen || ownerOf(launch) === viewer.userId) return 'all';
  return viewer.seesOutlines === true ? 'outline' : 'hidden';
}

/** Stands for the name of a job that is not shown. */
export const privateName = '(private)';

/** The outline of a job: nothing in it was written by its people, and nothing leads to them but the owner. */
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

/** Who asked, without where. */
function nowhere({ userId, teamId }: Requester): Requester {
  return { userId, teamId, channel: '' };
}

/** A card as somebody sees it who sees all of it: what it was made from is named only where they may look. */
export function cardFor(viewer: Viewer, card: CardView): CardView {
  const { rerunOf } = card;
  if (rerunOf === undefined || viewer.channels.includes(rerunOf.channel)) return card;
  return { ...card, rerunOf: undefined };
}
