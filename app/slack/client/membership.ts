// Who is in which channel, as far as that decides who may see a job. Only Slack's own answers
// count, and not for long.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { opensTo, type Conversation } from '../../domain/permission/viewer.ts';
import type { OpenChannels } from '../../usecase/ports/slack.ts';
import { errorCode, readFailure } from './errors.ts';

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
/** Whoever hasn't asked again for this long isn't looking any more. */
const givenUpMs = 15_000;
const mostRemembered = 1_000;
/** Slack's largest page: https://docs.slack.dev/reference/methods/users.conversations */
const pageSize = 999;
const mostPages = 10;
/** More are asked about another time: conversations.info allows 50 calls a minute. */
const mostLooks = 20;

/** Creates the cache of who is in which channel. */
export function createMembership({ client, monotonic }: MembershipDeps): Membership {
  const kinds = createMemory<Conversation>(
    ({ kind }) => (kind === 'public' ? publicForMs : kindForMs),
    monotonic,
  );
  const shared = createMemory<ReadonlySet<string>>(() => sharedForMs, monotonic);
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
    const read = await readAll(client, { types }, failed);
    if (read === undefined) return;
    listedAt = monotonic();
    for (const one of read) remember(one);
  }

  function remember(channel: z.infer<typeof conversation>): void {
    const kind = kindOf(channel);
    if (kind !== undefined) kinds.set(channel.id, kind);
  }

  async function look(id: string): Promise<void> {
    if (isQuiet()) return;
    try {
      const { channel } = await client.conversations.info({ channel: id });
      const parsed = conversation.safeParse(channel);
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

const conversation = z.looseObject({
  id: z.string(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
  is_private: z.boolean().optional(),
  /** Of a direct message: the person. */
  user: z.string().optional(),
});

/** A channel is public only if Slack says so. */
function kindOf(channel: z.infer<typeof conversation>): Conversation | undefined {
  const { is_im, is_mpim, is_private, user } = channel;
  if (is_im === true) return user === undefined ? undefined : { kind: 'direct', userId: user };
  if (is_private === false && is_mpim !== true) return { kind: 'public' };
  return is_private === undefined && is_mpim === undefined ? undefined : { kind: 'private' };
}

async function readShared(
  client: WebClient,
  user: string,
  failed: (error: unknown) => void,
): Promise<ReadonlySet<string> | undefined> {
  const read = await readAll(client, { types: 'private_channel', user }, failed);
  return read && new Set(read.map(({ id }) => id));
}

const page = z.looseObject({
  channels: z.array(conversation),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

/** All pages; undefined if one couldn't be read. Pages beyond the limit stay unknown. */
async function readAll(
  client: WebClient,
  what: { readonly types: string; readonly user?: string },
  failed: (error: unknown) => void,
): Promise<readonly z.infer<typeof conversation>[] | undefined> {
  const all: z.infer<typeof conversation>[] = [];
  let cursor: string | undefined;
  try {
    for (let pages = 0; pages < mostPages; pages++) {
      const answer = await client.users.conversations({
        ...what,
        exclude_archived: false,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const parsed = page.safeParse(answer);
      if (!parsed.success) return undefined;
      all.push(...parsed.data.channels);
      cursor = parsed.data.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
  } catch (error) {
    failed(error);
    return undefined;
  }
  return all;
}

/** Caches values for a time; drops the oldest when there are too many. */
function createMemory<T>(forMs: (value: T) => number, monotonic: () => number) {
  type One = { readonly value: T; readonly atMs: number; readonly until: number };
  const remembered = new Map<string, One>();
  return {
    get(key: string): T | undefined {
      const one = remembered.get(key);
      return one !== undefined && monotonic() < one.until ? one.value : undefined;
    },
    set(key: string, value: T): void {
      remembered.delete(key);
      remembered.set(key, { value, atMs: monotonic(), until: monotonic() + forMs(value) });
      const [oldest] = remembered.keys();
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    },
    /** Whether it was set within this time, even if expired. */
    isThere(key: string, withinMs: number): boolean {
      const one = remembered.get(key);
      return one !== undefined && monotonic() - one.atMs < withinMs;
    },
    /** Makes it valid for this long from now. */
    holdOn(key: string, ms: number): void {
      const one = remembered.get(key);
      if (one !== undefined) remembered.set(key, { ...one, until: monotonic() + ms });
    },
    forget: (key: string) => void remembered.delete(key),
  };
}

/**
 * Allows one each `everyMs`, or several at once after a pause. Waiting callers are served in order.
 */
function createPace(everyMs: number, atOnce: number, monotonic: () => number) {
  const waiting = new Map<string, number>();
  let left = atOnce;
  let at = monotonic();
  return {
    take(key: string): boolean {
      const now = monotonic();
      left = Math.min(atOnce, left + (now - at) / everyMs);
      at = now;
      for (const [one, askedAt] of waiting) if (now - askedAt > givenUpMs) waiting.delete(one);
      waiting.set(key, now);
      const isTurn = [...waiting.keys()].indexOf(key) < Math.floor(left);
      if (isTurn) {
        left -= 1;
        waiting.delete(key);
      }
      return isTurn;
    },
  };
}
