import { z } from 'zod';
import type { ActionId } from '../../app/domain/command/verbs.ts';
import { clip } from './foreign.ts';

/** Ids of buttons that only open a page: Slack still asks for an ack. */
export const linkIds = { console: 'link-console', logs: 'link-logs' } as const;

/** Whether a button only opens a page. */
export function isLink(actionId: string): boolean {
  return actionId.startsWith('link-');
}

/** The id of a button that does something: one that the table of verbs names. */
export function actionId(id: ActionId): ActionId {
  return id;
}

/** Slack's limit. */
const longestBlockId = 255;
const reasonMark = 'why:';

/**
 * The id of a block with a question about cancelling. It carries the typed reason, since an option
 * has no room for it and the ephemeral message isn't stored. A long reason is cut, visibly.
 */
export function reasonBlock(reason: string): string {
  return clip(`${reasonMark}${reason}`, longestBlockId);
}

/** The reason in a block's id; undefined if none was typed. */
export function readReasonBlock(blockId: string | undefined): string | undefined {
  return blockId?.startsWith(reasonMark) === true ? blockId.slice(reasonMark.length) : undefined;
}

const valueSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,30}:[A-Za-z0-9_-]{1,40}$/)
  .transform((value) => {
    const [handle = '', token = ''] = value.split(':');
    return { handle, token };
  });

/** Of a button that carries nothing else. Those of earlier versions had a word before it. */
const tokenSchema = z
  .string()
  .regex(/^(?:[a-z]{1,30}:)?[A-Za-z0-9_-]{1,40}$/)
  .transform((value) => value.slice(value.indexOf(':') + 1));

/** What a button's or option's value carries: the handle of a job or the id of a watch, and the token that makes its click single use. */
export type ActionValue = { readonly handle: string; readonly token: string };

/** The value as Slack carries it. */
export function writeActionValue({ handle, token }: ActionValue): string {
  return `${handle}:${token}`;
}

/** Reads the value of a button that carries its token alone; undefined when it is not one of ours. */
export function readToken(value: string): string | undefined {
  const parsed = tokenSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Parses a value; undefined if it isn't the bot's. */
export function readActionValue(value: string): ActionValue | undefined {
  const parsed = valueSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
