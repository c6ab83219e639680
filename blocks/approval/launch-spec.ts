// All that a launch sends, without secrets and without what its job is given at its start.

import type { ModalView, RichTextBlock } from '@slack/types';
import { cutAtLines } from '../../app/domain/form/whole-template.ts';
import { formatTarget, type CustomJobBody } from '../../app/domain/job/job.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { leftOf } from '../../app/domain/launch/ladder.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { withoutValues } from '../../app/domain/template/secret/without-values.ts';
import { hideInTree, shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { secretsIn } from '../../app/domain/template/secret/secret.ts';
import { fallbackLines } from '../guard/ladder.ts';
import { isAsked, parameterLines } from '../job/approval.ts';
import { differenceLine } from '../job/spec-difference.ts';
import type { RenderContext } from '../kit/context.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { preformatted, quote, quoteBold, say } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

/** Characters per block, and blocks per window: well below the 250,000 that Slack allows. */
const inBlock = 3_000;
const mostBlocks = 60;

/** What an approver has to know: the parameters, what differs from the last run, and the specs. */
export function renderLaunchSpec(card: CardView, context: RenderContext): ModalView {
  const { launch } = card;
  const left = leftOf(launch.ladder) ?? [];
  const room = Math.floor(mostBlocks / (left.length + 1));
  return {
    type: 'modal',
    title: plain('What is sent', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: [
      richText([
        [quoteBold(shownName(launch)), say(' in '), quote(formatTarget(launch.target))],
        ...parameterLines(launch),
        // Only what still waits is compared.
        ...(isAsked(card) ? [differenceLine(card, context)] : []),
        ...fallbackLines(launch.ladder),
        [say('Values of env, command and args are not shown here.')],
      ]),
      ...specBlocks(launch, launch.body, room),
      ...left.flatMap(({ target, body }, at) => [
        richText([[say(`⤵️ Fallback ${at + 1}, in `), quote(formatTarget(target)), say(':')]]),
        ...specBlocks(launch, body, room),
      ]),
    ],
  };
}

/** One attempt’s body, in at most `room` blocks. */
function specBlocks(
  { parameters }: Pick<Launch, 'parameters'>,
  body: CustomJobBody,
  room: number,
): readonly RichTextBlock[] {
  const shown = hideInTree(withoutValues(body), secretsIn(parameters));
  const pieces = cutAtLines(JSON.stringify(shown, null, 2), inBlock);
  return [
    ...pieces.slice(0, room).map((piece) => richText([[preformatted(piece, inBlock)]])),
    ...(pieces.length > room
      ? [richText([[say('(cut here: it is longer than a window holds)')]])]
      : []),
  ];
}
