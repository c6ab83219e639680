// The values of buttons that carry a job or nothing, and ids beside those of the table of verbs. Which
// button carries what is in that table; other kinds of values are in *-value.ts beside this file.

import { z } from 'zod';
import type { ActionId } from '../../../app/domain/command/verbs.ts';
import { clip } from '../foreign.ts';

/** Ids of buttons that only open a URL. Slack requires an ack anyway. */
export const linkIds = { console: 'link-console', logs: 'link-logs' } as const;

/** Whether a button only opens a URL. */
export function isLink(actionId: string): boolean {
  return actionId.startsWith('link-');
}

/** The id of a button in the table of verbs. */
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

/** A value that is only a token. Earlier versions put a word in front. */
const tokenSchema = z
  .string()
  .regex(/^(?:[a-z]{1,30}:)?[A-Za-z0-9_-]{1,40}$/)
  .transform((value) => value.slice(value.indexOf(':') + 1));

/**
 * The value of a button or option: a job's handle or a watch's id, and a token that makes the click
 * single use.
 */
export type ActionValue = { readonly handle: string; readonly token: string };

/** The value as Slack carries it. */
export function writeActionValue({ handle, token }: ActionValue): string {
  return `${handle}:${token}`;
}

/** Parses a value that is only a token; undefined if it isn't the bot's. */
export function readToken(value: string): string | undefined {
  const parsed = tokenSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Parses a value; undefined if it isn't the bot's. */
export function readActionValue(value: string): ActionValue | undefined {
  const parsed = valueSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
