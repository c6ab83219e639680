// A thread is the unit of delivery: at most one message is in flight, so the order holds. The card
// is state and not a row, so edits collapse to the newest.

import type { Digest } from './digest.ts';
import { groupFlaps } from './flaps.ts';
import { completedBy, type Update } from './update.ts';

export type Delivery = {
  /** Random. Posted as message metadata, so that a message that did arrive can be recognised. */
  readonly id: string;
  /** `amend` completes a reply that was posted before. */
  readonly what: 'root' | 'reply' | 'amend' | 'card';
  /** The reply to amend. */
  readonly messageTs?: string | undefined;
  /** The card version that this delivery shows (root and card). */
  readonly cardVersion: number;
  /** Nothing posted before this (Unix ms) can be this delivery. */
  readonly claimedAt: number;
  /** Sent, effect unknown: look for it before sending the same again. */
  readonly inDoubt: boolean;
  /** Sent again although nobody could look for the first: says "possibly repeated". */
  readonly possiblyRepeated: boolean;
};

export type Thread = {
  readonly id: string;
  readonly channel: string;
  readonly launchId?: string | undefined;
  /** The root's content if it isn't a card. Such a thread has no launch and no replies. */
  readonly digest?: Digest | undefined;
  /** Who asked for it; `nobody`: trouble of the bot itself. */
  readonly requesterId: string;
  /** Slack ts of the root; undefined until it is posted, and again after it was deleted. */
  readonly rootTs?: string | undefined;
  /** Whether the root says that it may be a repetition; its edits then say so, too. */
  readonly rootRepeated?: boolean | undefined;
  /** How many roots were posted: a deleted one is replaced once. */
  readonly roots: number;
  /** Incremented when the card should change; `cardShown` follows. */
  readonly cardWanted: number;
  readonly cardShown: number;
  readonly delivery?: Delivery | undefined;
  /** Failed sends in a row. */
  readonly attempts: number;
  /** Why the channel can't be posted to (a Slack error code). Deliveries wait. */
  readonly parked?: string | undefined;
  /** Since when (Unix ms); undefined if parked before this was recorded. */
  readonly parkedSince?: number | undefined;
  /** Whether the requester was told by direct message. */
  readonly parkedTold: boolean;
  /** When it last had its channel's turn, Unix ms. */
  readonly servedAt?: number | undefined;
  /** When it last got a reply, Unix ms. */
  readonly repliedAt?: number | undefined;
};

/** The requester of what nobody asked for. */
export const nobody = '';

/** A thread that has posted nothing yet. If its root is a digest, it gets no replies. */
export function newThread(
  its: Pick<Thread, 'id' | 'channel' | 'launchId' | 'digest' | 'requesterId'>,
): Thread {
  return { ...its, roots: 0, cardWanted: 1, cardShown: 0, attempts: 0, parkedTold: false };
}

/** A row of the outbox not yet sent. Told in order of `seq`. */
export type OpenUpdate = {
  readonly id: string;
  readonly seq: number;
  /** Unique within the thread, so that each update is told once. */
  readonly key: string;
  readonly update: Update;
  /** The digest that also tells it in the channel: its thread's id. */
  readonly digest?: string | undefined;
  /** Set while it is part of a delivery. */
  readonly deliveryId?: string | undefined;
};

/** An update that was told, with its key. */
export type ToldUpdate = Pick<OpenUpdate, 'key' | 'update'>;

/** A posted reply and the updates in it. */
export type ToldMessage = {
  readonly ts: string;
  readonly updates: readonly Update[];
  /** Whether the message says that it may be a repetition. */
  readonly possiblyRepeated: boolean;
  /** The digests that told some of it: their threads' ids. */
  readonly digests: readonly string[];
};

/** The most lines of changes in one reply; the rest goes into the next. */
export const mostUpdatesPerReply = 20;

/**
 * What to send next in a thread without a delivery: the root, then replies in order, then the card.
 */
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
 * The oldest updates that fit into one reply. Updates that wait together are told together, so that
 * an outage ends in one reply. A question gets its own reply, so that its button isn't buried.
 */
function takeTogether(open: readonly OpenUpdate[]): readonly OpenUpdate[] {
  const [first] = open;
  if (first === undefined || standsAlone(first, [])) return open.slice(0, 1);
  const alone = open.findIndex((row, index) => standsAlone(row, open.slice(0, index)));
  const end = alone === -1 ? open.length : alone;
  const lines = groupFlaps(open.slice(0, end), ({ update }) => update);
  return lines.slice(0, mostUpdatesPerReply).flat();
}

/**
 * Whether an update needs its own message: a question, or an update that completes an earlier reply
 * rather than one in the same message.
 */
function standsAlone({ update }: OpenUpdate, before: readonly OpenUpdate[]): boolean {
  if (update.kind === 'launch-unknown' || update.kind === 'guard-warning') return true;
  const completes = completedBy(update);
  return completes !== undefined && !before.some((row) => row.key === completes);
}
