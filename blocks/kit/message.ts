import type { ActionsBlock, KnownBlock } from '@slack/types';
import { clip } from './foreign.ts';
import { limits } from './limits.ts';
import { plainText, richText, type Line } from './rich.ts';

/** A message with its fallback: `text` says the same, for notifications and screen readers. */
export type Message = {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Shown if Slack refuses the blocks (such as a table). */
  readonly plainer?: KnownBlock[] | undefined;
};

/**
 * A message of lines with buttons below. `heard` is the fallback, whose beginning notifications
 * show.
 */
export function message(
  lines: readonly Line[],
  actions?: ActionsBlock,
  heard: readonly Line[] = lines,
): Message {
  return {
    text: clip(plainText(heard), limits.messageText),
    blocks: [richText(lines), ...(actions === undefined ? [] : [actions])],
  };
}
