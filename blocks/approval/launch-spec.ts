// All that a launch sends, without secrets.

import type { ModalView } from '@slack/types';
import { cutAtLines } from '../../app/domain/form/whole-template.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { hideInTree, shownName } from '../../app/domain/template/hide-secrets.ts';
import { secretsIn } from '../../app/domain/template/secret.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { preformatted, quote, quoteBold, richText, say } from '../kit/rich.ts';

/** Characters per block, and blocks per window: well below the 250,000 that Slack allows. */
const inBlock = 3_000;
const mostBlocks = 60;

export function renderLaunchSpec(launch: Launch): ModalView {
  const { body, parameters, target } = launch;
  const json = JSON.stringify(hideInTree(body, secretsIn(parameters)), null, 2);
  const pieces = cutAtLines(json, inBlock);
  const more = pieces.length - mostBlocks;
  return {
    type: 'modal',
    title: plain('What is sent', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: [
      richText([[quoteBold(shownName(launch)), say(' in '), quote(formatTarget(target))]]),
      ...pieces.slice(0, mostBlocks).map((piece) => richText([[preformatted(piece, inBlock)]])),
      ...(more > 0 ? [richText([[say('(cut here: it is longer than a window holds)')]])] : []),
    ],
  };
}
