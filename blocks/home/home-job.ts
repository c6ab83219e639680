import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { CardView } from '../../app/domain/launch/card.ts';
import { actor } from '../kit/actor.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { isOver } from '../../app/domain/job/tracked-job.ts';
import { isAsked } from '../job/approval.ts';
import { cancelButton, cardButtons, isMakingWay, makingWayWords } from '../job/card-buttons.ts';
import type { RenderContext } from '../kit/context.ts';
import { emojiOf, headline } from '../job/headline.ts';
import { sourceParts } from '../job/origin.ts';
import { placePart } from '../job/job-line.ts';
import { moment, quote, quoteBold, quoteCode, say, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

/** One of the person's own jobs: what it is, its state, a link to its thread, and its buttons. */
export function jobBlocks(
  card: CardView,
  context: RenderContext,
  about: readonly Line[] = [],
): KnownBlock[] {
  const buttons = isAsked(card) ? withdraw(card, context) : cardButtons(card, context);
  return [
    richText([nameLine(card, context.now), whereLine(card), ...about]),
    ...(buttons === undefined ? [] : [buttons]),
  ];
}

/** Nobody approves their own launch. */
function withdraw(card: CardView, context: RenderContext): ActionsBlock {
  return { type: 'actions', elements: [cancelButton(card, context)] };
}

/** Its name and state, as on its card. */
export function nameLine(card: CardView, now: number): Line {
  return [
    say(`${emojiOf(card)} `),
    quoteBold(shownName(card.launch)),
    say(' · '),
    ...headline(card, now),
    say('   '),
    quoteCode(card.launch.handle),
  ];
}

function whereLine(card: CardView): Line {
  const { launch, job } = card;
  const { target, estimate } = launch;
  const total = estimate?.total;
  const ended = job !== undefined && isTerminal(job.state);
  return [
    ...(card.outlined === true ? [] : [...sourceParts(launch), say(' · ')]),
    placePart(card),
    say(' · '),
    quote(formatTarget(target)),
    ...(total?.known === true && !ended
      ? [say(` · ≈ ${formatUsd(total.hourly)}/h at list price`)]
      : []),
  ];
}

/** Who asked to cancel it, until that is done. */
export function cancelLines({ cancel, job }: CardView): readonly Line[] {
  if (cancel?.state !== 'accepted' || (job !== undefined && isOver(job))) return [];
  if (isMakingWay({ cancel })) return [[say(makingWayWords)]];
  return [
    [
      say('Cancel asked for by '),
      actor(cancel.requester.userId),
      say(', '),
      moment(cancel.requestedAt),
    ],
  ];
}
