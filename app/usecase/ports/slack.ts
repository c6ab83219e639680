import type { Advice } from '../../domain/notification/advice.ts';
import type { Answer } from '../../domain/command/answer.ts';
import type { CardView } from '../../domain/notification/card.ts';
import type { ChannelCheck, SlackAccount } from '../../domain/doctor/checkup.ts';
import type { Result } from '../../domain/error/failure.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { LaunchForm } from '../../domain/form/launch-form.ts';
import type { Person } from '../../domain/permission/policy.ts';
import type { Root } from '../../domain/notification/root.ts';
import type { TemplateForm } from '../../domain/form/template-form.ts';
import type { WholeTemplate } from '../../domain/form/whole-template.ts';
import type { Update } from '../../domain/notification/update.ts';

/** How a delivery ended. Only `accepted` and `root-gone` are certain knowledge of what the channel holds. */
export type DeliveryOutcome =
  | { readonly kind: 'accepted'; readonly ts: string }
  /** Sent, and nobody knows whether it arrived (429, 5xx, fatal_error, timeout, reset): look before sending again. */
  | { readonly kind: 'in-doubt'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** Certainly not there, try again: it never left, or Slack refused it for a passing reason. */
  | { readonly kind: 'not-sent'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** Refused for this channel (archived, bot not in it…): waits until the bot may post there again. */
  | { readonly kind: 'channel-refused'; readonly why: string }
  /** Refused for the whole app (token revoked, scope missing): everything waits, nothing is parked. */
  | { readonly kind: 'app-refused'; readonly why: string }
  /** The root message is not there any more. */
  | { readonly kind: 'root-gone' };

/** What a look into the channel for an earlier delivery found. */
export type Lookup =
  | { readonly kind: 'found'; readonly ts: string }
  | { readonly kind: 'absent' }
  /** Try again later: the look itself failed. */
  | { readonly kind: 'unclear'; readonly why: string; readonly retryAfterMs?: number | undefined }
  /** History can't be read here at all. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** What a reply tells, and what it needs besides to tell it well. */
export type Reply = {
  readonly updates: readonly Update[];
  readonly card: CardView;
  readonly possiblyRepeated: boolean;
  /** A digest names the end that is told, and calls who is to know: the reply calls nobody for it. */
  readonly named?: boolean | undefined;
  /** What can be done about a failure that it tells. */
  readonly advice?: Advice | undefined;
  /** Shown in the channel, too. Counts when it is posted: no edit can show it there. */
  readonly broadcast?: boolean | undefined;
};

/** How the conversation with one person can be opened. `channel-refused`: not with this one. Doing it again is harmless. */
export type OpenedDirect =
  | { readonly kind: 'opened'; readonly channel: string }
  | Extract<DeliveryOutcome, { kind: 'channel-refused' | 'app-refused' | 'not-sent' }>;

/** The outbox's way into channels. Each call sends at most one request, once. */
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
  /** Shows a reply that was posted anew, completed. */
  editReply(channel: string, ts: string, reply: Reply): Promise<DeliveryOutcome>;
  editRoot(
    channel: string,
    rootTs: string,
    root: Root,
    possiblyRepeated: boolean,
  ): Promise<DeliveryOutcome>;
  /** Looks for our own message with this delivery id: in the thread of `rootTs`, or among the roots since `sinceMs` (Unix ms). */
  find(
    channel: string,
    rootTs: string | undefined,
    deliveryId: string,
    sinceMs: number,
  ): Promise<Lookup>;
  /**
   * Takes away our own messages of this delivery but for `keepTs`, the one on record: a sender that was paused while its lease ran
   * out may have posted once more when it woke. Looks where `find` looks. False: Slack did not let it, and it is worth another try.
   */
  withdraw(
    channel: string,
    rootTs: string | undefined,
    deliveryId: string,
    sinceMs: number,
    keepTs: string | undefined,
  ): Promise<boolean>;
  /** Opens the direct messages of one person with the bot. */
  openDirect(userId: string): Promise<OpenedDirect>;
}

/**
 * Answers only the requester: through the response_url while it lives, else as an ephemeral message, else by DM; at Home in a window, else by
 * DM. Never throws.
 */
export interface Answerer {
  answer(requester: Requester, answer: Answer): Promise<void>;
}

/** What it has to post for. */
export type PostingAct = 'launch' | 'watch';

export type Postability =
  | { readonly kind: 'yes' }
  /** One sentence with the remedy, e.g. to invite the bot. */
  | { readonly kind: 'no'; readonly sentence: string };

/** `sure`: Slack has said of each of the others, too. */
export type OpenChannels = { readonly open: readonly string[]; readonly sure: boolean };

/**
 * Facts about people and channels, cached; a failed look-up is a failure, never a guess. `noOlderThanMs`: how old what is remembered of
 * a person may be, five minutes where nothing is said.
 */
export interface Directory {
  person(userId: string, noOlderThanMs?: number): Promise<Result<Person>>;
  /** The same from memory; undefined when Slack has not lately said. */
  known(userId: string, noOlderThanMs?: number): Person | undefined;
  /** Into which of these channels somebody may look; what of it Slack does not say now is left out. */
  channelsOpenTo(userId: string, channels: readonly string[]): Promise<OpenChannels>;
  /** The same from memory. */
  knownOpenTo(userId: string, channels: readonly string[]): OpenChannels;
  /** Whether somebody is in a channel, asked anew each time. `user`: Slack knows no such person. */
  isMember(channel: string, userId: string): Promise<Result<boolean>>;
  /** Whether the bot can post in a channel; joins a public one itself. A no is worded for `act`, a launch by default. */
  ensurePostable(channel: string, act?: PostingAct): Promise<Result<Postability>>;
}

/** How things stand with Slack, asked anew each time and answered within seconds; nothing is changed by it. */
export interface HealthChecks {
  account(): Promise<Result<SlackAccount>>;
  channel(channel: string): Promise<Result<ChannelCheck>>;
}

/** Windows (modals) of one person. Nothing that matters hangs on one: it is opened after the ack, and may be closed at any time. */
export interface Windows {
  open(trigger: string, window: Window): Promise<Result<undefined>>;
  /** Opens one for an answer that takes longer than a trigger lives; its id, so that the answer can take the place of `first`. */
  openAnswer(trigger: string, first: Answer, channel: string): Promise<Result<string>>;
  /** Shows another content in the same window, unless it has changed meanwhile. */
  replace(ref: WindowRef, window: Window): Promise<Result<undefined>>;
  /** Opens one on top. */
  push(trigger: string, window: Window): Promise<Result<undefined>>;
}

export type Window =
  | { readonly kind: 'launch-form'; readonly form: LaunchForm }
  | { readonly kind: 'template-form'; readonly form: TemplateForm }
  | { readonly kind: 'whole-template'; readonly template: WholeTemplate }
  /** `channel`: where what is pressed in it is answered, and the card will be; of a form at Home it is answered in the window. */
  | {
      readonly kind: 'preview';
      readonly answer: Answer;
      readonly channel?: string | undefined;
      readonly home?: boolean | undefined;
    }
  /** To what was asked at Home; `channel`: the person's direct messages with the bot. */
  | { readonly kind: 'answer'; readonly answer: Answer; readonly channel: string };
/** A window that somebody has before them; `hash` tells whether it has changed since. */
export type WindowRef = { readonly id: string; readonly hash: string };
