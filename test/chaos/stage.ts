// What acts and checks of one run share: the world, the bots, and what is known of the launches so far.

import type { SandboxClient } from '../../app/sandbox/client.ts';
import type { Crew } from './crew.ts';
import {
  slackBooksSchema,
  vertexBooksSchema,
  type Left,
  type Message,
  type SlackBooks,
  type VertexBooks,
} from './evidence.ts';
import type { Act, Plan } from './plan.ts';
import { ana } from './scene.ts';
import { cardOf } from './words.ts';

export type Stage = {
  readonly plan: Plan;
  readonly visitor: SandboxClient;
  readonly crew: Crew;
  readonly databaseUrl: string;
  /** Of payloads that went to the bot, oldest first. */
  readonly payloadIds: string[];
  /** Handles that an ack told, by tag. */
  readonly handles: Map<string, string>;
  readonly deletedRoots: string[];
  readonly left: Left[];
  /** Channels that the bot is out of at present. */
  readonly kickedFrom: Set<string>;
  /** When something befell Slack or the way to it (Unix ms): an answer may be repeated then, or take another way. */
  readonly upsets: number[];
  /** From now on a bot that is started lives so much later. */
  readonly letPass: (ms: number) => Promise<void>;
  readonly note: (what: string) => void;
};

export const botUser = 'U0VERTEXJOBS';
const admin = 'U0WANDA';

/** Whether a channel is the direct messages of one person. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** Who can do everything there: an admin, or the one whose direct messages these are. */
export const helperIn = (channel: string): string => (isDirect(channel) ? ana : admin);

export async function slackBooks({ visitor }: Pick<Stage, 'visitor'>): Promise<SlackBooks> {
  return slackBooksSchema.parse(await visitor.slack('GET', 'records'));
}

export async function vertexBooks({ visitor }: Pick<Stage, 'visitor'>): Promise<VertexBooks> {
  return vertexBooksSchema.parse(await visitor.vertex('GET', 'records'));
}

/** The bot's messages, oldest first in each channel. */
export function botMessages(books: SlackBooks): readonly Message[] {
  return books.channels.flatMap(({ messages }) => messages).filter(({ user }) => user === botUser);
}

type Launch = Extract<Act, { do: 'launch' }>;

/** The launch of a tag, as the plan has it. */
export function launchOf({ acts }: Plan, tag: string): Launch {
  for (const { act } of acts) if (act.do === 'launch' && act.tag === tag) return act;
  throw new Error(`The plan launches no ${tag}.`);
}

/** The newest root that shows the job of a tag. */
export async function findCard(
  stage: Stage,
  tag: string,
): Promise<(Message & { readonly handle: string }) | undefined> {
  const shown = botMessages(await slackBooks(stage)).flatMap((message) => {
    const card = message.deleted ? undefined : cardOf(message.text);
    // Its name is bold.
    const name = message.text.split(' · ')[0]?.replaceAll('*', '');
    const isIt = card !== undefined && name?.endsWith(` ${tag}`) === true;
    return isIt ? [{ ...message, handle: card.handle }] : [];
  });
  return shown.at(-1);
}
