// The port to people, channels and user groups as Slack knows them.

import type { GroupFacts, UnreadGroup } from '../../domain/permission/group-facts.ts';
import type { PostingAct, PostingRefusal } from '../../domain/permission/refusal.ts';
import type { Result } from '../../domain/error/failure.ts';
import type { Person } from '../../domain/permission/policy.ts';

export type Postability =
  { readonly kind: 'yes' } | { readonly kind: 'no'; readonly why: PostingRefusal };

/** Ids of everybody in a user group. */
type GroupMembers = { readonly people: readonly string[] } | UnreadGroup;

/** Ids of the workspace's admins, or why Slack doesn't list them now. */
export type WorkspaceAdmins = { readonly people: readonly string[] } | { readonly why: string };

/** `sure`: Slack has answered about the other channels, too. */
export type OpenChannels = { readonly open: readonly string[]; readonly sure: boolean };

/**
 * Facts about people and channels, cached. A failed look-up is a failure, never a guess.
 * `noOlderThanMs`: the greatest age of cached facts about a person, five minutes by default.
 */
export interface Directory {
  person(userId: string, noOlderThanMs?: number): Promise<Result<Person>>;
  /** The same from the cache; undefined if Slack hasn't answered recently. */
  known(userId: string, noOlderThanMs?: number): Person | undefined;
  /**
   * Which of these user groups a person is in; `noOlderThanMs` as for a person. Never fails: what
   * can't be read is `unread`.
   */
  groupsOf(userId: string, groups: readonly string[], noOlderThanMs?: number): Promise<GroupFacts>;
  /** The same from the cache; undefined if one was not asked for recently. */
  knownGroupsOf(
    userId: string,
    groups: readonly string[],
    noOlderThanMs?: number,
  ): GroupFacts | undefined;
  /** Who is in a user group, or why Slack doesn't show it. */
  membersOf(group: string, noOlderThanMs?: number): Promise<GroupMembers>;
  /**
   * The workspace's admins and owners with an open account, as known for minutes. For calls alone:
   * whether somebody is one is asked of the person.
   */
  admins(): Promise<WorkspaceAdmins>;
  /**
   * Which of these channels a person may see. Channels that Slack says nothing about now are left
   * out.
   */
  channelsOpenTo(userId: string, channels: readonly string[]): Promise<OpenChannels>;
  /** The same from the cache. */
  knownOpenTo(userId: string, channels: readonly string[]): OpenChannels;
  /**
   * Whether a person is in a channel; not from the cache, unless it may be this old. `user`: Slack
   * knows no such person.
   */
  isMember(channel: string, userId: string, noOlderThanMs?: number): Promise<Result<boolean>>;
  /**
   * Whether the bot can post in a channel; joins a public one. A refusal names `act`, by default a
   * launch.
   */
  ensurePostable(channel: string, act?: PostingAct): Promise<Result<Postability>>;
}
