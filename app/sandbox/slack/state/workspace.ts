// The people, channels and messages of the workspace. Messages keep their whole history.

import type { Json, JsonObject } from '../../shared/json.ts';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  isAdmin: boolean;
  isOwner: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  isStranger: boolean;
  readonly isBot: boolean;
  deleted: boolean;
  /** IANA name. */
  readonly timeZone: string;
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  isArchived: boolean;
  readonly createdMs: number;
  readonly members: Set<string>;
  readonly messages: Message[];
};

/** A group of people that can be mentioned, also called a subteam. */
export type UserGroup = {
  readonly id: string;
  readonly handle: string;
  users: readonly string[];
  disabled: boolean;
};

/** The content of a message; an edit replaces it as a whole. */
export type Content = {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly metadata?: JsonObject | undefined;
};

export type Message = {
  readonly ts: string;
  readonly channel: string;
  /** The root's ts, on replies only. */
  readonly threadTs: string | undefined;
  readonly author: string;
  readonly botId: string | undefined;
  /** On ephemeral messages: the person who sees it. */
  readonly visibleTo: string | undefined;
  readonly isBroadcast: boolean;
  readonly postedAtMs: number;
  content: Content;
  /** Earlier contents, oldest first. */
  readonly edits: { readonly atMs: number; readonly before: Content }[];
  editedTs: string | undefined;
  /** A deleted root with replies leaves a tombstone, and its thread goes on. */
  gone: false | 'deleted' | 'tombstone';
  readonly reactions: Map<string, Set<string>>;
  readonly files: readonly Json[];
};

/** The replies of a root that are not deleted, in order. */
export function repliesOf(channel: Channel, rootTs: string): readonly Message[] {
  return channel.messages.filter((one) => one.threadTs === rootTs && one.gone === false);
}

/** A message that is not deleted; tombstones count. */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((one) => one.ts === ts && one.gone !== 'deleted');
}

/** Deletes a message as Slack does: a root with replies becomes a tombstone, which goes with the last reply. */
export function removeMessage(channel: Channel, message: Message): void {
  const isRoot = message.threadTs === undefined;
  message.gone = isRoot && repliesOf(channel, message.ts).length > 0 ? 'tombstone' : 'deleted';
  const root = channel.messages.find((one) => one.ts === message.threadTs);
  if (root?.gone === 'tombstone' && repliesOf(channel, root.ts).length === 0) root.gone = 'deleted';
}

export type ResponseUrl = {
  readonly channel: string;
  readonly user: string;
  /** The message that was acted on; undefined for commands. */
  readonly origin: Message | undefined;
  readonly issuedMs: number;
  uses: number;
};
