// Requests by message or form. Reads the payload alone and uses none of the bot's code, so that one mistake can't hide in both.

import type { Payload } from './evidence.ts';
import { stateSchema } from './event-schema.ts';

/** A message addressed to the bot, or an edit of one. */
export type MessageToBot = {
  /** The request key that the bot must derive. */
  readonly key: string;
  readonly edited: boolean;
  readonly user: string;
  readonly channel: string;
  /** Without the mention. */
  readonly text: string;
};

const mention = '<@U0VERTEXJOBS>';
const botUser = 'U0VERTEXJOBS';

/** The person's message that an event carries, with its channel. Undefined for any other payload. */
function messageIn({ payload: { event } }: Payload) {
  if (event === undefined) return undefined;
  const isDirect = event.type === 'message' && event.channel_type === 'im';
  if (event.type !== 'app_mention' && !isDirect) return undefined;
  const isChange = event.subtype === 'message_changed';
  const written = isChange ? event.message : event;
  const { channel = '' } = event;
  if (written?.user === undefined || written.user === botUser) return undefined;
  return { ...written, user: written.user, channel, isDirect, isChange };
}

/** The message to the bot that a payload carries, if any. A change that Slack makes, such as unfurling a link, is no message. */
export function messageToBot(payload: Payload): MessageToBot | undefined {
  const written = messageIn(payload);
  if (written === undefined) return undefined;
  const { user, channel, ts = '', text = '', isDirect, isChange } = written;
  const edited = written.edited !== undefined;
  const isNamed = text.startsWith(mention);
  if ((!isNamed && !isDirect) || (isChange && !edited)) return undefined;
  const request = isNamed ? text.slice(mention.length).replace(/^[:,]/, '').trim() : text;
  const key = `${edited ? 'edited' : 'message'}:${channel}:${ts}`;
  return { key, edited, user, channel, text: request };
}

/** Whether a payload carries a person's message, addressed to the bot or not. */
export const carriesMessage = (payload: Payload): boolean => messageIn(payload) !== undefined;

/** Whether a payload carries the message with this channel and ts. */
export function isAboutMessage(payload: Payload, channel: string, ts: string): boolean {
  const written = messageIn(payload);
  return written?.channel === channel && written.ts === ts;
}

/** A submitted launch form: the request key that the bot must derive, and the job's tag. */
export function submittedForm({
  payload: { type, view },
}: Payload): { readonly key: string; readonly tag: string | undefined } | undefined {
  if (type !== 'view_submission' || view?.callback_id !== 'launch-form') return undefined;
  const { data } = stateSchema.safeParse(view.state);
  const [tag] = Object.entries(data?.values ?? {}).flatMap(([block, fields]) =>
    block.endsWith(':tag') ? (Object.values(fields)[0]?.value ?? []) : [],
  );
  return { key: `view:${view.id}`, tag };
}

/** The value of a parameter in the text of a launch. */
export const valueIn = (text: string, name: string): string | undefined =>
  new RegExp(`^launch .*\\b${name}=(\\S+)`).exec(text)?.[1];
