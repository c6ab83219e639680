import type { ActionsBlock, ContextBlock, KnownBlock } from '@slack/types';
import { clip } from './foreign.ts';
import { limits } from './limits.ts';
import { plain } from './plain.ts';
import { bareText, plainText, richText } from './render-rich.ts';
import type { Line } from './rich.ts';

/** A message with its fallback: `text` says the same, for notifications and screen readers. */
export type Message = {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Shown if Slack refuses the blocks (such as a table). */
  readonly plainer?: KnownBlock[] | undefined;
};

type Extras = {
  /** In small print below the lines. */
  readonly small?: readonly Line[];
  /** The fallback, whose beginning notifications show. By default the lines. */
  readonly heard?: readonly Line[];
};

/** A message of lines with buttons below. */
export function message(
  lines: readonly Line[],
  actions?: ActionsBlock,
  { small = [], heard = [...lines, ...small] }: Extras = {},
): Message {
  return {
    text: clip(plainText(heard), limits.messageText),
    blocks: [
      richText(lines),
      ...(small.length === 0 ? [] : [smallPrint(small)]),
      ...(actions === undefined ? [] : [actions]),
    ],
  };
}

/** One paragraph, since the elements of a context block stand side by side. */
function smallPrint(lines: readonly Line[]): ContextBlock {
  const text = lines.map(bareText).join(' · ');
  return { type: 'context', elements: [plain(text, limits.contextText)] };
}
