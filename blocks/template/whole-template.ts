import type { ModalView } from '@slack/types';
import { cutAtLines, type WholeTemplate } from '../../app/domain/form/whole-template.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { bold, preformatted, quote, say } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

/**
 * Characters per block, and blocks per window: together well below the 250,000 that Slack allows
 * for a view.
 */
const inBlock = 3_000;
const mostBlocks = 60;

/** A template's whole text, to read and copy. */
export function renderWholeTemplate({ name, version, text }: WholeTemplate): ModalView {
  const pieces = cutAtLines(text, inBlock);
  const more = pieces.length - mostBlocks;
  return {
    type: 'modal',
    title: plain('Template', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: [
      richText([[bold(name), say(' '), quote(version)]]),
      ...pieces.slice(0, mostBlocks).map((piece) => richText([[preformatted(piece, inBlock)]])),
      ...(more > 0 ? [richText([[say('(cut here: it is longer than a window holds)')]])] : []),
    ],
  };
}
