import type { ActionsBlock, KnownBlock } from '@slack/types';
import { clip } from './foreign.ts';
import { limits } from './limits.ts';
import { plainText, richText, type Line } from './rich.ts';

/** A message and its fallback: `text` says the same, for notifications and screen readers. */
export type Message = {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** What to show should Slack refuse the blocks (a table, say, where it takes none). */
  readonly plainer?: KnownBlock[] | undefined;
};

/** A message of lines, with its buttons below. `heard`: its fallback, which notifications show the beginning of. */
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
