// What acts and checks of one run share: the world, the bots, and what is known of the launches so far.

import type { Visitor } from '../../app/sandbox/visitor.ts';
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
import { cardOf } from './words.ts';

export type Stage = {
  readonly plan: Plan;
  readonly visitor: Visitor;
  readonly crew: Crew;
  /** Of payloads that went to the bot, oldest first. */
  readonly payloadIds: string[];
  /** Handles that an ack told, by tag. */
  readonly handles: Map<string, string>;
  readonly deletedRoots: string[];
  readonly left: Left[];
  /** Channels that the bot is out of at present. */
  readonly kickedFrom: Set<string>;
  readonly note: (what: string) => void;
};

export const botUser = 'U0VERTEXJOBS';
export const admin = 'U0WANDA';

export async function slackBooks({ visitor }: Pick<Stage, 'visitor'>): Promise<SlackBooks> {
  return slackBooksSchema.parse(await visitor.slack('GET', 'books'));
}

export async function vertexBooks({ visitor }: Pick<Stage, 'visitor'>): Promise<VertexBooks> {
  return vertexBooksSchema.parse(await visitor.vertex('GET', 'books'));
}

/** The bot's messages in channels, oldest first; direct messages are not among them. */
export function botMessages(books: SlackBooks): readonly Message[] {
  return books.channels
    .filter(({ id }) => !id.startsWith('D'))
    .flatMap(({ messages }) => messages)
    .filter(({ user }) => user === botUser);
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
    const isIt = card !== undefined && message.text.split(' · ')[0]?.endsWith(` ${tag}`) === true;
    return isIt ? [{ ...message, handle: card.handle }] : [];
  });
  return shown.at(-1);
}
