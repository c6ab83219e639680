// What a payload asks for otherwise than by a slash command, as the judge reads it: from the payload alone, with no code of the bot's.

import type { Payload } from './evidence.ts';
import { stateSchema } from './said-schema.ts';

/** A message that is for the bot, or an edit of one. */
export type Said = {
  /** What the bot must know it by. */
  readonly key: string;
  readonly edited: boolean;
  readonly user: string;
  readonly channel: string;
  /** Without the mention. */
  readonly text: string;
};

const mention = '<@U0VERTEXJOBS>';
const botUser = 'U0VERTEXJOBS';

/** The message that an event tells of, with its place; undefined: it tells of none. */
function writtenIn({ payload: { event } }: Payload) {
  if (event === undefined) return undefined;
  const isDirect = event.type === 'message' && event.channel_type === 'im';
  if (event.type !== 'app_mention' && !isDirect) return undefined;
  const isChange = event.subtype === 'message_changed';
  const written = isChange ? event.message : event;
  const { channel = '' } = event;
  if (written?.user === undefined || written.user === botUser) return undefined;
  return { ...written, user: written.user, channel, isDirect, isChange };
}

/** What is said to the bot; undefined: nothing. Slack's own change of a message, as by an unfurled link, says nothing. */
export function saidIn(payload: Payload): Said | undefined {
  const written = writtenIn(payload);
  if (written === undefined) return undefined;
  const { user, channel, ts = '', text = '', isDirect, isChange } = written;
  const edited = written.edited !== undefined;
  const isNamed = text.startsWith(mention);
  if ((!isNamed && !isDirect) || (isChange && !edited)) return undefined;
  const said = isNamed ? text.slice(mention.length).replace(/^[:,]/, '').trim() : text;
  const key = `${edited ? 'edited' : 'message'}:${channel}:${ts}`;
  return { key, edited, user, channel, text: said };
}

/** Whether a payload tells of what a person has written, be it for the bot or not. */
export const tellsOfMessage = (payload: Payload): boolean => writtenIn(payload) !== undefined;

/** Whether a payload tells of the message in that place. */
export function saidAt(payload: Payload, channel: string, ts: string): boolean {
  const written = writtenIn(payload);
  return written?.channel === channel && written.ts === ts;
}

/** A submitted launch form: what the bot must know it by, and the name of the job. */
export function submittedIn({
  payload: { type, view },
}: Payload): { readonly key: string; readonly tag: string | undefined } | undefined {
  if (type !== 'view_submission' || view?.callback_id !== 'launch-form') return undefined;
  const { data } = stateSchema.safeParse(view.state);
  const [tag] = Object.entries(data?.values ?? {}).flatMap(([block, fields]) =>
    block.endsWith(':tag') ? (Object.values(fields)[0]?.value ?? []) : [],
  );
  return { key: `view:${view.id}`, tag };
}

/** The value of a parameter in words that launch. */
export const valueIn = (text: string, name: string): string | undefined =>
  new RegExp(`^launch .*\\b${name}=(\\S+)`).exec(text)?.[1];
