import type { Window } from '../../domain/answer/window.ts';
import type { Advice } from '../../domain/notification/advice.ts';
import type { Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { ChannelCheck, SlackAccount } from '../../domain/doctor/checkup.ts';
import type { Result } from '../../domain/error/failure.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Root } from '../../domain/notification/root.ts';
import type { Update } from '../../domain/notification/update.ts';

/**
 * The result of a delivery. Only `accepted` and `root-gone` say for certain what the channel
 * contains.
 */
export type DeliveryOutcome =
  | { readonly kind: 'accepted'; readonly ts: string }
  /**
   * Sent, but it isn't known whether it arrived (429, 5xx, fatal_error, timeout, reset): look
   * before sending again.
   */
  | { readonly kind: 'in-doubt'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /**
   * Certainly not there, so try again: it never left, or Slack refused it for a temporary reason.
   */
  | { readonly kind: 'not-sent'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** Refused for this channel (archived, bot not in it…): waits until the bot may post there. */
  | { readonly kind: 'channel-refused'; readonly why: string }
  /**
   * Refused for the whole app (token revoked, scope missing): everything waits, nothing is parked.
   */
  | { readonly kind: 'app-refused'; readonly why: string }
  /** The root message no longer exists. */
  | { readonly kind: 'root-gone' };

/** The result of looking for an earlier delivery in the channel. */
export type Lookup =
  | { readonly kind: 'found'; readonly ts: string }
  | { readonly kind: 'absent' }
  /** The look-up itself failed: try again later. */
  | { readonly kind: 'unclear'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** The history can't be read here at all. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The updates in a reply, and what is needed to render them. */
export type Reply = {
  readonly updates: readonly Update[];
  readonly card: CardView;
  readonly possiblyRepeated: boolean;
  /** A digest reports the end and mentions people, so the reply mentions nobody. */
  readonly named?: boolean | undefined;
  /** Advice on a failure in the reply. */
  readonly advice?: Advice | undefined;
  /** Also shown in the channel. Only when it is posted; an edit can't do that. */
  readonly broadcast?: boolean | undefined;
};

/**
 * The result of opening somebody's direct messages. `channel-refused`: not with this person. Safe
 * to repeat.
 */
export type OpenedDirect =
  | { readonly kind: 'opened'; readonly channel: string }
  | Extract<DeliveryOutcome, { kind: 'channel-refused' | 'app-refused' | 'not-sent' }>;

/** The outbox's access to channels. Each call sends at most one request, once. */
export interface Announcer {
  postRoot(
    channel: string,
    root: Root,
    deliveryId: string,
    possiblyRepeated: boolean,
  ): Promise<DeliveryOutcome>;
  postReply(
    channel: string,
    rootTs: string,
    reply: Reply,
    deliveryId: string,
  ): Promise<DeliveryOutcome>;
  /** Replaces a posted reply by its completed form. */
  editReply(channel: string, ts: string, reply: Reply): Promise<DeliveryOutcome>;
  editRoot(
    channel: string,
    rootTs: string,
    root: Root,
    possiblyRepeated: boolean,
  ): Promise<DeliveryOutcome>;
  /**
   * Looks for the bot's message with this delivery id: in the thread of `rootTs`, or among roots
   * since `sinceMs` (Unix ms).
   */
  find(
    channel: string,
    rootTs: string | undefined,
    deliveryId: string,
    sinceMs: number,
  ): Promise<Lookup>;
  /**
   * Deletes the bot's messages of this delivery except `keepTs`, the one on record. A sender that
   * was paused until its lease had ended may have posted a duplicate. Looks where `find` looks.
   * False if Slack failed and it is worth another try.
   */
  withdraw(
    channel: string,
    rootTs: string | undefined,
    deliveryId: string,
    sinceMs: number,
    keepTs: string | undefined,
  ): Promise<boolean>;
  /** Opens one person's direct messages with the bot. */
  openDirect(userId: string): Promise<OpenedDirect>;
}

/**
 * Answers only the requester: through the response_url while it is valid, else as an ephemeral
 * message, else by direct message. At Home: in a window, else by direct message. Never throws.
 */
export interface Answerer {
  answer(requester: Requester, answer: Answer): Promise<void>;
}

/** The state of the connection to Slack; not cached, answers within seconds, changes nothing. */
export interface HealthChecks {
  account(): Promise<Result<SlackAccount>>;
  channel(channel: string): Promise<Result<ChannelCheck>>;
}

/**
 * Modal windows. Nothing important depends on one: it opens after the ack and may be closed at any
 * time.
 */
export interface Windows {
  open(trigger: string, window: Window): Promise<Result<undefined>>;
  /**
   * Opens a window for an answer that takes longer than a trigger is valid. Returns its id, so that
   * the answer can replace `first`.
   */
  openAnswer(trigger: string, first: Answer, channel: string): Promise<Result<string>>;
  /** Replaces the content of a window, unless it has changed meanwhile. */
  replace(ref: WindowRef, window: Window): Promise<Result<undefined>>;
  /** Opens a window on top. */
  push(trigger: string, window: Window): Promise<Result<undefined>>;
}

/** An open window; `hash` tells whether it has changed. */
export type WindowRef = { readonly id: string; readonly hash: string };
