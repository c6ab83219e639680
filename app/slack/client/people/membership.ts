// Who is in which channel, as far as that decides who may see a job. Only Slack's own answers
// count, and not for long.

import type { WebClient } from '@slack/web-api';
import { opensTo, type Conversation } from '../../../domain/permission/viewer.ts';
import type { OpenChannels } from '../../../usecase/ports/directory.ts';
import {
  kindOf,
  listedConversation,
  readConversations,
  type ListedConversation,
} from './conversations.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { errorCode, readFailure } from '../errors.ts';
import { createPace } from './renewal-pace.ts';

type MembershipDeps = {
  readonly client: WebClient;
  /** Monotonic, ms: setting the clock back must not make old facts fresh. */
  readonly monotonic: () => number;
};

export interface Membership {
  /** See `Directory.channelsOpenTo`. */
  openTo(userId: string, channels: readonly string[]): Promise<OpenChannels>;
  known(userId: string, channels: readonly string[]): OpenChannels;
  /** Somebody joined or left, so what is cached about them is out of date. */
  changed(userId: string): void;
}

/**
 * The longest that somebody removed from a private channel still sees into it if the event is lost.
 */
const sharedForMs = 60_000;
/**
 * A public channel can be made private. Slack announces that only in a message of the channel, and
 * to get those, the bot would have to receive everything written there:
 * https://docs.slack.dev/reference/events/message/channel_convert_to_private
 */
const publicForMs = 60_000;
/** In the other direction, nothing is shown that shouldn't be. */
const kindForMs = 10 * 60_000;
/**
 * users.conversations allows 50 calls a minute for the whole app (tier 3), also for other uses.
 * People with an open Home are refreshed at this pace.
 */
const renewalMs = 2_000;
const mostRenewalsAtOnce = 10;
/**
 * While others are waiting for a refresh, the last answer stays valid. Leaving a channel is still
 * noticed at once, by its event.
 */
const staleForMs = 5 * 60_000;
/** How soon to try again then. */
const againMs = 3_000;
/** More are asked about another time: conversations.info allows 50 calls a minute. */
const mostLooks = 20;

/** Creates the cache of who is in which channel. */
export function createMembership({ client, monotonic }: MembershipDeps): Membership {
  const kinds = createExpiringCache<Conversation>(
    ({ kind }) => (kind === 'public' ? publicForMs : kindForMs),
    monotonic,
  );
  const shared = createExpiringCache<ReadonlySet<string>>(() => sharedForMs, monotonic);
  const renewals = createPace(renewalMs, mostRenewalsAtOnce, monotonic);
  /** Requests in progress, so that several waiting callers ask once. */
  const asking = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  let listedAt: number | undefined;
  /** Until when Slack wants to be left alone; open Homes would ask again and again. */
  let quietUntil = 0;

  const isQuiet = (): boolean => monotonic() < quietUntil;
  const failed = (error: unknown): void => {
    const { retryAfterMs } = readFailure('Slack did not say who is where', error);
    if (retryAfterMs !== undefined) quietUntil = monotonic() + retryAfterMs;
  };

  function known(userId: string, channels: readonly string[]): OpenChannels {
    const of = shared.get(userId);
    const isSure = (channel: string): boolean => {
      const kind = kinds.get(channel)?.kind;
      return kind !== undefined && (kind !== 'private' || of !== undefined);
    };
    return {
      open: channels.filter((one) => opensTo(userId, one, kinds.get(one), of ?? new Set())),
      sure: channels.every(isSure),
    };
  }

  /** Reads the bot's own channels with one call: most jobs are there. */
  async function list(): Promise<void> {
    if (isQuiet() || (listedAt !== undefined && monotonic() - listedAt < publicForMs)) return;
    const types = 'public_channel,private_channel,im';
    const read = await readConversations(client, { types }, failed);
    if (read === undefined) return;
    listedAt = monotonic();
    for (const one of read) remember(one);
  }

  function remember(channel: ListedConversation): void {
    const kind = kindOf(channel);
    if (kind !== undefined) kinds.set(channel.id, kind);
  }

  async function look(id: string): Promise<void> {
    if (isQuiet()) return;
    try {
      const { channel } = await client.conversations.info({ channel: id });
      const parsed = listedConversation.safeParse(channel);
      if (parsed.success) remember(parsed.data);
    } catch (error) {
      // Hidden from the bot, so it is private and shared with nobody.
      if (errorCode(error) === 'channel_not_found') kinds.set(id, { kind: 'private' });
      else failed(error);
    }
  }

  async function learnKinds(channels: readonly string[]): Promise<void> {
    const unknown = () => channels.filter((one) => kinds.get(one) === undefined);
    if (unknown().length > 1) await list();
    await Promise.all(unknown().slice(0, mostLooks).map(look));
  }

  async function learnShared(userId: string): Promise<void> {
    if (isQuiet()) return;
    const before = asking.get(userId);
    const isRenewal = before === undefined && shared.isThere(userId, staleForMs);
    if (isRenewal && !renewals.take(userId)) {
      shared.holdOn(userId, againMs);
      return;
    }
    // The bot learns about private channels only where it is a member.
    const asked = before ?? readShared(client, userId, failed);
    asking.set(userId, asked);
    const found = await asked;
    // Somebody who joined or left meanwhile is asked about again.
    if (asking.get(userId) !== asked) return;
    asking.delete(userId);
    if (found !== undefined) shared.set(userId, found);
  }

  return {
    known,
    async openTo(userId, channels) {
      await learnKinds(channels);
      const isPrivate = channels.some((one) => kinds.get(one)?.kind === 'private');
      if (isPrivate && shared.get(userId) === undefined) await learnShared(userId);
      return known(userId, channels);
    },
    changed(userId) {
      shared.forget(userId);
      asking.delete(userId);
    },
  };
}

async function readShared(
  client: WebClient,
  user: string,
  failed: (error: unknown) => void,
): Promise<ReadonlySet<string> | undefined> {
  const read = await readConversations(client, { types: 'private_channel', user }, failed);
  return read && new Set(read.map(({ id }) => id));
}
