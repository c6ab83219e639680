// Who and what is in the workspace: people, channels and messages, with all that ever happened to a message.

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
  /** Where their clocks are. */
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

/** What a message says; replaced as a whole when it is edited. */
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
  /** On ephemeral messages: the only one who sees it. */
  readonly visibleTo: string | undefined;
  readonly isBroadcast: boolean;
  readonly postedAtMs: number;
  content: Content;
  /** What it said before, oldest first. */
  readonly edits: { readonly atMs: number; readonly before: Content }[];
  editedTs: string | undefined;
  /** A root with replies leaves a tombstone: its thread goes on. */
  gone: false | 'deleted' | 'tombstone';
  readonly reactions: Map<string, Set<string>>;
  readonly files: readonly Json[];
};

/** The live replies of a root, in order. */
export function repliesOf(channel: Channel, rootTs: string): readonly Message[] {
  return channel.messages.filter((one) => one.threadTs === rootTs && one.gone === false);
}

/** A message that is there, a tombstone included. */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((one) => one.ts === ts && one.gone !== 'deleted');
}

/** Takes a message away as Slack does. */
export function removeMessage(channel: Channel, message: Message): void {
  const isRoot = message.threadTs === undefined;
  message.gone = isRoot && repliesOf(channel, message.ts).length > 0 ? 'tombstone' : 'deleted';
  const root = channel.messages.find((one) => one.ts === message.threadTs);
  if (root?.gone === 'tombstone' && repliesOf(channel, root.ts).length === 0) root.gone = 'deleted';
}

export type ResponseUrl = {
  readonly channel: string;
  readonly user: string;
  /** The message that was acted on; none for commands. */
  readonly origin: Message | undefined;
  readonly issuedMs: number;
  uses: number;
};
