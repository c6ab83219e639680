import { z } from 'zod';
import type { Payload } from './evidence.ts';
import { saidIn } from './said.ts';

/**
 * What the bot knows a payload's request by: Slack's trigger for a command, the button's token and the person for a press, the place of a
 * message, the window of a form. An edit asks for nothing.
 */
export function keysOf(whole: Payload): readonly string[] {
  const { payload } = whole;
  const user = typeof payload.user === 'string' ? payload.user : (payload.user?.id ?? '');
  const command = payload.command === undefined ? [] : [`command:${payload.trigger_id ?? ''}`];
  const presses = payload.actions.map(({ action_id = '', value = '' }) => {
    const [handle = '', token = ''] = value.split(':');
    return `button:${token}:${action_id}:${handle}:${user}`;
  });
  const said = saidIn(whole);
  const message = said === undefined || said.edited ? [] : [said.key];
  return [...command, ...presses, ...message, ...submissions(payload)];
}

const version = z.looseObject({ base: z.number() });

/** A window that was submitted; one in which a template is written says as well which version it began with. */
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
 * The request that a stored key stems from. A refusal, and giving a launch up, have audit rows of their own beside the
 * act's; a press after one that was refused is a new act of the same button. A template's
 * rows are kept apart by a word of their own.
 */
export function requestOf(key: string): string {
  return key.replace(/^template:/, '').replace(/\+*(?::(?:drop|refused))?$/, '');
}
