// Who is in which user group of Slack. The scope for it is optional: a group that can't be read
// grants nothing, says why, and holds up nothing else.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { GroupFacts, UnreadGroup } from '../../../domain/permission/group-facts.ts';
import type { Directory } from '../../../usecase/ports/directory.ts';
import { classify, errorCode } from '../errors.ts';
import { createExpiringCache } from './expiring-cache.ts';

type UserGroupsDeps = {
  readonly client: WebClient;
  /** Monotonic, ms: setting the clock back must not make old facts fresh. */
  readonly monotonic: () => number;
};

/** The part of the directory that knows user groups. */
export type UserGroups = Pick<Directory, 'groupsOf' | 'knownGroupsOf' | 'membersOf'>;

/** The longest that somebody removed from a group keeps its roles, unless the caller asks for less. */
const rememberedForMs = 5 * 60_000;
/** A policy names a few; those that it no longer names have to go some time. */
const mostRemembered = 200;
/** usergroups.users.list allows some 20 calls a minute (tier 2), so failures are remembered, too. */
const lastingForMs = 60_000;
const passingForMs = 5_000;
/** Slack asks for seconds; what asks for more must not end all reading. */
const longestQuietMs = 60_000;
/** The client's connections are shared with the outbox. */
const readsAtOnce = 8;

/**
 * What only a person can change: the app's scopes, the workspace's plan, the group. Other errors
 * are worth another try, those about the token as well.
 * https://docs.slack.dev/reference/methods/usergroups.users.list; a plan without user groups has
 * also been seen as `paid_teams_only`.
 */
const lasting: ReadonlySet<string> = new Set([
  'missing_scope',
  'no_such_subteam',
  'plan_upgrade_required',
  'paid_teams_only',
  'access_denied',
  'no_permission',
  'not_allowed_token_type',
  'method_deprecated',
  'unknown_method',
]);

type Members = { readonly ids: ReadonlySet<string>; readonly askedAtMs: number };
type Failing = Omit<UnreadGroup, 'group'> & {
  readonly forMs: number;
  /** Whether it is about the method rather than the group. */
  readonly everywhere?: boolean;
};
type Reading = Members | Failing;

/** What Slack said of groups, and what it refuses to say now. */
function createMemory(monotonic: () => number) {
  const answers = new Map<string, Members>();
  const failures = createExpiringCache<Failing>(({ forMs }) => forMs, monotonic);
  let quiet: { readonly untilMs: number; readonly failing: Failing } | undefined;

  return {
    /** An answer serves whoever accepts its age, also while a newer one can't be had. */
    known(group: string, noOlderThanMs: number): Reading | undefined {
      const members = answers.get(group);
      if (members !== undefined && monotonic() - members.askedAtMs < noOlderThanMs) return members;
      const failing = failures.get(group);
      if (failing !== undefined) return failing;
      return quiet !== undefined && monotonic() < quiet.untilMs ? quiet.failing : undefined;
    },
    remember(group: string, members: Members): Members {
      answers.delete(group);
      answers.set(group, members);
      // A Map keeps insertion order, so the first key is the oldest.
      const [oldest] = answers.keys();
      if (answers.size > mostRemembered && oldest !== undefined) answers.delete(oldest);
      return members;
    },
    fail(group: string, failing: Failing): Failing {
      failures.set(group, failing);
      // It is no longer what Slack said before.
      if (!failing.passing) answers.delete(group);
      // A rate limit counts for the method, whatever the group.
      if (failing.everywhere === true) quiet = { untilMs: monotonic() + failing.forMs, failing };
      return failing;
    },
  };
}

/**
 * Asks for each group at most once at a time. An answer is remembered for five minutes, a failure
 * for a minute or, if it may pass, for seconds.
 */
export function createUserGroups({ client, monotonic }: UserGroupsDeps): UserGroups {
  const memory = createMemory(monotonic);
  /** Requests in progress, which all callers share. */
  const asking = new Map<string, Promise<Reading>>();

  async function ask(group: string): Promise<Reading> {
    // Slack may have looked as soon as it was asked, so its answer is that old.
    const askedAtMs = monotonic();
    const found = await list(client, group);
    return 'why' in found
      ? memory.fail(group, found)
      : memory.remember(group, { ids: found, askedAtMs });
  }

  function read(group: string, noOlderThanMs: number): Promise<Reading> | Reading {
    const before = memory.known(group, noOlderThanMs) ?? asking.get(group);
    if (before !== undefined) return before;
    const asked = ask(group).finally(() => asking.delete(group));
    asking.set(group, asked);
    return asked;
  }

  return {
    async membersOf(group, noOlderThanMs = rememberedForMs) {
      const reading = await read(group, noOlderThanMs);
      return 'why' in reading
        ? { group, why: reading.why, passing: reading.passing }
        : { people: [...reading.ids] };
    },
    async groupsOf(userId, groups, noOlderThanMs = rememberedForMs) {
      const readings = new Map<string, Reading>();
      for (let from = 0; from < groups.length; from += readsAtOnce) {
        const some = groups.slice(from, from + readsAtOnce);
        await Promise.all(
          some.map(async (group) => readings.set(group, await read(group, noOlderThanMs))),
        );
      }
      return factsOf(userId, groups, readings);
    },
    knownGroupsOf(userId, groups, noOlderThanMs = rememberedForMs) {
      const readings = new Map<string, Reading>();
      for (const group of groups) {
        const reading = memory.known(group, noOlderThanMs);
        if (reading === undefined) return undefined;
        readings.set(group, reading);
      }
      return factsOf(userId, groups, readings);
    },
  };
}

const answerSchema = z.looseObject({ users: z.array(z.string()) });

/** The ids of a group's members. A disabled group isn't read. */
async function list(client: WebClient, group: string): Promise<ReadonlySet<string> | Failing> {
  try {
    const question = { usergroup: group, include_disabled: false };
    const answer = answerSchema.safeParse(await client.usergroups.users.list(question));
    return answer.success
      ? new Set(answer.data.users)
      : { why: unreadable, passing: true, forMs: passingForMs };
  } catch (error) {
    return failureOf(error);
  }
}

const unreadable = 'Slack lists its members in a way I can’t read';

function failureOf(error: unknown): Failing {
  const code = errorCode(error);
  if (code !== undefined && lasting.has(code)) {
    return { why: code, passing: false, forMs: lastingForMs };
  }
  const refusal = classify(error);
  const why = 'why' in refusal ? refusal.why : refusal.kind;
  const asked = 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined;
  const forMs = Math.min(Math.max(passingForMs, asked ?? 0), longestQuietMs);
  return { why, passing: true, forMs, everywhere: asked !== undefined };
}

/** In the order of the question. */
function factsOf(
  userId: string,
  groups: readonly string[],
  readings: ReadonlyMap<string, Reading>,
): GroupFacts {
  const inGroups: string[] = [];
  const unread: UnreadGroup[] = [];
  for (const group of new Set(groups)) {
    const reading = readings.get(group);
    if (reading === undefined) continue;
    if ('why' in reading) unread.push({ group, why: reading.why, passing: reading.passing });
    else if (reading.ids.has(userId)) inGroups.push(group);
  }
  return { in: inGroups, unread };
}
