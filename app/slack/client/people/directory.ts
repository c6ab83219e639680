import type { WebClient } from '@slack/web-api';
import { failed, succeeded, type Result } from '../../../domain/error/failure.ts';
import type { Person } from '../../../domain/permission/policy.ts';
import type { PostingAct, PostingRefusal } from '../../../domain/permission/refusal.ts';
import type { Directory, Postability } from '../../../usecase/ports/directory.ts';
import { errorCode, neededScope, readFailure } from '../errors.ts';
import { standingIn } from '../standing.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { isMember } from './is-member.ts';
import type { Membership } from './membership.ts';
import { slackUser, toPerson } from './slack-user.ts';
import { createUserGroups } from './user-groups.ts';
import type { SlackIdentity } from '../web.ts';
import { createWorkspaceAdmins } from './workspace-admins.ts';

type DirectoryDeps = {
  readonly client: WebClient;
  /** Known once Slack has answered. */
  readonly identity: () => SlackIdentity | undefined;
  readonly membership: Membership;
  /** Monotonic, ms: setting the clock back must not make old facts fresh. */
  readonly monotonic: () => number;
};

/** The longest that a changed role goes unnoticed, unless the caller asks for fresher facts. */
const rememberedForMs = 5 * 60_000;
const mostRemembered = 1_000;

/**
 * People, channels and user groups as Slack knows them. Only successful answers about people are
 * cached; channels are asked for each time.
 */
export function createDirectory(deps: DirectoryDeps): Directory {
  const { client, identity, membership, monotonic } = deps;
  const memberships = createExpiringCache<boolean>(() => rememberedForMs, monotonic);
  const remembered = new Map<string, { readonly person: Person; readonly atMs: number }>();

  function remember(person: Person): void {
    remembered.delete(person.id);
    remembered.set(person.id, { person, atMs: monotonic() });
    // A Map keeps insertion order, so the first key is the oldest.
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
  }

  function known(userId: string, noOlderThanMs = rememberedForMs): Person | undefined {
    const one = remembered.get(userId);
    return one !== undefined && monotonic() - one.atMs < noOlderThanMs ? one.person : undefined;
  }

  return {
    known,
    channelsOpenTo: (userId, channels) => membership.openTo(userId, channels),
    knownOpenTo: (userId, channels) => membership.known(userId, channels),
    async person(userId, noOlderThanMs) {
      const before = known(userId, noOlderThanMs);
      if (before !== undefined) return succeeded(before);
      const us = identity();
      if (us === undefined) return failed(notYet);
      const found = await lookUp(client, us, userId);
      if (found.ok) remember(found.value);
      return found;
    },
    ...createUserGroups({ client, monotonic }),
    admins: createWorkspaceAdmins({ client, identity, monotonic }),
    async isMember(channel, userId, noOlderThanMs = 0) {
      const key = `${channel} ${userId}`;
      const before = memberships.get(key);
      if (before !== undefined && memberships.isThere(key, noOlderThanMs)) return succeeded(before);
      const found = await isMember(client, channel, userId);
      if (found.ok) memberships.set(key, found.value);
      return found;
    },
    ensurePostable: async (channel, act = 'launch') => {
      const us = identity();
      if (us === undefined) return failed(notYet);
      return ensurePostable(client, us, channel, act);
    },
  };
}

const notYet = { kind: 'transient', message: 'Slack has not answered yet.' } as const;

async function lookUp(
  client: WebClient,
  us: SlackIdentity,
  userId: string,
): Promise<Result<Person>> {
  try {
    const { user } = await client.users.info({ user: userId });
    const parsed = slackUser.safeParse(user);
    return parsed.success
      ? succeeded(toPerson(parsed.data, us))
      : failed({
          kind: 'transient',
          message: 'Slack described this person in a way I can’t read.',
        });
  } catch (error) {
    const code = errorCode(error);
    return failed(
      code === 'user_not_found' || code === 'user_not_visible'
        ? { kind: 'user', message: 'Slack does not know this person.', reason: code }
        : readFailure('Slack did not say who this is', error),
    );
  }
}

async function ensurePostable(
  client: WebClient,
  us: SlackIdentity,
  id: string,
  act: PostingAct,
): Promise<Result<Postability>> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    switch (standingIn(channel)) {
      case undefined: {
        const message = 'Slack described this channel in a way I can’t read.';
        return failed({ kind: 'transient', message });
      }
      case 'archived':
        return no({ kind: 'archived-here', act });
      case 'member':
        return succeeded({ kind: 'yes' });
      case 'invisible':
        return no(invite(us, act));
      case 'joinable':
        return await join(client, us, id, act);
    }
  } catch (error) {
    const code = errorCode(error);
    // Group direct messages need an extra scope, which the bot doesn't request.
    if (code === 'missing_scope') {
      return no({ kind: 'conversation-hidden', act, lacks: neededScope(error) });
    }
    if (code !== 'channel_not_found') return failed(unknownChannel(error));
    // Slack hides it from the bot: a private channel, or a conversation between people.
    return no(id.startsWith('D') ? { kind: 'between-people', act } : invite(us, act));
  }
}

/** Errors of conversations.join that an invitation fixes. */
const invitable: readonly string[] = [
  'method_not_supported_for_channel_type',
  'channel_is_limited_access',
  'channel_not_found',
  'missing_scope',
  'too_many_members',
  'restricted_action',
];

async function join(
  client: WebClient,
  us: SlackIdentity,
  channel: string,
  act: PostingAct,
): Promise<Result<Postability>> {
  try {
    await client.conversations.join({ channel });
    return succeeded({ kind: 'yes' });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'is_archived') return no({ kind: 'archived-here', act });
    if (code !== undefined && invitable.includes(code)) return no(invite(us, act));
    return failed(unknownChannel(error));
  }
}

function unknownChannel(error: unknown) {
  return readFailure('Slack did not say whether I can post in this channel', error);
}

function invite({ botName }: SlackIdentity, act: PostingAct): PostingRefusal {
  return { kind: 'not-invited', act, botName };
}

function no(why: PostingRefusal): Result<Postability> {
  return succeeded({ kind: 'no', why });
}
