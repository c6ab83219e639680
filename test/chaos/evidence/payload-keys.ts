import { z } from 'zod';
import type { Payload } from './evidence.ts';
import { messageToBot } from './message-to-bot.ts';

/**
 * The request keys that the bot must derive from a payload: Slack's trigger for a command, the button's token and the person for a press,
 * channel and ts for a message, the view for a form. An edit requests nothing.
 */
export function keysOf(whole: Payload): readonly string[] {
  const { payload } = whole;
  const user = typeof payload.user === 'string' ? payload.user : (payload.user?.id ?? '');
  const command = payload.command === undefined ? [] : [`command:${payload.trigger_id ?? ''}`];
  const presses = payload.actions.map(({ action_id = '', value = '' }) => {
    const [handle = '', token = ''] = value.split(':');
    return `button:${token}:${action_id}:${handle}:${user}`;
  });
  const message = messageToBot(whole);
  const messages = message === undefined || message.edited ? [] : [message.key];
  return [...command, ...presses, ...messages, ...submissions(payload)];
}

const version = z.looseObject({ base: z.number() });

/** The keys of a submitted modal. A template form also has one with the version it started from. */
function submissions({ type, view }: Payload['payload']): readonly string[] {
  if (type !== 'view_submission' || view === undefined) return [];
  const base = version.safeParse(jsonIn(view.private_metadata)).data?.base;
  return [`view:${view.id}`, ...(base === undefined ? [] : [`view:${view.id}:${base}`])];
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The request that a stored key comes from. A refusal and a dropped launch have audit rows of their own, with a suffix. A press after a
 * refused one appends a `+`. A template's audit rows have a prefix. An attempt that is over has its number behind the launch's key.
 */
export function requestOf(key: string): string {
  return key.replace(/^template:/, '').replace(/\+*(?:#\d+)?(?::(?:drop|refused))?$/, '');
}
