// A thread is the unit of delivery: one message of it is on its way at a time, so its order can't break.
// The card is a state to be shown, not a row: edits collapse to the newest by themselves.

import type { Digest } from './digest.ts';
import { groupFlaps } from './flaps.ts';
import { completedBy, type Update } from './update.ts';

export type Delivery = {
  /** Random; posted as message metadata, so that a message that arrived can be recognised. */
  readonly id: string;
  /** `amend`: a reply that was posted is completed. */
  readonly what: 'root' | 'reply' | 'amend' | 'card';
  /** The reply that is amended. */
  readonly messageTs?: string | undefined;
  /** The card version this delivery shows (root and card). */
  readonly cardVersion: number;
  /** Nothing posted before this (Unix ms) can be this delivery. */
  readonly claimedAt: number;
  /** Sent with an unknown effect: look before sending the same again. */
  readonly inDoubt: boolean;
  /** Sent again although the first could not be looked for: says "possibly repeated". */
  readonly possiblyRepeated: boolean;
};

export type Thread = {
  readonly id: string;
  readonly channel: string;
  readonly launchId?: string | undefined;
  /** What its root tells where that is no card: such a thread has no launch, and nothing is told below it. */
  readonly digest?: Digest | undefined;
  readonly requesterId: string;
  /** Slack ts of the root; undefined until it is posted, and again once it was deleted. */
  readonly rootTs?: string | undefined;
  /** Whether the root says that it may be a repetition: so do its edits. */
  readonly rootRepeated?: boolean | undefined;
  /** How many roots were posted: a deleted one is replaced once. */
  readonly roots: number;
  /** Grows whenever the card should look different; `cardShown` follows it. */
  readonly cardWanted: number;
  readonly cardShown: number;
  readonly delivery?: Delivery | undefined;
  /** Sends that failed in a row. */
  readonly attempts: number;
  /** Why the channel can't be posted to (a Slack error code); deliveries wait. */
  readonly parked?: string | undefined;
  /** Since when (Unix ms); undefined of one parked before that was written down. */
  readonly parkedSince?: number | undefined;
  /** Whether the requester was told of it by direct message. */
  readonly parkedTold: boolean;
  /** When it last had its channel's turn, Unix ms. */
  readonly servedAt?: number | undefined;
  /** When it was last replied in, Unix ms. */
  readonly repliedAt?: number | undefined;
};

/** An open row of the outbox: what to tell in a thread, in order of `seq`. */
export type OpenUpdate = {
  readonly id: string;
  readonly seq: number;
  /** What it is told under, once in a thread. */
  readonly key: string;
  readonly update: Update;
  /** The digest that tells it in the channel, too: the id of its thread. */
  readonly digest?: string | undefined;
  /** Set while it is part of a delivery on its way. */
  readonly deliveryId?: string | undefined;
};

/** What a thread was told, and under which key. */
export type ToldUpdate = Pick<OpenUpdate, 'key' | 'update'>;

/** A reply that was posted, and what it told. */
export type ToldMessage = {
  readonly ts: string;
  readonly updates: readonly Update[];
  /** Whether the message says that it may be a repetition. */
  readonly possiblyRepeated: boolean;
  /** The digests that took over some of it: the ids of their threads. */
  readonly digests: readonly string[];
};

/** The most lines of transitions in one reply: what waits beyond it goes into the next. */
export const mostUpdatesPerReply = 20;

/** What a thread needs next, if no delivery is on its way. Root first, then replies in order, then the card. */
export function nextDelivery(
  thread: Thread,
  open: readonly OpenUpdate[],
): { readonly what: Delivery['what']; readonly updates: readonly OpenUpdate[] } | undefined {
  if (thread.rootTs === undefined) return { what: 'root', updates: [] };
  if (open.length > 0) return { what: 'reply', updates: takeTogether(open) };
  if (thread.cardShown < thread.cardWanted) return { what: 'card', updates: [] };
  return undefined;
}

/**
 * The oldest open updates that one reply can tell: those that wait together are told together, so an outage ends in
 * one reply and not in a replay. A question keeps a reply of its own, since its button must not be buried.
 */
function takeTogether(open: readonly OpenUpdate[]): readonly OpenUpdate[] {
  const [first] = open;
  if (first === undefined || standsAlone(first, [])) return open.slice(0, 1);
  const alone = open.findIndex((row, index) => standsAlone(row, open.slice(0, index)));
  const end = alone === -1 ? open.length : alone;
  const lines = groupFlaps(open.slice(0, end), ({ update }) => update);
  return lines.slice(0, mostUpdatesPerReply).flat();
}

/** A question, and what completes a reply that was posted before: not one that goes out together with it. */
function standsAlone({ update }: OpenUpdate, before: readonly OpenUpdate[]): boolean {
  if (update.kind === 'launch-unknown') return true;
  const completes = completedBy(update);
  return completes !== undefined && !before.some((row) => row.key === completes);
}

/** Pause before a send that certainly did not arrive is tried again. */
export function resendDelayMs(attempts: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(attempts, 6));
}
