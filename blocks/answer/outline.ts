// A job in a private channel, for somebody who may know that it exists and cancel it, but not what
// it is.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { costSoFar } from '../../app/domain/launch/run-cost.ts';
import { cardButtons } from '../job/card-buttons.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyParts, soFarWords } from '../job/cost.ts';
import { jobParts } from '../job/job-line.ts';
import { message, type Message } from '../kit/message.ts';
import { italic, quote, say } from '../kit/rich.ts';

/** Handle, state, owner and cost, with Cancel while it is live. */
export function renderOutline({ card }: AnswerOf<'outline'>, context: RenderContext): Message {
  const { target, estimate } = card.launch;
  return message(
    [
      jobParts(card, context.now),
      [
        quote(formatTarget(target)),
        ...(estimate === undefined ? [] : [say(' · '), ...hourlyParts(estimate)]),
        say(` · ${soFarWords(costSoFar(card, context.now))}`),
      ],
      [
        italic(
          'It is in a private channel that you are not in: only who is there sees more of it.',
        ),
      ],
    ],
    cardButtons(card, context),
  );
}
