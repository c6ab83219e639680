import { isObject, textIn, type Json } from '../../../app/sandbox/shared/json.ts';
import type { Directory } from './directory.ts';
import { markup, type Markup } from './markup.ts';
import { mrkdwnHtml } from './mrkdwn.ts';

/** A composition text object: plain text or mrkdwn. */
export function textHtml(value: Json | undefined, directory: Directory): Markup | undefined {
  if (!isObject(value)) return undefined;
  const text = textIn(value['text']);
  return value['type'] === 'mrkdwn' ? mrkdwnHtml(text, directory) : markup`${text}`;
}
