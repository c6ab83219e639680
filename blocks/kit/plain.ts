import type { PlainTextElement } from '@slack/types';
import { oneLine } from './foreign.ts';

/** Text that Slack shows as it is, without markup, mentions and emoji codes. */
export function plain(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: oneLine(text, most), emoji: false };
}
