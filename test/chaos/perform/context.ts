// What the acts of one run share: the servers, the bots, and what is known of the launches so far.

import type { SandboxClient } from '../../../app/sandbox/client/client.ts';
import type { Bots } from './bots.ts';
import {
  slackRecordsSchema,
  type Departure,
  type Message,
  type SlackRecords,
  type VertexRecords,
} from '../evidence/evidence.ts';
import { vertexRecordsSchema } from '../evidence/vertex-records.ts';
import type { Act, Plan } from '../plan/plan.ts';
import { ana } from '../plan/setup.ts';
import { cardOf } from '../evidence/words.ts';

export type Context = {
  readonly plan: Plan;
  readonly client: SandboxClient;
  readonly bots: Bots;
  readonly databaseUrl: string;
  /** Ids of the payloads sent to the bot, oldest first. */
  readonly payloadIds: string[];
  /** Handles from acks, by tag. */
  readonly handles: Map<string, string>;
  readonly deletedRoots: string[];
  readonly departures: Departure[];
  /** Channels that the bot is currently removed from. */
  readonly kickedFrom: Set<string>;
  /** When Slack or the connection to it was disrupted (Unix ms). Around such a time an answer may be repeated or take another route. */
  readonly disruptions: number[];
  /** Moves the wall clock forward for bots that start from now on. */
  readonly advanceClock: (ms: number) => Promise<void>;
  readonly note: (what: string) => void;
};

const botUser = 'U0VERTEXJOBS';
const admin = 'U0WANDA';

/** Whether a channel is the direct messages with one person. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** A user who may do everything in a channel: an admin, or the person of the direct messages. */
export const helperIn = (channel: string): string => (isDirect(channel) ? ana : admin);

export async function slackRecords({ client }: Pick<Context, 'client'>): Promise<SlackRecords> {
  return slackRecordsSchema.parse(await client.slack('GET', 'records'));
}

export async function vertexRecords({ client }: Pick<Context, 'client'>): Promise<VertexRecords> {
  return vertexRecordsSchema.parse(await client.vertex('GET', 'records'));
}

/** The bot's messages, oldest first in each channel. */
export function botMessages(records: SlackRecords): readonly Message[] {
  return records.channels
    .flatMap(({ messages }) => messages)
    .filter(({ user }) => user === botUser);
}

type Launch = Extract<Act, { do: 'launch' }>;

/** The plan's launch of a tag. */
export function launchOf({ acts }: Plan, tag: string): Launch {
  for (const { act } of acts) if (act.do === 'launch' && act.tag === tag) return act;
  throw new Error(`The plan launches no ${tag}.`);
}

/** The newest card of the job with this tag. */
export async function findCard(
  context: Context,
  tag: string,
): Promise<(Message & { readonly handle: string }) | undefined> {
  const shown = botMessages(await slackRecords(context)).flatMap((message) => {
    const card = message.deleted ? undefined : cardOf(message.text);
    // The name is bold.
    const name = message.text.split(' · ')[0]?.replaceAll('*', '');
    const isIt = card !== undefined && name?.endsWith(` ${tag}`) === true;
    return isIt ? [{ ...message, handle: card.handle }] : [];
  });
  return shown.at(-1);
}
