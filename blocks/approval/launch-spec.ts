// All that a launch sends, without secrets and without what its job is given at its start.

import type { ModalView } from '@slack/types';
import { cutAtLines } from '../../app/domain/form/whole-template.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { withoutValues } from '../../app/domain/template/without-values.ts';
import { hideInTree, shownName } from '../../app/domain/template/hide-secrets.ts';
import { secretsIn } from '../../app/domain/template/secret.ts';
import { isAsked, parameterLines } from '../job/approval.ts';
import { differenceLine } from '../job/spec-difference.ts';
import type { RenderContext } from '../kit/context.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { preformatted, quote, quoteBold, richText, say } from '../kit/rich.ts';

/** Characters per block, and blocks per window: well below the 250,000 that Slack allows. */
const inBlock = 3_000;
const mostBlocks = 60;

/** What an approver has to know: the parameters, what differs from the last run, and the spec. */
export function renderLaunchSpec(card: CardView, context: RenderContext): ModalView {
  const { launch } = card;
  const { body, parameters, target } = launch;
  const shown = hideInTree(withoutValues(body), secretsIn(parameters));
  const json = JSON.stringify(shown, null, 2);
  const pieces = cutAtLines(json, inBlock);
  const more = pieces.length - mostBlocks;
  return {
    type: 'modal',
    title: plain('What is sent', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: [
      richText([
        [quoteBold(shownName(launch)), say(' in '), quote(formatTarget(target))],
        ...parameterLines(launch),
        // Only what still waits is compared.
        ...(isAsked(card) ? [differenceLine(card, context)] : []),
        [say('Values of env, command and args are not shown here.')],
      ]),
      ...pieces.slice(0, mostBlocks).map((piece) => richText([[preformatted(piece, inBlock)]])),
      ...(more > 0 ? [richText([[say('(cut here: it is longer than a window holds)')]])] : []),
    ],
  };
}
